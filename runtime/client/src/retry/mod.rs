//! Is the call tried again, and when?
//!
//! Three questions, one file each: is another attempt safe and worth it (`verdict`), how long to wait (`delay`), and has
//! this client retried too much already (`budget`). A retry that could only start after the deadline is not waited for.

mod budget;
mod delay;
mod verdict;

pub(crate) use budget::Budget;

use crate::attempt;
use crate::auth::Plan;
use crate::circuit_breaker::{self, Permit};
use crate::deadline;
use crate::error::CoreError;
use crate::logical_call::LogicalCall;
use crate::response::RawResponse;

type Outcome = Result<RawResponse, CoreError>;

pub(crate) async fn run(call: &LogicalCall, credentials: &Plan) -> Outcome {
    let client = &call.client;
    let permit = circuit_breaker::admit(call)
        .map_err(|retry_after| CoreError::CircuitOpen { retry_after })?;
    client.budget.first_attempt(client.time.now());
    let mut outcome = attempt(call, credentials, permit).await;
    for attempts in 1.. {
        if !verdict::is_transient(call, &outcome) {
            if attempts > 1 {
                client.budget.refund(client.time.now());
            }
            break;
        }
        if attempts >= call.retry.max_attempts || !verdict::is_safe(call) || !call.is_replayable() {
            break;
        }
        let delay = delay::before_next(&call.retry, attempts, &outcome, &*client.time.random);
        let now = client.time.now();
        if !call.deadline.allows(now, delay) {
            tracing::debug!(?delay, "no retry: the deadline comes first");
            break;
        }
        if !client.budget.withdraw(now) {
            tracing::debug!("no retry: the budget is used up");
            break;
        }
        client.time.sleeper.sleep(delay).await;
        let Ok(permit) = circuit_breaker::admit(call) else {
            // Not sent, so not spent. What the server said last says more than that the circuit is open.
            client.budget.refund(client.time.now());
            tracing::debug!("no retry: the circuit is open");
            break;
        };
        outcome = attempt(call, credentials, permit).await;
    }
    outcome
}

async fn attempt(call: &LogicalCall, credentials: &Plan, permit: Permit<'_>) -> Outcome {
    deadline::check(call)?;
    let outcome = attempt::run(call, credentials).await;
    permit.report(&outcome);
    outcome
}
