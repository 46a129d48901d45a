//! What can be seen of each attempt? One `tracing` span with the names of the OpenTelemetry HTTP conventions.
//!
//! The path template is recorded, never the path or query; no credential, no body and no idempotency key.

mod trace;

use std::future::Future;

use tracing::field::Empty;
use tracing::{Instrument, Span};

use crate::error::{CoreError, TimeoutScope};
use crate::logical_call::LogicalCall;
use crate::request::Body;
use crate::response::RawResponse;

pub(crate) use trace::Trace;

/// Runs `send` in the span of an attempt, with the request on the trace of that span.
pub(crate) async fn observe<F>(
    call: &LogicalCall,
    number: u32,
    mut request: http::Request<Body>,
    send: impl FnOnce(http::Request<Body>) -> F,
) -> Result<RawResponse, CoreError>
where
    F: Future<Output = Result<RawResponse, CoreError>>,
{
    let observed = Observed {
        call,
        span: span(call, number),
        finished: false,
    };
    observed
        .span
        .in_scope(|| call.client.trace.apply(&mut request));
    let outcome = send(request).instrument(observed.span.clone()).await;
    observed.finish(&outcome);
    outcome
}

fn span(call: &LogicalCall, number: u32) -> Span {
    let operation = call.operation;
    let server = &call.server;
    tracing::info_span!(
        "http.client.request",
        otel.kind = "client",
        otel.name = format_args!("{} {}", operation.method, operation.path),
        otel.status_code = Empty,
        http.request.method = operation.method,
        http.request.resend_count = (number > 1).then(|| number - 1),
        http.response.status_code = Empty,
        url.template = operation.path,
        url.scheme = server.scheme(),
        server.address = server.host(),
        server.port = server.port(),
        "error.type" = Empty,
        countersign.operation = operation.id,
    )
}

/// An attempt that is dropped before its end still says why.
struct Observed<'c> {
    call: &'c LogicalCall,
    span: Span,
    finished: bool,
}

impl Observed<'_> {
    fn finish(mut self, outcome: &Result<RawResponse, CoreError>) {
        self.finished = true;
        match outcome {
            Ok(response) => {
                self.span
                    .record("http.response.status_code", response.status());
                // Semantic conventions: a client counts 4xx as errors too.
                if response.status() >= 400 {
                    self.fail(response.meta.status.as_str());
                }
            }
            Err(error) => self.fail(error_type(error)),
        }
    }

    fn fail(&self, error_type: &str) {
        self.span.record("error.type", error_type);
        self.span.record("otel.status_code", "ERROR");
    }
}

impl Drop for Observed<'_> {
    fn drop(&mut self) {
        if !self.finished {
            let late = self.call.progress.is_late();
            self.fail(if late { "timeout" } else { "cancelled" });
        }
    }
}

fn error_type(error: &CoreError) -> &'static str {
    match error {
        CoreError::Connect { .. } => "connect",
        CoreError::Timeout {
            scope: TimeoutScope::Connect,
            ..
        } => "connect_timeout",
        CoreError::Timeout { .. } => "timeout",
        CoreError::ResponseTooLarge { .. } => "response_too_large",
        CoreError::Io { .. } => "io",
        CoreError::Build(_)
        | CoreError::Auth(_)
        | CoreError::CircuitOpen { .. }
        | CoreError::RateLimited { .. }
        | CoreError::Decode { .. }
        | CoreError::Pagination { .. }
        | CoreError::Api(..)
        | CoreError::Unexpected(_) => "_OTHER",
    }
}
