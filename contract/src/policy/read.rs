//! From an operation and everything around it to its policy.

use super::{IdempotencyPolicy, Policy, RetryPolicy, Sourced, TimeoutPolicy};
use crate::document::{Fields, PathItem, Reader};
use crate::model::Parameter;

/// The policy of one operation.
pub(crate) fn read<'w>(
    _reader: &mut Reader<'w>,
    _operation: &Fields<'w>,
    _item: &PathItem<'w>,
    _parameters: &[Parameter],
) -> Policy {
    Policy {
        idempotency: Sourced::default_value(IdempotencyPolicy::None),
        retry: Sourced::default_value(RetryPolicy::default()),
        timeout: Sourced::default_value(TimeoutPolicy::default()),
        rate_limit: Sourced::default_value(None),
    }
}
