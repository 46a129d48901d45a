//! May the call go out now, as far as the rate the contract declares is concerned?
//!
//! A call waits for its turn if that comes before its deadline; else it is refused without waiting.

mod gcra;

pub(crate) use gcra::RateLimiter;

use crate::error::CoreError;
use crate::logical_call::LogicalCall;

pub(crate) async fn admit(call: &LogicalCall) -> Result<(), CoreError> {
    let Some(limit) = &call.operation.rate_limit else {
        return Ok(());
    };
    let client = &call.client;
    let now = client.time.now();
    let patience = call.deadline.remaining(now);
    match client
        .rate_limiter
        .reserve(call.operation.id, limit, now, patience)
    {
        Ok(wait) => {
            if !wait.is_zero() {
                client.time.sleeper.sleep(wait).await;
            }
            Ok(())
        }
        Err(retry_after) => Err(CoreError::RateLimited { retry_after }),
    }
}
