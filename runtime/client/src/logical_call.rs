//! What stays the same over all attempts of one call?

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use countersign_core::deadline::Deadline;
use countersign_core::operation::{
    Idempotency, KeyFormat, KeyHeader, OperationDescriptor, RetryPolicy, TimeoutPolicy,
};
use countersign_core::webhook_signature::{
    ID_HEADER, SIGNATURE_HEADER, SigningKey, TIMESTAMP_HEADER,
};
use http::{HeaderMap, HeaderValue, Method, Uri, header};

use crate::auth::{self, AuthError, Plan};
use crate::destination::Destination;
use crate::error::{CallSummary, CoreError, RequestError};
use crate::idempotency::{self, CallKey};
use crate::request::{Body, BodySource, Request, target};
use crate::response::Reading;
use crate::runtime::Shared;
use crate::server_url::ServerUrl;
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
    /// Where it goes: the client's server or a destination of its own.
    pub(crate) server: ServerUrl,
    /// The operation's own server in the contract, if it goes there.
    pub(crate) own_server: Option<&'static str>,
    signing: Option<SigningKey>,
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
        let destination = request.destination.take();
        let (server, own_server) = match (&destination, &client.servers) {
            (Some(destination), _) => (destination.server.clone(), None),
            (None, Some(servers)) => servers.of(operation).map_err(CoreError::Build)?,
            (None, None) => return Err(CoreError::Build(RequestError::NoDestination)),
        };
        let credentials = auth::plan(operation, client.security_schemes, &client.credentials)
            .map_err(CoreError::Auth)?;
        // What the caller has named was looked at when the client was built.
        if own_server.is_some()
            && !credentials.is_empty()
            && server.is_in_the_clear()
            && !client.allow_plain_http
        {
            return Err(CoreError::Auth(AuthError::PlainHttp {
                operation: operation.id,
                host: server.host().to_owned(),
            }));
        }
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
            server,
            own_server,
            signing: destination
                .as_ref()
                .and_then(|destination| destination.key.clone()),
            method: Method::GET,
            uri: Uri::default(),
            headers: client.headers.clone(),
            body: request
                .take_body(&*client.time.random)
                .map_err(CoreError::Build)?,
            client,
            operation,
            deadline,
            credentials,
        };
        call.write(request, destination).map_err(CoreError::Build)?;
        Ok(call)
    }

    fn write(
        &mut self,
        mut request: Request,
        destination: Option<Destination>,
    ) -> Result<(), RequestError> {
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
        // The path of a webhook is its name; a destination has a path of its own.
        let (path, query) = match destination {
            Some(destination) => ("", joined(destination.query, &target.query)),
            None => (target.path.as_str(), target.query),
        };
        self.uri = match request.target.take() {
            Some(uri) => uri,
            None => self
                .server
                .join(path, &query)
                .map_err(|error| RequestError::Url(error.to_string()))?,
        };
        let idempotency = match (&operation.idempotency, &self.signing) {
            (Idempotency::None, Some(_)) => &MESSAGE_ID,
            (own, _) => own,
        };
        self.key = idempotency::place(
            idempotency,
            request.options.idempotency_key.take(),
            &mut self.headers,
            &*self.client.time.random,
        )?;
        self.name_message()
    }

    /// A signed message has an id, the call's key.
    fn name_message(&mut self) -> Result<(), RequestError> {
        if self.signing.is_none() {
            return Ok(());
        }
        if matches!(self.body, BodySource::Factory(_)) {
            return Err(RequestError::Unsignable);
        }
        if let Some(key) = &self.key.key {
            let id = key.to_header(KeyFormat::Bare);
            insert(&mut self.headers, ID_HEADER, &id)?;
        }
        Ok(())
    }

    /// Signs an attempt, as of now.
    fn sign(&self, headers: &mut HeaderMap) {
        let (Some(key), BodySource::Bytes(body)) = (&self.signing, &self.body) else {
            return;
        };
        let id = headers.get(ID_HEADER).and_then(|id| id.to_str().ok());
        let now = self.client.time.clock.since_1970().as_secs();
        let signature = key.sign(id.unwrap_or_default(), now, body);
        if let Ok(signature) = HeaderValue::try_from(signature) {
            headers.insert(SIGNATURE_HEADER, signature);
        }
        headers.insert(TIMESTAMP_HEADER, HeaderValue::from(now));
    }

    /// The request, from its beginning and without credentials.
    pub(crate) fn request(&self) -> http::Request<Body> {
        let mut request = http::Request::new(self.body.open());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        self.sign(request.headers_mut());
        request
            .extensions_mut()
            .insert(ConnectTimeout(self.timeout.connect));
        request
    }

    /// Whether its body can be sent again.
    pub(crate) fn is_replayable(&self) -> bool {
        self.body.is_replayable()
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

/// Makes trying again to deliver a signed message safe: receivers know it by its id.
const MESSAGE_ID: Idempotency = Idempotency::Accepted(KeyHeader {
    name: ID_HEADER,
    ..KeyHeader::DEFAULT
});

/// Two queries as one.
fn joined(mut first: String, second: &str) -> String {
    if !first.is_empty() && !second.is_empty() {
        first.push('&');
    }
    first.push_str(second);
    first
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
