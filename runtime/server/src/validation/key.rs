//! The idempotency key of a request: there when it must be, and well-formed.

use countersign_core::idempotency::IdempotencyKey;
use countersign_core::operation::{Idempotency, Location, OperationDescriptor};
use countersign_core::problem::ProblemItem;
use http::HeaderMap;

use super::findings::{Findings, KEY_MISSING};

/// A missing or malformed key is refused in every mode: without it the call would run unprotected.
pub(super) fn read(
    operation: &'static OperationDescriptor,
    headers: &HeaderMap,
    findings: &mut Findings,
) -> Option<IdempotencyKey> {
    let header = operation.idempotency.header()?;
    let mut fields = headers.get_all(header.name).iter();
    let Some(field) = fields.next() else {
        if matches!(operation.idempotency, Idempotency::Required(_)) {
            findings.fatal_missing(KEY_MISSING, header.name);
        }
        return None;
    };
    let refused = |detail: String| {
        ProblemItem::parameter(header.name, Location::Header, "", "format", detail)
    };
    if fields.next().is_some() {
        findings.fatal(refused(
            "must be there once, is there more often".to_owned(),
        ));
        return None;
    }
    match field.to_str().map(IdempotencyKey::parse) {
        Ok(Ok(key)) => Some(key),
        Ok(Err(error)) => {
            findings.fatal(refused(error.to_string()));
            None
        }
        Err(_) => {
            findings.fatal(refused("must be ASCII".to_owned()));
            None
        }
    }
}
