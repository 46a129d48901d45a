//! Diagnostics as SARIF 2.1.0 (OASIS), which forges show beside the lines of a change.

use std::collections::BTreeSet;

use countersign_contract::{
    Diagnostic, Diagnostics, Severity, SourceMap, SourceSpan, uri_reference,
};
use serde_json::{Value, json};

use crate::explain::explain;

/// A log of one run.
pub(crate) fn sarif(sources: &SourceMap, diagnostics: &Diagnostics) -> Value {
    let codes: BTreeSet<&str> = diagnostics.iter().map(|found| found.code).collect();
    let rules = codes.iter().map(|code| rule(code));
    let results = diagnostics.iter().map(|found| result(sources, found));
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "countersign",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

/// What `countersign explain` says (3.49).
fn rule(code: &str) -> Value {
    match explain(code) {
        Some(text) => json!({ "id": code, "help": { "text": text, "markdown": text } }),
        None => json!({ "id": code }),
    }
}

/// One finding (3.27).
fn result(sources: &SourceMap, found: &Diagnostic) -> Value {
    let level = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let text = match &found.help {
        Some(help) => format!("{}; {help}", found.message),
        None => found.message.clone(),
    };
    let related = found.labels.iter().map(|label| {
        let mut place = location(sources, label.span);
        place["message"] = json!({ "text": label.message });
        place
    });
    json!({
        "ruleId": found.code,
        "level": level,
        "message": { "text": text },
        "locations": found.span.iter().map(|span| location(sources, *span)).collect::<Vec<_>>(),
        "relatedLocations": related.collect::<Vec<_>>(),
    })
}

/// A place, its end one past the last character (3.28, 3.30).
fn location(sources: &SourceMap, span: SourceSpan) -> Value {
    let source = sources.source(span.source);
    let (start, end) = (source.line_column(span.start), source.line_column(span.end));
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri_reference(source.name()) },
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    } })
}
