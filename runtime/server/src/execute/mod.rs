//! One request from its head to its answer: the steps, in order.

mod body;
mod capacity;
mod deadline;
mod media;
mod telemetry;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use countersign_core::operation::OperationDescriptor;
use countersign_core::problem::Problem;
use countersign_core::trace_context::TraceContext;
use futures_util::FutureExt as _;
use http::HeaderMap;
use tracing::Instrument as _;

pub(crate) use self::body::{failure as body_failure, read_checked as read_body};
use self::capacity::Slot;
use crate::body_stream::BodyStream;
use crate::context::Context;
use crate::idempotency::{self, Keyed};
use crate::incoming::Received;
use crate::reply::Answer;
use crate::router::{Call, Endpoint, PathValues, Settings};
use crate::stream::Stopping;
use crate::validation::{self, AnswerCheck};

/// Answers a request for `endpoint`; whatever goes wrong becomes a problem.
pub(crate) async fn execute<P: Send + Sync + 'static>(
    endpoint: Arc<Endpoint<P>>,
    settings: Arc<Settings>,
    values: PathValues,
    request: Request,
) -> Response {
    let trace = telemetry::trace(&request);
    let span = telemetry::span(endpoint.descriptor, trace, &request);
    let stopping = request.extensions().get::<Stopping>().cloned();
    let mut fields = HeaderMap::new();
    let steps = AssertUnwindSafe(steps(
        &endpoint,
        &settings,
        &values,
        trace,
        request,
        &mut fields,
    ));
    let outcome = steps.catch_unwind().instrument(span.clone()).await;
    let mut answer = match outcome {
        Ok(outcome) => outcome.unwrap_or_else(Answer::from),
        Err(_panic) => panicked(endpoint.descriptor.id),
    };
    answer.headers.extend(fields);
    if let Some(stream) = &mut answer.stream {
        stream.until(stopping);
    }
    telemetry::record(&span, answer.status);
    answer.into()
}

/// `fields` are sent whatever the outcome is.
async fn steps<P: Send + Sync + 'static>(
    endpoint: &Endpoint<P>,
    settings: &Arc<Settings>,
    values: &PathValues,
    trace: Option<TraceContext>,
    request: Request,
    fields: &mut HeaderMap,
) -> Result<Answer, Problem> {
    let operation = endpoint.descriptor;
    let slot = capacity::take(settings)?;
    let (parts, body) = request.into_parts();
    body::check_length(&parts.headers, settings.body_bytes)?;
    let deadline = deadline::read(&parts.headers, settings);
    let caller = endpoint.security.authenticate(&parts).await?;
    if let Some(limiter) = &endpoint.limiter {
        fields.extend(limiter.admit(&caller.identities)?);
    }
    let accept = media::accept(&parts.headers);
    media::check_accept(&accept, operation.accept)?;
    // What is signed or named by a key is looked at as a whole.
    let whole = settings.verification.is_there() || keyed(operation, &parts.headers);
    let received = if !whole && media::is_streamed(operation, &parts.headers, &body) {
        Received::Coming(BodyStream::new(body, settings.body_bytes))
    } else {
        Received::Whole(body::read(body, settings.body_bytes).await?)
    };
    settings
        .verification
        .check(&parts, &received.bytes(), &*settings.clock)?;
    let media = media::of_body(operation, &parts.headers, received.is_empty())?;
    let (incoming, key) = validation::decode(
        operation,
        &endpoint.reserved,
        settings.validation,
        values,
        &parts,
        media,
        received,
    )?;
    let call = (endpoint.prepare)(&incoming)?;

    let keyed = key
        .as_ref()
        .zip(operation.idempotency.header())
        .map(|(key, header)| {
            Keyed::new(
                operation,
                &caller.identities,
                key,
                header.retention,
                values,
                &parts,
                &incoming,
            )
        });
    let context = Context {
        operation,
        caller,
        parts,
        deadline,
        idempotency_key: key,
        trace,
        body: incoming.bytes(),
    };
    let check = settings.answers.clone();
    match keyed {
        None => deadline::within(deadline, handle(call, context, accept, check, slot)).await,
        // The call goes on when its caller hangs up or stops waiting: its effect is worth an answer to the next try.
        Some(keyed) => {
            let settings = Arc::clone(settings);
            let once = idempotency::once(settings, keyed, move || {
                handle(call, context, accept, check, slot)
            });
            deadline::within(deadline, once).await?
        }
    }
}

/// Carries the request a key that counts?
fn keyed(operation: &OperationDescriptor, headers: &HeaderMap) -> bool {
    let header = operation.idempotency.header();
    header.is_some_and(|header| headers.contains_key(header.name))
}

/// The handler's answer; its panic is an answer too, without its text. `_slot` is free again when the handler ends.
async fn handle<P>(
    call: Call<P>,
    context: Context<P>,
    accept: String,
    check: AnswerCheck,
    _slot: Slot,
) -> Answer {
    let operation = context.operation;
    // The handler may panic before its first await, while the future is made.
    let answer = AssertUnwindSafe(async move { call(context).await })
        .catch_unwind()
        .await;
    match answer {
        Ok(Ok(reply)) => check.check(operation, reply.finish(&accept)),
        Ok(Err(problem)) => Answer::from(problem),
        Err(_panic) => panicked(operation.id),
    }
}

fn panicked(operation: &'static str) -> Answer {
    tracing::error!(operation, "the handler panicked");
    Answer::from(Problem::internal())
}
