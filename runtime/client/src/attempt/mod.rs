//! What happens in one attempt? It is limited in time, gets its credentials, is observed, sent, and its response read.

use bytes::Bytes;

use crate::auth::Plan;
use crate::error::{CoreError, TimeoutScope};
use crate::logical_call::LogicalCall;
use crate::request::{Body, ReadError};
use crate::response::{RawResponse, ResponseMeta};
use crate::telemetry;
use crate::time::Elapsed;
use crate::transport::{TransportError, TransportErrorKind};

pub(crate) async fn run(call: &LogicalCall, credentials: &Plan) -> Result<RawResponse, CoreError> {
    let mut request = call.request();
    credentials.apply(&mut request).map_err(CoreError::Build)?;
    let number = call.progress.begin_attempt();
    let exchange = telemetry::observe(call, number, request, |request| {
        exchange(call, number, request)
    });
    let time = &call.client.time;
    let limited = time.limit(call.timeout.attempt, || call.progress.run_late(), exchange);
    limited.await.unwrap_or_else(|Elapsed| {
        // Nobody knows how far it got, so it counts as sent.
        call.progress.end_attempt(true);
        Err(CoreError::Timeout {
            scope: TimeoutScope::Attempt,
            sent: true,
            call: Box::new(call.summary()),
        })
    })
}

async fn exchange(
    call: &LogicalCall,
    number: u32,
    request: http::Request<Body>,
) -> Result<RawResponse, CoreError> {
    let response = match call.client.transport.send(request).await {
        Ok(response) => response,
        Err(error) => {
            call.progress
                .end_attempt(error.kind == TransportErrorKind::MaybeSent);
            return Err(failed(call, error));
        }
    };
    call.progress.end_attempt(true);
    let (head, body) = response.into_parts();
    let meta = ResponseMeta::new(head.status, head.headers, number, call.key.key.clone());
    let Some(body) = call.reading.keep(&meta, body) else {
        return Ok(RawResponse {
            meta,
            body: Bytes::new(),
        });
    };
    let limit = call.client.body_limit;
    match body.read(limit).await {
        Ok(body) => Ok(RawResponse { meta, body }),
        Err(ReadError::TooLarge) => Err(CoreError::ResponseTooLarge {
            limit,
            meta: Box::new(meta),
        }),
        Err(ReadError::Broken(error)) => Err(failed(call, TransportError::maybe_sent(error))),
    }
}

/// An earlier attempt may have been sent even if this one was not: then the call was.
fn failed(call: &LogicalCall, source: TransportError) -> CoreError {
    let sent = call.progress.may_have_been_sent();
    let summary = Box::new(call.summary());
    match source.kind {
        TransportErrorKind::ConnectTimeout => CoreError::Timeout {
            scope: TimeoutScope::Connect,
            sent,
            call: summary,
        },
        TransportErrorKind::NotSent if !sent => CoreError::Connect {
            source,
            call: summary,
        },
        TransportErrorKind::NotSent | TransportErrorKind::MaybeSent => CoreError::Io {
            sent,
            source,
            call: summary,
        },
    }
}
