//! The body against the contract.

use bytes::Bytes;
use countersign_core::content;
use countersign_core::operation::{MediaDescriptor, OperationDescriptor};
use countersign_core::problem::ProblemItem;

use super::findings::Findings;
use crate::incoming::{IncomingBody, missing_body};

/// A body that is there: its syntax and its schema. A malformed body is fatal, since no type could be read from it.
pub(super) fn read(
    media: &'static MediaDescriptor,
    content_type: &str,
    bytes: Bytes,
    findings: &mut Findings,
) -> IncomingBody {
    let mut body = IncomingBody {
        media,
        content_type: content_type.to_owned(),
        bytes,
        value: None,
    };
    if let Some(schema) = media.schema {
        match content::decode(media, content_type, &body.bytes) {
            Ok(value) => {
                findings.body(schema, &value);
                body.value = Some(value);
            }
            Err(error) => findings.fatal(ProblemItem::body(&error.path, "syntax", error.message)),
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
