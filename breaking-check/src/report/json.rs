//! The report for programs. Keys are stable; new ones may be added.

use countersign_contract::{Severity, SourceSpan};
use serde_json::{Value, json};

use super::text::{severity, sources};
use crate::change::{Change, Location, Place, Report, Verdict, Witness};
use crate::policy::Promise;
use crate::side::Side;

/// The report as pretty-printed JSON, with a line feed at its end.
pub fn json(report: &Report) -> String {
    let changes: Vec<Value> = report
        .changes
        .iter()
        .map(|change| of_change(report, change))
        .collect();
    let document = json!({
        "world": report.world.name(),
        "summary": {
            "error": report.count(Severity::Error),
            "warning": report.count(Severity::Warning),
            "info": report.count(Severity::Info),
        },
        "changes": changes,
    });
    format!("{document:#}\n")
}

fn of_change(report: &Report, change: &Change) -> Value {
    let unknown = match &change.verdict {
        Verdict::Unknown(reason) => Some(reason.as_str()),
        Verdict::Proven | Verdict::Harmless => None,
    };
    json!({
        "rule": change.rule,
        "severity": severity(change.severity),
        "verdict": change.verdict.name(),
        "reason": unknown,
        "breaks": change.breaks.map(Promise::name),
        "effect": change.effect.name(),
        "direction": change.direction.name(),
        "message": change.message,
        "why": change.why,
        "help": change.help,
        "place": of_place(&change.place),
        "operations": change.operations().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "base": of_span(report, Side::Base, change.base),
        "revision": of_span(report, Side::Revision, change.revision),
        "witness": change.witness.as_ref().map(of_witness),
    })
}

fn of_place(place: &Place) -> Value {
    let (kind, status, name) = match &place.location {
        Location::Operation => ("operation", None, None),
        Location::Servers => ("servers", None, None),
        Location::Security => ("security", None, None),
        Location::Value => ("value", None, None),
        Location::Parameter { location, name } => (location.name(), None, Some(name)),
        Location::RequestBody => ("requestBody", None, None),
        Location::RequestContent { media_type } => ("requestBody", None, Some(media_type)),
        Location::RequestItem { media_type } => ("requestItem", None, Some(media_type)),
        Location::Response { status } => ("response", Some(status), None),
        Location::ResponseHeader { status, name } => ("responseHeader", Some(status), Some(name)),
        Location::ResponseLink { status, name } => ("responseLink", Some(status), Some(name)),
        Location::ResponseContent { status, media_type } => {
            ("response", Some(status), Some(media_type))
        }
        Location::ResponseItem { status, media_type } => {
            ("responseItem", Some(status), Some(media_type))
        }
    };
    json!({
        "operation": place.operation.to_string(),
        "in": kind,
        "status": status.map(ToString::to_string),
        "name": name,
        "pointer": place.pointer(),
    })
}

fn of_span(report: &Report, side: Side, span: Option<SourceSpan>) -> Value {
    let Some(span) = span else {
        return Value::Null;
    };
    let sources = sources(report, side);
    let start = sources.line_column(span);
    json!({
        "file": sources.source(span.source).name(),
        "line": start.line,
        "column": start.column,
    })
}

fn of_witness(witness: &Witness) -> Value {
    json!({
        "text": witness.text,
        "value": witness.value,
        "accepted_by": witness.accepted_by.name(),
        "rejected_by": witness.rejected_by.name(),
        "reason": witness.reason,
    })
}
