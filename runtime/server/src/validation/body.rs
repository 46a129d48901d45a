//! The body against the contract.

use bytes::Bytes;
use countersign_core::operation::{MediaDescriptor, OperationDescriptor};
use countersign_core::problem::ProblemItem;
use serde_json::Value;

use super::findings::Findings;
use crate::incoming::{IncomingBody, missing_body};

/// A body that is there: its JSON syntax and its schema. Malformed JSON is fatal, since no type could be read from it.
pub(super) fn read(
    media: &'static MediaDescriptor,
    bytes: Bytes,
    findings: &mut Findings,
) -> IncomingBody {
    let mut body = IncomingBody {
        media,
        bytes,
        json: None,
    };
    if let Some(schema) = media.schema {
        match serde_json::from_slice::<Value>(&body.bytes) {
            Ok(value) => {
                findings.body(schema, &value);
                body.json = Some(value);
            }
            Err(error) => {
                let detail = format!("is no JSON: {error}");
                findings.fatal(ProblemItem::body("", "syntax", detail));
            }
        }
    }
    body
}

/// No body: wrong where one is needed.
pub(super) fn absent(operation: &'static OperationDescriptor, findings: &mut Findings) {
    if operation.body.is_some_and(|body| body.required) {
        findings.violation(missing_body());
    }
}
