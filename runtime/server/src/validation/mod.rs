//! Does a request obey the contract? Every violation is listed, not only the first.

mod answer;
mod body;
mod findings;
mod item;
mod key;
mod parameters;
mod part;

use countersign_core::idempotency::IdempotencyKey;
use countersign_core::operation::{MediaDescriptor, OperationDescriptor};
use countersign_core::problem::Problem;
use http::header::CONTENT_TYPE;
use http::request::Parts;

use crate::incoming::{Incoming, Received};
use crate::router::PathValues;
use findings::Findings;

pub(crate) use answer::AnswerCheck;
pub use answer::InvalidAnswer;
pub(crate) use item::ItemCheck;
pub(crate) use parameters::fits;
pub(crate) use part::PartCheck;

/// What happens to messages that do not obey the contract: requests, or answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// A request is refused with 400; in place of an answer 500 is sent.
    #[default]
    Enforce,
    /// Served as far as their types allow, or sent, and reported as a `tracing` event.
    Report,
    /// Served as far as their types allow, or sent. A malformed body or a missing required key is refused all the same.
    Off,
}

/// Parameters as values, the body as bytes that are known to have a value where they must have one, and the idempotency key.
/// Pairs of the query with `reserved` names are no parameters.
///
/// # Errors
/// 400 with every violation, up to a bound.
pub(crate) fn decode(
    operation: &'static OperationDescriptor,
    reserved: &[&str],
    mode: Mode,
    values: &PathValues,
    parts: &Parts,
    media: Option<&'static MediaDescriptor>,
    received: Received,
) -> Result<(Incoming, Option<IdempotencyKey>), Problem> {
    let mut findings = Findings::new(operation, mode);
    let parameters = parameters::decode(operation, reserved, values, parts, &mut findings);
    let key = key::read(operation, &parts.headers, &mut findings);
    let body = if let Some(media) = media {
        let content_type = parts.headers.get(CONTENT_TYPE);
        let content_type = content_type.and_then(|field| field.to_str().ok());
        Some(body::read(
            media,
            content_type.unwrap_or_default(),
            received,
            &mut findings,
        ))
    } else {
        body::absent(operation, &mut findings);
        None
    };
    findings.verdict(operation)?;
    let incoming = Incoming {
        operation,
        mode,
        parameters,
        body,
    };
    Ok((incoming, key))
}
