//! A transport that loses requests and answers on purpose: real sockets below, faults by script.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use countersign_client::{Body, Transport, TransportError, TransportResult};
use futures_util::future::{BoxFuture, FutureExt};

/// What happens to one attempt.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// It never leaves this machine.
    RequestLost,
    /// The server does its work; the connection breaks before the answer arrives.
    AnswerLost,
    /// A proxy on the way says 503 and `Retry-After: 1`.
    Unavailable,
    /// The server does its work; the answer never arrives.
    Slow,
}

/// Applies one fault per attempt, in order; calm after the last.
#[derive(Clone, Debug)]
pub(crate) struct FaultyNetwork {
    below: Arc<dyn Transport>,
    script: Arc<Mutex<VecDeque<Fault>>>,
}

impl FaultyNetwork {
    pub(crate) fn new(below: impl Transport, script: &[Fault]) -> Self {
        Self {
            below: Arc::new(below),
            script: Arc::new(Mutex::new(script.iter().copied().collect())),
        }
    }
}

impl Transport for FaultyNetwork {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, TransportResult> {
        let fault = self
            .script
            .lock()
            .ok()
            .and_then(|mut script| script.pop_front());
        let below = Arc::clone(&self.below);
        async move {
            match fault {
                None => below.send(request).await,
                Some(Fault::RequestLost) => {
                    Err(TransportError::not_sent("the demo unplugged the cable"))
                }
                Some(Fault::AnswerLost) => {
                    below.send(request).await?;
                    Err(TransportError::maybe_sent("the demo cut the connection"))
                }
                Some(Fault::Unavailable) => Ok(unavailable()),
                Some(Fault::Slow) => {
                    below.send(request).await?;
                    std::future::pending().await
                }
            }
        }
        .boxed()
    }

    fn crosses_network(&self) -> bool {
        self.below.crosses_network()
    }
}

fn unavailable() -> http::Response<Body> {
    let mut response = http::Response::new(Body::empty());
    *response.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
    response.headers_mut().insert(
        http::header::RETRY_AFTER,
        http::HeaderValue::from_static("1"),
    );
    response
}
