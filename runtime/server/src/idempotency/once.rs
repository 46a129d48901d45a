//! Claim, run, keep: what happens around the handler of a keyed call.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use countersign_core::idempotency::{IdempotencyKey, REPLAYED_HEADER};
use countersign_core::operation::OperationDescriptor;
use countersign_core::problem::{Problem, types};
use http::request::Parts;
use http::{HeaderName, HeaderValue, StatusCode};
use tracing::Instrument as _;

use super::Failures;
use super::fingerprint;
use super::store::{
    Claim, Claimed, CompletionOutcome, FencingToken, Fingerprint, IdempotencyStore, RecordId,
    StoreError, StoredBody, StoredResponse,
};
use crate::incoming::Incoming;
use crate::reply::{Answer, Streamed};
use crate::router::{PathValues, Settings};

/// What a caller is told to wait when the store or another call is in the way.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// How often an answer is offered to a store that fails.
const STORE_ATTEMPTS: u32 = 3;

/// The pause before the second offer; doubled before the third.
const STORE_PAUSE: Duration = Duration::from_millis(100);

/// A call with a key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keyed {
    operation: &'static str,
    record: RecordId,
    fingerprint: Fingerprint,
    retention: Duration,
}

impl Keyed {
    pub(crate) fn new(
        operation: &'static OperationDescriptor,
        identities: &[(&'static str, String)],
        key: &IdempotencyKey,
        retention: Duration,
        values: &PathValues,
        parts: &Parts,
        incoming: &Incoming,
    ) -> Self {
        Self {
            operation: operation.id,
            record: fingerprint::record(operation, identities, key),
            fingerprint: fingerprint::fingerprint(operation, values, parts, incoming),
            retention,
        }
    }
}

/// The one answer of a keyed call. The handler runs in a task of its own: dropping this future does not stop it.
///
/// # Errors
/// 409 while the call runs elsewhere, 422 for another payload, 503 when the store fails.
pub(crate) async fn once<F>(
    settings: Arc<Settings>,
    keyed: Keyed,
    run: impl FnOnce() -> F,
) -> Result<Answer, Problem>
where
    F: Future<Output = Answer> + Send + 'static,
{
    let Some(store) = settings.store.clone() else {
        return Err(store_failed(keyed, &StoreError::new("there is none")));
    };
    let claim = Claim {
        record: keyed.record,
        fingerprint: keyed.fingerprint,
        lease: settings.lease,
        retention: keyed.retention,
    };
    let token = match store
        .claim(claim)
        .await
        .map_err(|error| store_failed(keyed, &error))?
    {
        Claimed::First(token) => token,
        Claimed::Running => return Err(in_flight()),
        Claimed::Mismatch => return Err(reused()),
        Claimed::Done(response) => return replay(response),
    };
    let handler = run();
    let task = async move {
        let answer = under_lease(&*store, keyed, token, settings.lease, handler).await;
        let kept = kept(&answer, &settings);
        settle(&*store, keyed, token, kept).await;
        answer
    };
    let joined = tokio::spawn(task.in_current_span()).await;
    joined.map_err(|_panicked_or_cancelled| Problem::internal())
}

/// Runs the handler and renews its lease.
async fn under_lease(
    store: &dyn IdempotencyStore,
    keyed: Keyed,
    token: FencingToken,
    lease: Duration,
    handler: impl Future<Output = Answer>,
) -> Answer {
    let mut handler = pin!(handler);
    loop {
        tokio::select! {
            biased;
            answer = &mut handler => return answer,
            () = tokio::time::sleep(lease / 3) => match store.renew(keyed.record, token, lease).await {
                Ok(CompletionOutcome::Held) => {}
                Ok(CompletionOutcome::Lost) => {
                    tracing::warn!(operation = keyed.operation, record = ?keyed.record, "the claim of a running call was lost");
                    return handler.await;
                }
                Err(error) => {
                    tracing::warn!(operation = keyed.operation, record = ?keyed.record, %error, "the claim of a running call was not renewed");
                }
            }
        }
    }
}

/// What is kept of an answer; nothing of one that another try may change, nor of a stream of values. Of bytes that are still
/// to come is kept that they were answered: the effect is not repeated.
fn kept(answer: &Answer, settings: &Settings) -> Option<StoredResponse> {
    let values = matches!(answer.stream, Some(Streamed::Events(_)));
    let kept = !values && is_kept(answer.status, settings.failures);
    kept.then(|| stored(answer, settings.stored_bytes))
}

/// Keeps the answer or frees the key.
async fn settle(
    store: &dyn IdempotencyStore,
    keyed: Keyed,
    token: FencingToken,
    kept: Option<StoredResponse>,
) {
    let mut pause = STORE_PAUSE;
    for attempt in 1..=STORE_ATTEMPTS {
        let outcome = if let Some(response) = &kept {
            store
                .complete(keyed.record, token, response.clone(), keyed.retention)
                .await
        } else {
            store
                .abandon(keyed.record, token)
                .await
                .map(|()| CompletionOutcome::Held)
        };
        match outcome {
            Ok(CompletionOutcome::Held) => return,
            Ok(CompletionOutcome::Lost) => {
                tracing::warn!(operation = keyed.operation, record = ?keyed.record, "an answer came after its claim had passed on");
                return;
            }
            // The effect has happened: the caller hears of it even if the store does not.
            Err(error) if attempt == STORE_ATTEMPTS => {
                tracing::error!(operation = keyed.operation, record = ?keyed.record, %error, "an answer was not kept");
            }
            Err(_) => {
                tokio::time::sleep(pause).await;
                pause *= 2;
            }
        }
    }
}

fn is_kept(status: StatusCode, failures: Failures) -> bool {
    match status.as_u16() {
        401 | 403 | 408 | 425 | 429 | 503 => false,
        500.. => failures == Failures::Keep,
        _ => true,
    }
}

fn stored(answer: &Answer, limit: usize) -> StoredResponse {
    StoredResponse {
        status: answer.status,
        headers: answer.headers.clone(),
        body: if answer.stream.is_none() && answer.body.len() <= limit {
            StoredBody::Kept(answer.body.clone())
        } else {
            StoredBody::TooLarge
        },
    }
}

fn replay(response: StoredResponse) -> Result<Answer, Problem> {
    let replayed = (
        HeaderName::from_static(REPLAYED_HEADER),
        HeaderValue::from_static("true"),
    );
    match response.body {
        StoredBody::Kept(body) => {
            let mut headers = response.headers;
            headers.insert(replayed.0, replayed.1);
            Ok(Answer {
                status: response.status,
                headers,
                body,
                stream: None,
            })
        }
        StoredBody::TooLarge => Err(Problem::new(StatusCode::CONFLICT)
            .with_type(
                types::IDEMPOTENT_RESPONSE_NOT_KEPT,
                "The first answer was not kept",
            )
            .with_detail("the call was done before, and its answer was too large to keep")
            .with_extension("original-status", response.status.as_u16())
            .with_header(replayed.0, replayed.1)),
    }
}

fn in_flight() -> Problem {
    Problem::new(StatusCode::CONFLICT)
        .with_type(
            types::IDEMPOTENCY_KEY_IN_FLIGHT,
            "The first call with this key has not ended",
        )
        .with_detail("send the same request again later")
        .with_retry_after(RETRY_AFTER)
}

fn reused() -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY)
        .with_type(
            types::IDEMPOTENCY_KEY_REUSED,
            "The key was used with another request",
        )
        .with_detail("a key names one request; send a new key with a new request")
}

fn store_failed(keyed: Keyed, error: &StoreError) -> Problem {
    tracing::error!(operation = keyed.operation, record = ?keyed.record, %error, "a call was not claimed");
    let title = "The service can do less than usual";
    Problem::unavailable(RETRY_AFTER)
        .with_type(types::TEMPORARY_REDUCED_CAPACITY, title)
        .with_detail("the call was not run, because repeating it safely could not be ensured")
}
