//! One attempt may take as long as all attempts together, or longer.
//!
//! # Why
//! The deadline then ends the first attempt, and the declared retries never happen.
//! # What to do
//! make the deadline longer than one attempt and one pause
//! # Example
//! ```yaml
//! get: { operationId: listItems, x-countersign-timeout: { deadline: 2s, attempt: 2s }, responses: { "200": { description: ok } } }
//! ```
//! # Instead
//! ```yaml
//! get: { operationId: listItems, x-countersign-timeout: { deadline: 10s, attempt: 2s }, responses: { "200": { description: ok } } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::OperationSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "deadline-below-attempt",
    Group::Reliability,
    Level::Warning,
    "",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    let policy = &subject.operation.policy;
    let timeout = &policy.timeout.value;
    if policy.retry.value.max_attempts > 1 && timeout.attempt >= timeout.deadline {
        findings.push_at(
            policy.timeout.span,
            format!(
                "`{}` allows {:?} for one attempt and {:?} for all of them",
                subject.label(),
                timeout.attempt,
                timeout.deadline
            ),
        );
    }
}
