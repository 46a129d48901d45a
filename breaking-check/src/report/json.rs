//! The report for programs. Keys are stable; new ones may be added. `report.schema.json` describes it.

use countersign_contract::Severity;
use serde_json::{Value, json};

use super::model::{Acceptance, Compared, Document, Edition, Excerpt, Finding, severity_name};
use crate::change::{Location, Place, Witness};
use crate::direction::{Direction, Effect};
use crate::policy::Promise;

/// The JSON Schema (2020-12) of what [`json()`] writes.
pub const JSON_SCHEMA: &str = include_str!("../../report.schema.json");

/// The report as pretty-printed JSON, with a line feed at its end.
pub fn json(document: &Document) -> String {
    let contracts = document.contracts.iter().map(of_contract);
    let changes = document
        .findings()
        .map(|(contract, finding)| of_finding(document, contract, finding));
    let value = json!({
        "world": document.world.name(),
        "promise": document.promise.name(),
        "fails": document.fails(),
        "summary": {
            "error": document.count(Severity::Error),
            "warning": document.count(Severity::Warning),
            "info": document.count(Severity::Info),
            "accepted": document.accepted(),
            "ignored": document.contracts.iter().map(|contract| contract.ignored).sum::<usize>(),
        },
        "contracts": contracts.collect::<Vec<_>>(),
        "changes": changes.collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn of_contract(contract: &Compared) -> Value {
    json!({
        "name": contract.name,
        "bases": contract.bases.iter().map(of_edition).collect::<Vec<_>>(),
        "revision": contract.revision.as_ref().map(of_edition),
        "bump": contract.bump.name(),
    })
}

fn of_edition(edition: &Edition) -> Value {
    json!({ "file": edition.file, "title": edition.title, "version": edition.version })
}

fn of_finding(document: &Document, contract: Option<&Compared>, finding: &Finding) -> Value {
    json!({
        "rule": finding.rule,
        "fingerprint": finding.fingerprint,
        "contract": contract.and_then(|contract| contract.name.as_deref()),
        "severity": severity_name(finding.severity),
        "fails": document.fails_by(finding),
        "verdict": finding.verdict.name(),
        "reason": finding.unknown(),
        "breaks": finding.breaks.map(Promise::name),
        "effect": finding.effect.map(Effect::name),
        "direction": finding.direction.map(Direction::name),
        "message": finding.message,
        "why": finding.why,
        "help": finding.help,
        "place": finding.place,
        "pointer": finding.pointer,
        "operations": finding.operations,
        "base": finding.base.as_ref().map(of_excerpt),
        "revision": finding.revision.as_ref().map(of_excerpt),
        "witness": finding.witness.as_ref().map(of_witness),
        "against": finding.against,
        "accepted": finding.accepted.as_ref().map(of_acceptance),
    })
}

/// The names that a part of an operation has in reports: what it is, the status it belongs to, and what it is called.
pub(super) fn parts(location: &Location) -> (&'static str, Option<String>, Option<&str>) {
    let status = |status: &countersign_contract::model::StatusPattern| Some(status.to_string());
    match location {
        Location::Operation => ("operation", None, None),
        Location::Servers => ("servers", None, None),
        Location::Security => ("security", None, None),
        Location::Value => ("value", None, None),
        Location::Parameter { location, name } => (location.name(), None, Some(name)),
        Location::RequestBody => ("requestBody", None, None),
        Location::RequestContent { media_type } => ("requestBody", None, Some(media_type)),
        Location::RequestItem { media_type } => ("requestItem", None, Some(media_type)),
        Location::Response { status: key } => ("response", status(key), None),
        Location::ResponseHeader { status: key, name } => {
            ("responseHeader", status(key), Some(name))
        }
        Location::ResponseLink { status: key, name } => ("responseLink", status(key), Some(name)),
        Location::ResponseContent {
            status: key,
            media_type,
        } => ("response", status(key), Some(media_type)),
        Location::ResponseItem {
            status: key,
            media_type,
        } => ("responseItem", status(key), Some(media_type)),
    }
}

/// A place as fields.
pub(super) fn of_place(place: &Place) -> Value {
    let (kind, status, name) = parts(&place.location);
    json!({
        "operation": place.operation.to_string(),
        "in": kind,
        "status": status,
        "name": name,
        "pointer": place.pointer(),
    })
}

fn of_excerpt(excerpt: &Excerpt) -> Value {
    json!({
        "file": excerpt.file,
        "line": excerpt.start.line,
        "column": excerpt.start.column,
        "endLine": excerpt.end.line,
        "endColumn": excerpt.end.column,
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

fn of_acceptance(acceptance: &Acceptance) -> Value {
    json!({ "reason": acceptance.reason, "by": acceptance.by, "on": acceptance.on })
}
