//! A regular expression repeats what is repeated already.
//!
//! # Why
//! Engines that backtrack need exponential time for it: one string of forty characters stops a server.
//! # What to do
//! write it without a repetition inside a repetition: `^a+$` for `^(a+)+$`
//! # Example
//! ```yaml
//! { type: string, pattern: "^(a+)+$" }
//! ```
//! # Instead
//! ```yaml
//! { type: string, pattern: "^a+$" }
//! ```

use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, RepetitionKind, RepetitionRange};

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{SchemaSubject, span_of};

pub(crate) const META: LintMeta = LintMeta::new(
    "pattern-backtracks",
    Group::Security,
    Level::Warning,
    "OWASP API4:2023, CWE-1333.",
);

pub(crate) fn check(subject: &SchemaSubject<'_>, findings: &mut Findings) {
    let schema = subject.schema;
    let Some(pattern) = &schema.string.pattern else {
        return;
    };
    // What this parser does not know (look-around, back-references) is judged by nobody here.
    if let Ok(ast) = Parser::new().parse(pattern)
        && explodes(&ast, false)
    {
        findings.push_at(
            span_of(schema, "pattern"),
            "the pattern repeats without end what may itself be repeated without end",
        );
    }
}

/// Is there an endless repetition, within another one, that can match in more than one way? A part that must come
/// between two rounds (`(a+,)+`) leaves only one way.
fn explodes(ast: &Ast, within: bool) -> bool {
    match ast {
        Ast::Repetition(repetition) => {
            let endless = match repetition.op.kind {
                RepetitionKind::ZeroOrMore
                | RepetitionKind::OneOrMore
                | RepetitionKind::Range(RepetitionRange::AtLeast(_)) => true,
                RepetitionKind::ZeroOrOne | RepetitionKind::Range(_) => false,
            };
            (endless && within) || explodes(&repetition.ast, within || endless)
        }
        Ast::Group(group) => explodes(&group.ast, within),
        Ast::Alternation(alternation) => alternation.asts.iter().any(|ast| explodes(ast, within)),
        Ast::Concat(concat) => {
            let separated = concat.asts.iter().any(|ast| matches!(ast, Ast::Literal(_)));
            concat
                .asts
                .iter()
                .any(|ast| explodes(ast, within && !separated))
        }
        Ast::Empty(_)
        | Ast::Flags(_)
        | Ast::Literal(_)
        | Ast::Dot(_)
        | Ast::Assertion(_)
        | Ast::ClassUnicode(_)
        | Ast::ClassPerl(_)
        | Ast::ClassBracketed(_) => false,
    }
}
