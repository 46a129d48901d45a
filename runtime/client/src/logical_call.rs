//! What stays the same over all attempts of one call?

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use countersign_core::deadline::Deadline;
use countersign_core::operation::{OperationDescriptor, RetryPolicy, TimeoutPolicy};
use http::{HeaderMap, HeaderValue, Method, Uri, header};

use crate::auth::{self, Plan};
use crate::error::{CallSummary, CoreError, RequestError};
use crate::idempotency::{self, CallKey};
use crate::request::{Body, BodySource, Request, target};
use crate::response::Reading;
use crate::runtime::Shared;
use crate::transport::ConnectTimeout;

/// A request that can be sent as often as needed, and how far it got.
#[derive(Debug)]
pub(crate) struct LogicalCall {
    pub(crate) client: Arc<Shared>,
    pub(crate) operation: &'static OperationDescriptor,
    pub(crate) retry: RetryPolicy,
    pub(crate) timeout: TimeoutPolicy,
    pub(crate) deadline: Deadline,
    pub(crate) key: CallKey,
    pub(crate) credentials: Plan,
    pub(crate) progress: Progress,
    /// How far the body of the answer is read.
    pub(crate) reading: Reading,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: BodySource,
}

impl LogicalCall {
    /// Writes the request down, chooses its credentials and gives it a key. The deadline starts here.
    pub(crate) fn new(
        client: Arc<Shared>,
        mut request: Request,
        reading: Reading,
    ) -> Result<Self, CoreError> {
        let deadline = request
            .options
            .deadline
            .or(client.overrides.deadline)
            .unwrap_or(request.operation.timeout.deadline);
        let deadline = Deadline::after(client.time.now(), deadline);
        if let Some(error) = request.error.take() {
            return Err(CoreError::Build(error));
        }
        let operation = request.operation;
        let credentials = auth::plan(operation, client.security_schemes, &client.credentials)
            .map_err(CoreError::Auth)?;
        let mut call = Self {
            retry: request
                .options
                .retry
                .or(client.overrides.retry)
                .unwrap_or(operation.retry),
            timeout: TimeoutPolicy {
                deadline: deadline.remaining(client.time.now()),
                attempt: request
                    .options
                    .attempt
                    .or(client.overrides.attempt)
                    .unwrap_or(operation.timeout.attempt),
                connect: client
                    .overrides
                    .connect
                    .unwrap_or(operation.timeout.connect),
            },
            key: CallKey::default(),
            progress: Progress::default(),
            reading,
            method: Method::GET,
            uri: Uri::default(),
            headers: client.headers.clone(),
            body: request.take_body(),
            client,
            operation,
            deadline,
            credentials,
        };
        call.write(request).map_err(CoreError::Build)?;
        Ok(call)
    }

    fn write(&mut self, mut request: Request) -> Result<(), RequestError> {
        let operation = self.operation;
        self.method = Method::from_bytes(operation.method.as_bytes())
            .map_err(|_| RequestError::Url(format!("`{}` is no method", operation.method)))?;
        let accept = self.reading.accept(operation);
        if !accept.is_empty() {
            insert(&mut self.headers, header::ACCEPT.as_str(), &accept)?;
        }
        let target = target(&request, &mut self.headers)?;
        if !target.cookies.is_empty() {
            insert(
                &mut self.headers,
                header::COOKIE.as_str(),
                &target.cookies.join("; "),
            )?;
        }
        for (name, value) in request.headers.drain() {
            if let Some(name) = name {
                self.headers.insert(name, value);
            }
        }
        self.uri = match request.target.take() {
            Some(uri) => uri,
            None => self
                .client
                .server
                .join(&target.path, &target.query)
                .map_err(|error| RequestError::Url(error.to_string()))?,
        };
        self.key = idempotency::place(
            &operation.idempotency,
            request.options.idempotency_key.take(),
            &mut self.headers,
            &*self.client.time.random,
        )?;
        Ok(())
    }

    /// The request, from its beginning and without credentials.
    pub(crate) fn request(&self) -> http::Request<Body> {
        let mut request = http::Request::new(self.body.open());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        request
            .extensions_mut()
            .insert(ConnectTimeout(self.timeout.connect));
        request
    }

    /// How far the call got, for errors.
    pub(crate) fn summary(&self) -> CallSummary {
        CallSummary {
            operation: self.operation.id,
            attempts: self.progress.attempts(),
            idempotency_key: self.key.key.clone(),
        }
    }
}

fn insert(headers: &mut HeaderMap, name: &'static str, value: &str) -> Result<(), RequestError> {
    let value = HeaderValue::try_from(value).map_err(|_| RequestError::Header {
        name: name.to_owned(),
    })?;
    headers.insert(name, value);
    Ok(())
}

/// How far a call got. Layers outside of an attempt read it when they give the attempt up.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    attempts: AtomicU32,
    in_flight: AtomicBool,
    sent: AtomicBool,
    late: AtomicBool,
}

impl Progress {
    /// An attempt begins; from now on the server may see it.
    pub(crate) fn begin_attempt(&self) -> u32 {
        self.in_flight.store(true, Ordering::Relaxed);
        self.late.store(false, Ordering::Relaxed);
        self.attempts.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// The attempt has an outcome.
    pub(crate) fn end_attempt(&self, sent: bool) {
        self.in_flight.store(false, Ordering::Relaxed);
        self.sent.fetch_or(sent, Ordering::Relaxed);
    }

    /// A time limit has passed and what runs now will be dropped.
    pub(crate) fn run_late(&self) {
        self.late.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_late(&self) -> bool {
        self.late.load(Ordering::Relaxed)
    }

    pub(crate) fn attempts(&self) -> u32 {
        self.attempts.load(Ordering::Relaxed)
    }

    /// Whether the server may have seen any attempt, one in flight included.
    pub(crate) fn may_have_been_sent(&self) -> bool {
        self.sent.load(Ordering::Relaxed) || self.in_flight.load(Ordering::Relaxed)
    }
}
