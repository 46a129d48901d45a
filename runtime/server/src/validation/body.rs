//! The body against the contract.

use countersign_core::operation::OperationDescriptor;
use countersign_core::problem::ProblemItem;
use serde_json::Value;

use super::findings::Findings;
use crate::incoming::{IncomingBody, missing_body};

/// Checks presence, JSON syntax and the schema.
pub(super) fn check(
    operation: &'static OperationDescriptor,
    body: Option<&IncomingBody>,
    findings: &mut Findings,
) {
    let Some(body) = body else {
        if operation.body.is_some_and(|body| body.required) {
            findings.violation(missing_body());
        }
        return;
    };
    let Some(schema) = body.media.schema else {
        return;
    };
    match serde_json::from_slice::<Value>(&body.bytes) {
        Ok(value) => findings.body(schema, &value),
        Err(error) => findings.fatal(ProblemItem::body(
            "",
            "syntax",
            format!("is no JSON: {error}"),
        )),
    }
}
