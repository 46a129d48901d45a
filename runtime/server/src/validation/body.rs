//! The body against the contract.

use std::sync::Mutex;

use bytes::Bytes;
use countersign_core::operation::{Coding, MediaDescriptor, OperationDescriptor};
use countersign_core::problem::ProblemItem;
use countersign_core::{content, multipart};

use super::findings::Findings;
use super::item;
use crate::incoming::{IncomingBody, Received, missing_body};

/// A body that is there: its syntax and its schema. A malformed body is fatal, since no type could be read from it.
pub(super) fn read(
    media: &'static MediaDescriptor,
    content_type: &str,
    received: Received,
    findings: &mut Findings,
) -> IncomingBody {
    let mut body = IncomingBody {
        media,
        content_type: content_type.to_owned(),
        bytes: Bytes::new(),
        value: None,
        parts: None,
        stream: Mutex::default(),
    };
    match received {
        Received::Whole(bytes) => body.bytes = bytes,
        // Whoever reads it holds it against the contract.
        Received::Coming(stream) => {
            body.stream = Mutex::new(Some(stream));
            return body;
        }
    }
    if let Some(schema) = media.schema {
        if let Coding::Sequential(framing) = media.coding {
            item::all(schema, framing, content_type, &body.bytes, findings);
            return body;
        }
        let decoded = match media.coding {
            Coding::Multipart(_) | Coding::Positional(_) => {
                let parts = multipart::read(media, content_type, &body.bytes);
                parts.map(|parts| {
                    let (value, files) = parts.value_in(media);
                    body.parts = Some(parts);
                    (value, files)
                })
            }
            Coding::Json
            | Coding::Text
            | Coding::Form(_)
            | Coding::Xml(_)
            | Coding::Sequential(_)
            | Coding::Streamed => {
                content::decode(media, content_type, &body.bytes).map(|value| (value, Vec::new()))
            }
        };
        match decoded {
            Ok((value, files)) => {
                findings.body(schema, &value, &files);
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
