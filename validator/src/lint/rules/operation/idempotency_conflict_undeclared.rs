//! An operation takes idempotency keys and does not declare what it answers to a key that is in use.
//!
//! # Why
//! A server answers 409 while the first request with a key is still running and 422 when a key comes back with another
//! payload. Callers who do not know this take both for bugs.
//! # What to do
//! declare 409 and 422, or a 4XX or default response
//! # Example
//! ```yaml
//! post: { operationId: createItem, x-countersign-idempotency: required, responses: { "201": { description: made } } }
//! ```
//! # Instead
//! ```yaml
//! post:
//!   operationId: createItem
//!   x-countersign-idempotency: required
//!   responses: { "201": { description: made }, "409": { description: in flight }, "422": { description: another payload } }
//! ```

use countersign_contract::policy::IdempotencyPolicy;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::OperationSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "idempotency-conflict-undeclared",
    Group::Reliability,
    Level::Info,
    "draft-ietf-httpapi-idempotency-key-header-07 2.7.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    let takes_keys = subject.operation.policy.idempotency.value != IdempotencyPolicy::None;
    if takes_keys && !(subject.answers(&[409]) && subject.answers(&[422])) {
        findings.push(format!(
            "`{}` takes idempotency keys and declares no 409 or no 422",
            subject.label()
        ));
    }
}
