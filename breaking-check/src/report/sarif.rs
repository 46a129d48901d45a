//! SARIF 2.1.0 (OASIS): the log that forges show beside the lines of a change.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use countersign_contract::{Severity, uri_reference};

use serde_json::{Value, json};

use super::escape::visible;
use super::model::{Compared, Document, Excerpt, Finding};
use crate::registry::explain;

/// A log of one run, pretty-printed, with a line feed at its end.
pub fn sarif(document: &Document) -> String {
    let mut ids: BTreeMap<&str, usize> = document
        .findings()
        .map(|(_, finding)| (finding.rule, 0))
        .collect();
    for (at, index) in ids.values_mut().enumerate() {
        *index = at;
    }
    let rules: Vec<Value> = ids.keys().map(|id| rule(id)).collect();
    let results: Vec<Value> = document
        .findings()
        .map(|(contract, finding)| result(contract, finding, ids[finding.rule]))
        .collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "countersign",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// What `countersign explain` says (3.49).
fn rule(id: &str) -> Value {
    let Some(text) = explain(id) else {
        return json!({ "id": id });
    };
    let short = text.lines().next().unwrap_or_default();
    json!({
        "id": id,
        "shortDescription": { "text": short },
        "fullDescription": { "text": text.split("\n\n").next().unwrap_or(short).replace('\n', " ") },
        "help": { "text": text, "markdown": text },
    })
}

/// One finding (3.27).
fn result(contract: Option<&Compared>, finding: &Finding, index: usize) -> Value {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let mut related = Vec::new();
    let mut locations = Vec::new();
    match &finding.revision {
        Some(place) => locations.push(location(place)),
        // A removed thing has no place in what is looked at now: the file stands for it.
        None => locations.extend(
            contract
                .and_then(|contract| contract.revision.as_ref())
                .map(|revision| {
                    json!({ "physicalLocation": {
                        "artifactLocation": { "uri": uri_reference(&revision.file) },
                        "region": { "startLine": 1 },
                    } })
                }),
        ),
    }
    if let Some(place) = &finding.base {
        let mut base = location(place);
        base["id"] = json!(related.len());
        base["message"] = json!({ "text": "as it is in the base" });
        related.push(base);
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level,
        "message": { "text": text(finding) },
        "locations": locations,
        "relatedLocations": related,
        "partialFingerprints": { "countersignFinding/v1": finding.fingerprint },
        "properties": {
            "verdict": finding.verdict.name(),
            "operations": finding.operations,
            "against": finding.against,
        },
    });
    if let Some(accepted) = &finding.accepted {
        result["suppressions"] = json!([{
            "kind": "external",
            "status": "accepted",
            "justification": accepted.reason,
        }]);
    }
    result
}

/// The sentence first: where there is little room only that is shown.
fn text(finding: &Finding) -> String {
    let mut text = format!("{}.", finding.message);
    for more in [&finding.why, &finding.help].into_iter().flatten() {
        text.push(' ');
        text.push_str(more);
    }
    if let Some(witness) = &finding.witness {
        // Writing to a string does not fail.
        let _ = write!(
            text,
            "\n\nAccepted by {}, rejected by {}: {}\n\n{}",
            witness.accepted_by, witness.rejected_by, witness.reason, witness.text
        );
    }
    visible(&text)
}

/// A place, its end one past the last character (3.28, 3.30).
fn location(place: &Excerpt) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri_reference(&place.file) },
        "region": {
            "startLine": place.start.line,
            "startColumn": place.start.column,
            "endLine": place.end.line,
            "endColumn": place.end.column,
        },
    } })
}
