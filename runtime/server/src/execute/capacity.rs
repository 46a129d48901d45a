//! Is there room for one more request? Refusing early is cheaper for everybody than answering late.

use std::sync::Arc;
use std::time::Duration;

use countersign_core::problem::{Problem, types};
use tokio::sync::OwnedSemaphorePermit;

use crate::router::Settings;

/// A request's share of the capacity; `None` when there is no bound.
pub(super) type Slot = Option<OwnedSemaphorePermit>;

/// Takes a slot.
///
/// # Errors
/// 503 when all are taken.
pub(super) fn take(settings: &Settings) -> Result<Slot, Problem> {
    let Some(slots) = &settings.concurrency else {
        return Ok(None);
    };
    Arc::clone(slots)
        .try_acquire_owned()
        .map(Some)
        .map_err(|_all_taken| {
            Problem::unavailable(Duration::from_secs(1))
                .with_type(
                    types::TEMPORARY_REDUCED_CAPACITY,
                    "The service can do less than usual",
                )
                .with_detail("too many requests are in progress")
        })
}
