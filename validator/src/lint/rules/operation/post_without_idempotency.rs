//! A POST or PATCH takes no idempotency key.
//!
//! # Why
//! A client that got no answer cannot know whether the request took effect. Without a key it must not repeat it, so every
//! lost answer is somebody's manual work, or a second charge.
//! # What to do
//! declare `x-countersign-idempotency: required` (or `accepted`) on the operation
//! # Example
//! ```yaml
//! post: { operationId: createItem, responses: { "201": { description: made } } }
//! ```
//! # Instead
//! ```yaml
//! post: { operationId: createItem, x-countersign-idempotency: required, responses: { "201": { description: made } } }
//! ```

use countersign_contract::model::Method;
use countersign_contract::policy::IdempotencyPolicy;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{Kind, OperationSubject};

pub(crate) const META: LintMeta = LintMeta::new(
    "post-without-idempotency",
    Group::Reliability,
    Level::Warning,
    "draft-ietf-httpapi-idempotency-key-header-07.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    let operation = subject.operation;
    let repeatable = operation.policy.idempotency.value != IdempotencyPolicy::None;
    if subject.kind == Kind::Call
        && matches!(operation.method, Method::Post | Method::Patch)
        && !repeatable
    {
        findings.push(format!(
            "`{}` cannot be repeated safely: it takes no idempotency key",
            subject.label()
        ));
    }
}
