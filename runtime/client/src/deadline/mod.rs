//! Is the whole call over in time? Waiting and backoff count; nothing is begun after the deadline.

use std::future::Future;

use crate::error::{CoreError, TimeoutScope};
use crate::logical_call::LogicalCall;
use crate::response::RawResponse;
use crate::time::Elapsed;

pub(crate) async fn enforce<F>(call: &LogicalCall, inner: F) -> Result<RawResponse, CoreError>
where
    F: Future<Output = Result<RawResponse, CoreError>>,
{
    let time = &call.client.time;
    let left = call.deadline.remaining(time.now());
    let limited = time.limit(left, || call.progress.run_late(), inner);
    limited.await.unwrap_or_else(|Elapsed| Err(passed(call)))
}

/// Nothing more, if the deadline has passed. Timers are coarser than clocks: what wakes up in time may still be late.
pub(crate) fn check(call: &LogicalCall) -> Result<(), CoreError> {
    if call.deadline.has_passed(call.client.time.now()) {
        return Err(passed(call));
    }
    Ok(())
}

fn passed(call: &LogicalCall) -> CoreError {
    CoreError::Timeout {
        scope: TimeoutScope::Call,
        sent: call.progress.may_have_been_sent(),
        call: Box::new(call.summary()),
    }
}
