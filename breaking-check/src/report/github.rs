//! Annotations of GitHub Actions: workflow commands that a step prints.

use std::fmt::Write as _;

use countersign_contract::Severity;

use super::escape::visible;
use super::model::{Compared, Document, Finding};

/// One command for each finding, and a last line for people. What was accepted is a notice.
pub fn github(document: &Document) -> String {
    let mut text = String::new();
    for (contract, finding) in document.findings() {
        let command = match finding.severity {
            _ if finding.accepted.is_some() => "notice",
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let properties: Vec<String> = properties(contract, finding)
            .into_iter()
            .map(|(name, value)| format!("{name}={}", property(&value)))
            .collect();
        let _ = writeln!(
            text,
            "::{command} {}::{}",
            properties.join(","),
            data(&message(finding))
        );
    }
    let _ = writeln!(
        text,
        "errors: {}, warnings: {}, harmless changes: {}",
        document.count(Severity::Error),
        document.count(Severity::Warning),
        document.harmless()
    );
    text
}

/// The place, as far as it is in the revision: the base is not what the step has checked out.
fn properties(contract: Option<&Compared>, finding: &Finding) -> Vec<(&'static str, String)> {
    let mut properties = Vec::new();
    if let Some(place) = &finding.revision {
        properties.push(("file", place.file.clone()));
        properties.push(("line", place.start.line.to_string()));
        // Columns of several lines are not understood.
        if place.start.line == place.end.line {
            properties.push(("col", place.start.column.to_string()));
            properties.push(("endColumn", place.end.column.to_string()));
        } else {
            properties.push(("endLine", place.end.line.to_string()));
        }
    } else if let Some(revision) = contract.and_then(|contract| contract.revision.as_ref()) {
        properties.push(("file", revision.file.clone()));
        properties.push(("line", "1".to_owned()));
    }
    properties.push(("title", finding.rule.to_owned()));
    properties
}

fn message(finding: &Finding) -> String {
    let mut message = finding.message.clone();
    if let Some(accepted) = &finding.accepted {
        let _ = write!(message, "\nAccepted: {}", accepted.reason);
    }
    if finding.operations.len() > 1 {
        let _ = write!(message, "\nReaches {}", finding.operations.join(", "));
    }
    if !finding.against.is_empty() {
        let _ = write!(message, "\nAgainst {}", finding.against.join(", "));
    }
    for part in [&finding.why, &finding.help].into_iter().flatten() {
        let _ = write!(message, "\n{part}");
    }
    message
}

/// The text of a command, as the runner unescapes it.
fn data(text: &str) -> String {
    let text = visible(text).replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
