//! Texts in, JSON values and rendered findings out.

use std::fmt::Write as _;

use countersign_contract::source::SourceMap;
use countersign_contract::syntax::{Node, SyntaxLimits, parse};
use countersign_contract::{Diagnostics, Severity};

pub(crate) struct Parsed {
    pub(crate) node: Option<Node>,
    pub(crate) findings: String,
}

pub(crate) fn read(name: &str, text: &str) -> Parsed {
    read_within(name, text, &SyntaxLimits::default())
}

pub(crate) fn read_within(name: &str, text: &str, limits: &SyntaxLimits) -> Parsed {
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let source = sources.add(name, text);
    let node = parse(source, &sources, limits, &mut diagnostics);
    Parsed {
        node,
        findings: render(&sources, &diagnostics),
    }
}

/// One line per finding, with its labels after it.
pub(crate) fn render(sources: &SourceMap, diagnostics: &Diagnostics) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let place = diagnostic
            .span
            .map_or_else(String::new, |span| format!("{} ", sources.location(span)));
        let (code, message) = (diagnostic.code, &diagnostic.message);
        writeln!(text, "{place}{severity}[{code}] {message}").expect("a string takes everything");
        for label in &diagnostic.labels {
            let place = sources.location(label.span);
            writeln!(text, "  {place} {}", label.message).expect("a string takes everything");
        }
    }
    text
}

/// Asserts value and findings of one text.
#[track_caller]
pub(crate) fn check(name: &str, text: &str, value: &str, findings: &str) {
    let parsed = read(name, text);
    let node = parsed.node.expect("the text has a value");
    assert_eq!(node.to_json().to_string(), value, "value of {text:?}");
    assert_eq!(
        parsed.findings.trim_end(),
        findings.trim(),
        "findings of {text:?}"
    );
}

/// The findings of one text.
pub(crate) fn findings(name: &str, text: &str) -> String {
    read(name, text).findings
}
