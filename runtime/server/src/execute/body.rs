//! The bytes of a request's body: not too many, not too slow.

use axum::body::Body;
use bytes::Bytes;
use countersign_core::problem::Problem;
use http::header::{CONNECTION, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use crate::serve::BodyTimeout;

/// Refuses a body that says itself that it is too long, before a byte of it is read.
pub(super) fn check_length(headers: &HeaderMap, limit: usize) -> Result<(), Problem> {
    let length = headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    match length {
        Some(length) if usize::try_from(length).is_ok_and(|length| length <= limit) => Ok(()),
        Some(_) => Err(too_large(limit)),
        None => Ok(()),
    }
}

/// The whole body, refused early where it says itself that it is too long.
///
/// # Errors
/// As [`read`].
pub(crate) async fn read_checked(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
) -> Result<Bytes, Problem> {
    check_length(headers, limit)?;
    read(body, limit).await
}

/// The whole body.
///
/// # Errors
/// 413 beyond `limit`, 408 when it came too slowly, 400 when it broke off.
pub(super) async fn read(body: Body, limit: usize) -> Result<Bytes, Problem> {
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) => Err(failure(&*error, limit)),
    }
}

/// Why a body cannot be read to its end.
pub(crate) fn failure(error: &(dyn std::error::Error + 'static), limit: usize) -> Problem {
    let mut causes = std::iter::successors(Some(error), |error| error.source());
    if let Some(problem) = causes.find_map(|cause| cause.downcast_ref::<Problem>()) {
        return problem.clone();
    }
    if caused_by::<LengthLimitError>(error) {
        return too_large(limit);
    }
    closing(if caused_by::<BodyTimeout>(error) {
        Problem::new(StatusCode::REQUEST_TIMEOUT)
            .with_detail("the body stopped coming before it was complete")
    } else {
        Problem::new(StatusCode::BAD_REQUEST).with_detail("the body broke off")
    })
}

fn too_large(limit: usize) -> Problem {
    closing(
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE)
            .with_detail(format!("the body is larger than {limit} bytes")),
    )
}

/// What is left of the body would be taken for the next request's head: the connection ends here.
fn closing(problem: Problem) -> Problem {
    problem.with_header(CONNECTION, HeaderValue::from_static("close"))
}

fn caused_by<E: std::error::Error + 'static>(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source())
        .any(<dyn std::error::Error + 'static>::is::<E>)
}
