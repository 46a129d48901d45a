//! What an operator sees of a request, and what nobody sees.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use countersign_server::idempotency::{
    Claim, Claimed, CompletionOutcome, FencingToken, RecordId, StoreError, StoredResponse,
};
use countersign_server::operation::{Idempotency, KeyHeader, OperationDescriptor};
use countersign_server::{Context, IdempotencyStore, Problem, Reply, Router};
use futures_util::future::{BoxFuture, ready};
use tracing_subscriber::fmt::format::FmtSpan;

use crate::tiny::call_with;

static PAY: OperationDescriptor = OperationDescriptor {
    id: "pay",
    method: "POST",
    path: "/pay",
    idempotency: Idempotency::Accepted(KeyHeader::DEFAULT),
    ..OperationDescriptor::DEFAULT
};

/// Keeps what is logged.
#[derive(Clone, Debug, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// The log of a call.
    async fn of(app: &axum::Router, headers: &[(&str, &str)]) -> String {
        let log = Self::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(move || writer.clone())
            .with_span_events(FmtSpan::CLOSE)
            .with_ansi(false)
            .without_time()
            .finish();
        let guard = tracing::subscriber::set_default(subscriber);
        call_with(app, "POST", "/pay", headers).await;
        drop(guard);
        let text = log.0.lock().unwrap().clone();
        String::from_utf8(text).unwrap()
    }
}

/// A store that is down.
#[derive(Debug)]
struct Down;

fn down<T: Send + 'static>() -> BoxFuture<'static, Result<T, StoreError>> {
    Box::pin(ready(Err(StoreError::new("connection refused"))))
}

impl IdempotencyStore for Down {
    fn claim(&self, _: Claim) -> BoxFuture<'_, Result<Claimed, StoreError>> {
        down()
    }

    fn complete(
        &self,
        _: RecordId,
        _: FencingToken,
        _: StoredResponse,
        _: Duration,
    ) -> BoxFuture<'_, Result<CompletionOutcome, StoreError>> {
        down()
    }

    fn abandon(&self, _: RecordId, _: FencingToken) -> BoxFuture<'_, Result<(), StoreError>> {
        down()
    }

    fn renew(
        &self,
        _: RecordId,
        _: FencingToken,
        _: Duration,
    ) -> BoxFuture<'_, Result<CompletionOutcome, StoreError>> {
        down()
    }
}

fn app() -> axum::Router {
    let pay = |_: Arc<()>, _: Context<()>, ()| async { Err::<Reply, _>(Problem::internal()) };
    Router::new(&[])
        .route(&PAY, &Arc::new(()), pay)
        .idempotency(Down)
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_span_has_the_names_of_the_conventions() {
    let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let log = Log::of(&app(), &[("traceparent", parent)]).await;
    for field in [
        "otel.name=POST /pay",
        "otel.kind=\"server\"",
        "otel.status_code=\"ERROR\"",
        "http.request.method=\"POST\"",
        "http.route=\"/pay\"",
        "http.response.status_code=500",
        "error.type=\"500\"",
        "trace_id=4bf92f3577b34da6a3ce929d0e0e4736",
        "parent_span_id=00f067aa0ba902b7",
        "countersign.operation=\"pay\"",
    ] {
        assert!(log.contains(field), "{field} is not in {log}");
    }
}

#[tokio::test]
async fn a_key_is_logged_as_a_digest() {
    let log = Log::of(&app(), &[("idempotency-key", "very-secret-key")]).await;
    assert!(
        log.contains("record=RecordId(#") && log.contains("connection refused"),
        "{log}"
    );
    assert!(!log.contains("very-secret-key"), "{log}");
}
