//! A server that follows a script, and a client that talks to it in virtual time.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use countersign_client::core::operation::{
    Idempotency, KeyHeader, OperationDescriptor, RetryPolicy, SecurityScheme,
};
use countersign_client::{
    Body, Builder, CoreError, GeneratedClient, Random, RawResponse, Request, Runtime, Transport,
    TransportError, TransportResult,
};
use futures_util::future::BoxFuture;
use http::HeaderMap;
use tokio::time::{Instant, sleep};

/// What the server does with one attempt.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// Answers, with header fields.
    Status(u16, Vec<(&'static str, String)>),
    /// Answers after a while.
    Slow(u16, Duration),
    /// Is not there.
    Unreachable,
    /// Closes the connection without an answer.
    Reset,
    /// Never answers.
    Silence,
}

impl Reply {
    pub(crate) fn with(status: u16, name: &'static str, value: impl Into<String>) -> Self {
        Self::Status(status, vec![(name, value.into())])
    }
}

pub(crate) fn status(status: u16) -> Reply {
    Reply::Status(status, Vec::new())
}

/// What the server saw of one attempt.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// When, since the script began.
    pub(crate) at: Duration,
    pub(crate) uri: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Seen {
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Replies in order; the last one stays.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    replies: Arc<Vec<Reply>>,
    seen: Arc<Mutex<Vec<Seen>>>,
    /// Attempts that have begun and not ended.
    pub(crate) in_flight: Arc<AtomicU64>,
    start: Instant,
}

impl Script {
    pub(crate) fn new(replies: impl Into<Vec<Reply>>) -> Self {
        Self {
            replies: Arc::new(replies.into()),
            seen: Arc::default(),
            in_flight: Arc::default(),
            start: Instant::now(),
        }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    /// When each attempt came in, in milliseconds.
    pub(crate) fn times(&self) -> Vec<u128> {
        self.seen().iter().map(|seen| seen.at.as_millis()).collect()
    }
}

struct InFlight(Arc<AtomicU64>);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Transport for Script {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, TransportResult> {
        let script = self.clone();
        Box::pin(async move {
            script.in_flight.fetch_add(1, Ordering::Relaxed);
            let _in_flight = InFlight(Arc::clone(&script.in_flight));
            let (head, body) = request.into_parts();
            let body = body.read(1 << 20).await.unwrap().to_vec();
            let reply = {
                let mut seen = script.seen.lock().unwrap();
                let reply = script
                    .replies
                    .get(seen.len())
                    .or(script.replies.last())
                    .unwrap()
                    .clone();
                seen.push(Seen {
                    at: script.start.elapsed(),
                    uri: head.uri.to_string(),
                    headers: head.headers,
                    body,
                });
                reply
            };
            let (status, fields) = match reply {
                Reply::Status(status, fields) => (status, fields),
                Reply::Slow(status, delay) => {
                    sleep(delay).await;
                    (status, Vec::new())
                }
                Reply::Unreachable => return Err(TransportError::not_sent("connection refused")),
                Reply::Reset => return Err(TransportError::maybe_sent("connection reset")),
                Reply::Silence => std::future::pending().await,
            };
            let mut response = http::Response::builder().status(status);
            for (name, value) in fields {
                response = response.header(name, value);
            }
            Ok(response.body(Body::from("{}".to_owned())).unwrap())
        })
    }
}

/// Chance that anybody can foresee: fractions come from a fixed sequence.
#[derive(Debug)]
pub(crate) struct Seeded(AtomicU64);

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Random for Seeded {
    fn bits(&self) -> Option<u64> {
        // SplitMix64.
        let state = self
            .0
            .fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed)
            .wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Some(mixed ^ (mixed >> 31))
    }
}

/// A generated client with nothing around the engine.
pub(crate) struct Client(pub(crate) Runtime);

impl GeneratedClient for Client {
    const SECURITY_SCHEMES: &'static [SecurityScheme] = &[];
    const DEFAULT_SERVER: &'static str = "";

    fn from_runtime(runtime: Runtime) -> Self {
        Self(runtime)
    }
}

impl Client {
    pub(crate) async fn call(
        &self,
        operation: &'static OperationDescriptor,
    ) -> Result<RawResponse, CoreError> {
        self.0.execute(Request::new(operation)).await
    }
}

pub(crate) fn builder(script: &Script) -> Builder<Client> {
    Builder::new("https://shop.test")
        .transport(script.clone())
        .random(Seeded::new(1))
}

pub(crate) fn client(script: &Script) -> Client {
    builder(script).build().unwrap()
}

const BASE: OperationDescriptor = OperationDescriptor {
    path: "/orders",
    ..OperationDescriptor::DEFAULT
};

/// A GET.
pub(crate) static LIST: OperationDescriptor = OperationDescriptor {
    id: "listOrders",
    ..BASE
};

/// A POST nobody promised to do only once.
pub(crate) static ADD: OperationDescriptor = OperationDescriptor {
    id: "addOrder",
    method: "POST",
    ..BASE
};

/// A POST that looks at idempotency keys.
pub(crate) static CREATE: OperationDescriptor = OperationDescriptor {
    id: "createOrder",
    method: "POST",
    idempotency: Idempotency::Accepted(KeyHeader::DEFAULT),
    ..BASE
};

/// A GET that is tried up to ten times.
pub(crate) static STUBBORN: OperationDescriptor = OperationDescriptor {
    id: "stubborn",
    retry: RetryPolicy {
        max_attempts: 10,
        ..RetryPolicy::DEFAULT
    },
    ..BASE
};
