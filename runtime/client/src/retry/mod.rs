//! Is the call tried again, and when?
//!
//! Three questions, one file each: is another attempt safe and worth it (`verdict`), how long to wait (`delay`), and has
//! this client retried too much already (`budget`). A retry that could only start after the deadline is not waited for.

mod budget;
mod delay;
mod verdict;

pub(crate) use budget::Budget;

use crate::attempt;
use crate::error::CoreError;
use crate::logical_call::LogicalCall;
use crate::response::RawResponse;

type Outcome = Result<RawResponse, CoreError>;

pub(crate) async fn run(call: &LogicalCall) -> Outcome {
    let client = &call.client;
    client.budget.first_attempt(client.time.now());
    let mut attempts = 0_u32;
    loop {
        let outcome = attempt::run(call).await;
        attempts = attempts.saturating_add(1);
        if !verdict::deserves_another_attempt(call, &outcome) {
            if attempts > 1 {
                client.budget.refund(client.time.now());
            }
            return outcome;
        }
        if attempts >= call.retry.max_attempts {
            return outcome;
        }
        let delay = delay::before_next(&call.retry, attempts, &outcome, &*client.time.random);
        let now = client.time.now();
        if !call.deadline.allows(now, delay) {
            tracing::debug!(?delay, "no retry: the deadline comes first");
            return outcome;
        }
        if !client.budget.withdraw(now) {
            tracing::debug!("no retry: the budget is used up");
            return outcome;
        }
        client.time.sleeper.sleep(delay).await;
    }
}
