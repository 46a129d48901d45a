//! Diagnostics as JSON: the same facts, every place as file, line and column.

use countersign_contract::{Diagnostic, Severity, SourceMap, SourceSpan};
use serde_json::{Value, json};

/// An array of diagnostics in the order they were found.
pub(crate) fn diagnostics<'a>(
    sources: &SourceMap,
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
) -> Value {
    diagnostics
        .into_iter()
        .map(|diagnostic| one(sources, diagnostic))
        .collect()
}

fn one(sources: &SourceMap, diagnostic: &Diagnostic) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    json!({
        "code": diagnostic.code,
        "severity": severity,
        "message": diagnostic.message,
        "place": diagnostic.span.map(|span| place(sources, span)),
        "labels": diagnostic.labels.iter().map(|label| {
            json!({ "place": place(sources, label.span), "message": label.message })
        }).collect::<Vec<_>>(),
        "help": diagnostic.help,
    })
}

fn place(sources: &SourceMap, span: SourceSpan) -> Value {
    let at = sources.line_column(span);
    json!({ "file": sources.source(span.source).name(), "line": at.line, "column": at.column })
}
