//! Which rules there are. The table is generated from the folder `rules/`.

mod equivalents;
mod page;
mod render;
mod table;

pub use equivalents::{Equivalent, equivalents};
pub use page::{render_equivalents_page, render_rules_page};
pub use render::{RuleFile, render_registry, render_rule_modules};
pub(crate) use table::RULES;

use std::sync::OnceLock;

use countersign_contract::explanation::Explanations;

use crate::explain::RuleDoc;
use crate::pairing::{
    HeaderPair, LifecyclePair, LinkPair, MediaTypePair, OperationPair, ParameterPair, PolicyPair,
    RequestBodyPair, ResponsePair, SchemePair, SecurityPair, ServersPair,
};
use crate::rule::{Changes, RuleMeta};
use crate::schema_pair::SchemaPair;

/// What a rule looks at; one variant per folder under `rules/`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    Operation(fn(&OperationPair<'_>, &mut Changes)),
    Lifecycle(fn(&LifecyclePair<'_>, &mut Changes)),
    Servers(fn(&ServersPair<'_>, &mut Changes)),
    Policy(fn(&PolicyPair<'_>, &mut Changes)),
    Security(fn(&SecurityPair, &mut Changes)),
    SecurityScheme(fn(&SchemePair<'_>, &mut Changes)),
    Parameter(fn(&ParameterPair<'_>, &mut Changes)),
    RequestBody(fn(&RequestBodyPair<'_>, &mut Changes)),
    MediaType(fn(&MediaTypePair<'_>, &mut Changes)),
    Response(fn(&ResponsePair<'_>, &mut Changes)),
    Header(fn(&HeaderPair<'_>, &mut Changes)),
    Link(fn(&LinkPair<'_>, &mut Changes)),
    Schema(fn(&SchemaPair<'_>, &mut Changes)),
    /// What a schema says of a value without refusing any.
    Annotation(fn(&SchemaPair<'_>, &mut Changes)),
    /// Rules for schema changes that no other rule names.
    AnySchema(fn(&SchemaPair<'_>, &mut Changes)),
}

/// A rule in the table.
#[derive(Debug)]
pub(crate) struct RegisteredRule {
    pub(crate) meta: &'static RuleMeta,
    /// The text of its file.
    pub(crate) source: &'static str,
    pub(crate) check: Check,
    doc: OnceLock<RuleDoc>,
}

impl RegisteredRule {
    pub(crate) const fn new(meta: &'static RuleMeta, source: &'static str, check: Check) -> Self {
        Self {
            meta,
            source,
            check,
            doc: OnceLock::new(),
        }
    }

    /// Does it speak only where no other rule does?
    pub(crate) fn is_fallback(&self) -> bool {
        matches!(self.check, Check::AnySchema(_))
    }

    /// Its documentation.
    pub(crate) fn doc(&self) -> &RuleDoc {
        self.doc.get_or_init(|| RuleDoc::parse(self.source))
    }
}

/// What every rule says about itself, ordered by object and id.
pub fn rules() -> impl Iterator<Item = &'static RuleMeta> {
    RULES.iter().map(|rule| rule.meta)
}

/// The codes of findings that no rule makes: about versions, files and decisions.
const CODES: Explanations = Explanations::new(include_str!("../codes.md"));

/// Every id that a finding can have: of rules, then of what no rule makes.
pub fn codes() -> impl Iterator<Item = &'static str> {
    rules().map(|rule| rule.id).chain(CODES.codes())
}

/// Is there a rule, or another kind of finding, with this id?
pub(crate) fn is_code(id: &str) -> bool {
    codes().any(|code| code == id)
}

/// What an id of a finding means, as Markdown; `None` when there is no such id.
pub fn explain(code: &str) -> Option<&'static str> {
    let rule = RULES.iter().find(|rule| rule.meta.id == code);
    rule.map(|rule| rule.doc().text.as_str())
        .or_else(|| CODES.explain(code))
}

#[cfg(test)]
mod tests {
    use super::{Check, RULES};

    /// Schemas are compared in files that know of no calls, too.
    #[test]
    fn rules_about_schemas_speak_of_senders_and_readers_and_not_of_calls() {
        let of_calls = ["caller", "callers", "server", "request", "requests", "400"];
        let of_schemas = |check: Check| {
            matches!(
                check,
                Check::Schema(_) | Check::Annotation(_) | Check::AnySchema(_)
            )
        };
        let schemas = RULES.iter().filter(|rule| of_schemas(rule.check));
        for rule in schemas {
            let doc = rule.doc();
            for text in [&doc.why, &doc.instead].into_iter().flatten() {
                let text = text.to_lowercase();
                let mut words = text.split(|c: char| !c.is_alphanumeric());
                let word = words.find(|word| of_calls.contains(word));
                assert_eq!(word, None, "{}: {text}", rule.meta.id);
            }
        }
    }
}
