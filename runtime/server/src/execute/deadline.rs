//! How long does the caller wait? Read from a header the router was told of, in whole milliseconds.

use std::sync::Arc;
use std::time::Duration;

use countersign_core::problem::Problem;
use http::{HeaderMap, StatusCode};
use tokio::time::{Instant, timeout_at};

use crate::router::Settings;

/// Longer waits are as good as none, and adding them to an `Instant` might overflow.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// When the caller stops waiting; a field that is no number is no deadline.
pub(super) fn read(headers: &HeaderMap, settings: &Arc<Settings>) -> Option<Instant> {
    let field = headers.get(settings.deadline_header.as_ref()?)?;
    let milliseconds: u64 = field.to_str().ok()?.trim().parse().ok()?;
    Some(Instant::now() + Duration::from_millis(milliseconds).min(LONGEST))
}

/// What `work` gives, unless the caller has stopped waiting before.
pub(super) async fn within<T>(
    deadline: Option<Instant>,
    work: impl Future<Output = T>,
) -> Result<T, Problem> {
    match deadline {
        None => Ok(work.await),
        Some(deadline) => timeout_at(deadline, work).await.map_err(|_elapsed| {
            Problem::new(StatusCode::GATEWAY_TIMEOUT)
                .with_detail("the caller's deadline passed before the answer was there")
        }),
    }
}
