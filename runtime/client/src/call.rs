//! What does a caller hold between naming an operation and awaiting it?

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use countersign_core::idempotency::IdempotencyKey;
use countersign_core::operation::RetryPolicy;
use futures_util::future::BoxFuture;

use crate::error::{CoreError, Error, Failure, UnexpectedResponse};
use crate::pagination::{Items, Pages};
use crate::request::Request;
use crate::response::{RawResponse, Response};
use crate::runtime::Runtime;
use crate::stream::StreamCall;

/// How a generated client reads the response of an operation.
pub type Decode<T, E> = fn(&RawResponse) -> Result<T, Failure<E>>;

/// How a response is read that is not what the caller waits for.
pub(crate) type Refusal<E> = Box<dyn Fn(&RawResponse) -> Result<(), Failure<E>> + Send>;

/// One logical call, ready to be awaited. Nothing is sent before that.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T, E> {
    runtime: Runtime,
    request: Request,
    decode: Decode<T, E>,
}

impl<T, E> Call<T, E> {
    /// A call of the operation of `request`.
    pub fn new(runtime: &Runtime, request: Request, decode: Decode<T, E>) -> Self {
        Self {
            runtime: runtime.clone(),
            request,
            decode,
        }
    }

    /// The arguments, to add to.
    pub fn request_mut(&mut self) -> &mut Request {
        &mut self.request
    }

    /// Names the call, so that sending it twice does it once.
    pub fn idempotency_key(mut self, key: IdempotencyKey) -> Self {
        self.request.idempotency_key(key);
        self
    }

    /// Limits the whole call: waiting, backoff and every attempt.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.request.deadline(limit);
        self
    }

    /// Limits each attempt.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.request.attempt_timeout(limit);
        self
    }

    /// Retries differently from what the contract says. The safety rule stays.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.request.retry(policy);
        self
    }

    /// Sends a header field the contract does not know.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request.header(name, value);
        self
    }

    /// Asks for the stream of the operation, whose values are `I`s.
    pub fn stream<I>(self) -> StreamCall<I, E>
    where
        T: 'static,
        E: 'static,
    {
        StreamCall::new(self.runtime, self.request, self.decode)
    }

    pub(crate) fn into_parts(self) -> (Runtime, Request, Decode<T, E>) {
        (self.runtime, self.request, self.decode)
    }

    /// The pages of the operation, one after the other.
    pub fn pages(self) -> Pages<T, E> {
        Pages::new(self.runtime, self.request, self.decode)
    }

    /// The items of all pages of the operation, which are `I`s.
    pub fn items<I>(self) -> Items<I, E>
    where
        T: 'static,
        E: 'static,
    {
        Items::new(self.runtime, self.request, self.decode)
    }

    /// Sends the call; the same as awaiting it.
    #[inline(never)]
    pub fn send(self) -> Sending<T, E> {
        Sending {
            response: self.runtime.execute(self.request),
            decode: self.decode,
        }
    }
}

impl<T, E> IntoFuture for Call<T, E> {
    type Output = Result<Response<T>, Error<E>>;
    type IntoFuture = Sending<T, E>;

    fn into_future(self) -> Sending<T, E> {
        self.send()
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("operation", &self.request.operation().id)
            .finish_non_exhaustive()
    }
}

/// A call on its way. Dropping it gives it up.
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<T, E> {
    response: BoxFuture<'static, Result<RawResponse, CoreError>>,
    decode: Decode<T, E>,
}

impl<T, E> Future for Sending<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let response = std::task::ready!(self.response.as_mut().poll(context));
        Poll::Ready(match response {
            Ok(response) => decode(response, self.decode),
            Err(error) => Err(error.widen()),
        })
    }
}

impl<T, E> fmt::Debug for Sending<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sending").finish_non_exhaustive()
    }
}

pub(crate) fn decode<T, E>(
    response: RawResponse,
    decode: Decode<T, E>,
) -> Result<Response<T>, Error<E>> {
    match decode(&response) {
        Ok(value) => Ok(Response::new(value, response.meta)),
        Err(failure) => Err(failed(response, failure)),
    }
}

/// The error of a response that is not a success.
pub(crate) fn failed<E>(response: RawResponse, failure: Failure<E>) -> Error<E> {
    match failure {
        Failure::Api(error) => Error::Api(error, Box::new(response.meta)),
        Failure::Unexpected => unexpected(response, None),
        Failure::Decode(error) => undecodable(response, error),
    }
}

/// An error whose body is not the declared one is most likely not the service's: a gateway spoke.
fn undecodable<E>(response: RawResponse, error: countersign_core::json::JsonError) -> Error<E> {
    if response.meta.status.is_client_error() || response.meta.status.is_server_error() {
        return unexpected(response, Some(error));
    }
    Error::Decode {
        error,
        meta: Box::new(response.meta),
    }
}

fn unexpected<E>(
    response: RawResponse,
    decode_error: Option<countersign_core::json::JsonError>,
) -> Error<E> {
    let mut body = response.body;
    body.truncate(UnexpectedResponse::BODY_LIMIT);
    Error::Unexpected(Box::new(UnexpectedResponse {
        meta: response.meta,
        body,
        decode_error,
    }))
}
