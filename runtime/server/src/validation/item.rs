//! One item of a body against the contract.

use countersign_core::json;
use countersign_core::operation::{MediaDescriptor, OperationDescriptor};
use countersign_core::problem::{Problem, ProblemItem};
use countersign_core::schema::Schema;
use countersign_core::stream::{Decoder, Framing};
use serde::de::DeserializeOwned;

use super::Mode;
use super::findings::Findings;

/// What the items of one body are held against.
#[derive(Clone, Copy)]
pub(crate) struct ItemCheck {
    operation: &'static OperationDescriptor,
    mode: Mode,
    schema: &'static Schema,
}

impl ItemCheck {
    pub(crate) fn new(
        operation: &'static OperationDescriptor,
        mode: Mode,
        media: Option<&'static MediaDescriptor>,
    ) -> Self {
        let schema = media.and_then(|media| media.schema);
        Self {
            operation,
            mode,
            schema: schema.unwrap_or(&Schema::ANY),
        }
    }

    /// The item at this position.
    ///
    /// # Errors
    /// A 400 problem with everything that is wrong with it.
    pub(crate) fn read<T: DeserializeOwned>(
        &self,
        position: usize,
        text: &[u8],
    ) -> Result<T, Problem> {
        let mut findings = Findings::new(self.operation, self.mode);
        check(self.schema, position, text, &mut findings);
        findings.verdict(self.operation)?;
        json::decode(text).map_err(|error| {
            let place = format!("/{position}{}", error.path);
            Problem::invalid_request(&[ProblemItem::body(&place, "type", error.message)])
        })
    }
}

/// Every item of a body that is in memory.
pub(super) fn all(
    schema: &Schema,
    framing: Framing,
    content_type: &str,
    bytes: &bytes::Bytes,
    findings: &mut Findings,
) {
    let mut decoder = Decoder::of_body(framing, content_type, bytes.len().saturating_add(1));
    decoder.push(bytes.clone());
    let mut position = 0;
    let mut ended = false;
    loop {
        match decoder.next_frame() {
            Some(Ok(frame)) => check(schema, position, &frame.data, findings),
            Some(Err(error)) => {
                let place = format!("/{position}");
                findings.fatal(ProblemItem::body(&place, "syntax", error.to_string()));
            }
            None if ended => return,
            None => {
                decoder.end();
                ended = true;
                continue;
            }
        }
        position += 1;
    }
}

fn check(schema: &Schema, position: usize, text: &[u8], findings: &mut Findings) {
    match json::parse(text) {
        Ok(value) => findings.item(schema, position, &value),
        Err(error) => {
            let place = format!("/{position}");
            findings.fatal(ProblemItem::body(&place, "syntax", error.to_string()));
        }
    }
}
