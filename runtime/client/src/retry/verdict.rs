//! Is another attempt safe, and would it help?

use http::StatusCode;

use super::Outcome;
use crate::error::{CoreError, TimeoutScope};
use crate::logical_call::LogicalCall;

/// Sending twice must have the effect of sending once: the server has seen nothing, or the method is idempotent
/// (RFC 9110 9.2.2), or the request carries a key the server looks at.
pub(super) fn is_safe(call: &LogicalCall) -> bool {
    !call.progress.may_have_been_sent()
        || call.operation.is_idempotent_method()
        || call.key.makes_retries_safe
}

/// Another attempt may end differently.
pub(super) fn is_transient(call: &LogicalCall, outcome: &Outcome) -> bool {
    match outcome {
        Ok(response) => match server_says(response) {
            Some(word) => word,
            // With a key, 409 means that the first attempt is still running
            // (draft-ietf-httpapi-idempotency-key-header 2.7); without one it is the answer.
            None if response.meta.status == StatusCode::CONFLICT => call.key.makes_retries_safe,
            None => call.retry.covers(response.status()),
        },
        Err(
            CoreError::Connect { .. }
            | CoreError::Io { .. }
            | CoreError::Timeout {
                scope: TimeoutScope::Connect | TimeoutScope::Attempt,
                ..
            },
        ) => call.retry.on_connection_error,
        Err(
            CoreError::Timeout {
                scope: TimeoutScope::Call,
                ..
            }
            | CoreError::Build(_)
            | CoreError::Auth(_)
            | CoreError::CircuitOpen { .. }
            | CoreError::RateLimited { .. }
            | CoreError::ResponseTooLarge { .. }
            | CoreError::Decode { .. }
            | CoreError::Pagination { .. }
            | CoreError::Api(..)
            | CoreError::Unexpected(_),
        ) => false,
    }
}

/// Some services know better than the status: `x-should-retry: true` or `false`.
fn server_says(response: &crate::response::RawResponse) -> Option<bool> {
    match response.meta.headers.get("x-should-retry")?.as_bytes() {
        b"true" => Some(true),
        b"false" => Some(false),
        _ => None,
    }
}
