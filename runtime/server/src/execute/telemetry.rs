//! The span of a request, with the names of the OpenTelemetry HTTP semantic conventions.

use axum::extract::Request;
use countersign_core::operation::OperationDescriptor;
use countersign_core::trace_context::{TRACEPARENT, TraceContext};
use http::{Method, StatusCode, Version};
use tracing::Span;
use tracing::field::Empty;

/// The caller's position in a trace; an invalid field is no position.
pub(super) fn trace(request: &Request) -> Option<TraceContext> {
    TraceContext::parse(request.headers().get(TRACEPARENT)?.to_str().ok()?)
}

/// A server span named `{method} {http.route}`; never by the path, whose values are many.
pub(super) fn span(
    operation: &'static OperationDescriptor,
    trace: Option<TraceContext>,
    request: &Request,
) -> Span {
    let method = known(request.method());
    tracing::info_span!(
        "http.server.request",
        otel.kind = "server",
        otel.name = format_args!("{method} {}", operation.path),
        otel.status_code = Empty,
        http.request.method = method,
        http.route = operation.path,
        http.response.status_code = Empty,
        error.type = Empty,
        url.scheme = request.uri().scheme_str().unwrap_or("http"),
        url.path = request.uri().path(),
        network.protocol.version = version(request.version()),
        countersign.operation = operation.id,
        trace_id = trace.map(|trace| tracing::field::display(format!("{:032x}", trace.trace_id()))),
        parent_span_id = trace.map(|trace| tracing::field::display(format!("{:016x}", trace.parent_id()))),
    )
}

/// A server span is an error from 500 on; 4xx is the caller's.
pub(super) fn record(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("error.type", status.as_str());
        span.record("otel.status_code", "ERROR");
    }
}

fn version(version: Version) -> &'static str {
    match version {
        Version::HTTP_10 => "1.0",
        Version::HTTP_11 => "1.1",
        Version::HTTP_2 => "2",
        Version::HTTP_3 => "3",
        _ => "",
    }
}

/// A method nobody knows would be one more time series per caller's whim.
fn known(method: &Method) -> &str {
    match method.as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "CONNECT" | "OPTIONS" | "TRACE"
        | "PATCH" | "QUERY") => known,
        _ => "_OTHER",
    }
}
