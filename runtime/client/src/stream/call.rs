//! What does a caller hold between naming a stream and reading it?

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use countersign_core::stream::StreamDescriptor;
use futures_util::future::BoxFuture;
use serde::de::DeserializeOwned;

use super::events::EventStream;
use super::options::{Reconnect, StreamOptions};
use super::session::{self, Opened};
use crate::call::{self, Decode, Refusal};
use crate::error::{CoreError, Error, Failure};
use crate::request::Request;
use crate::runtime::Runtime;

/// A call that is answered by a stream, ready to be awaited. Nothing is sent before that.
#[must_use = "a call does nothing until it is awaited"]
pub struct StreamCall<T, E> {
    runtime: Runtime,
    request: Request,
    refusal: Refusal<E>,
    options: StreamOptions,
    value: PhantomData<fn() -> T>,
}

impl<T, E> StreamCall<T, E> {
    pub(crate) fn new<A: 'static>(runtime: Runtime, request: Request, decode: Decode<A, E>) -> Self
    where
        E: 'static,
    {
        Self {
            runtime,
            request,
            refusal: Box::new(move |response| decode(response).map(drop)),
            options: StreamOptions::default(),
            value: PhantomData,
        }
    }

    /// Gives a connection up on which nothing comes for so long, comments included; 5 minutes unless said.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.options.idle = limit;
        self
    }

    /// Ends the whole stream after so long, however often it was resumed. Without this it may go on for ever.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.options.total = Some(limit);
        self
    }

    /// Reads events of up to so many bytes; 1 MiB unless said.
    pub fn event_limit(mut self, bytes: usize) -> Self {
        self.options.event_limit = bytes;
        self
    }

    /// Goes on after the event with this id (`Last-Event-ID`).
    pub fn last_event_id(mut self, id: impl Into<String>) -> Self {
        self.options.last_event_id = Some(id.into()).filter(|id: &String| !id.is_empty());
        self
    }

    /// Takes a stream that broke off up again like this, where that is safe.
    pub fn reconnect(mut self, reconnect: Reconnect) -> Self {
        self.options.reconnect = reconnect;
        self
    }
}

impl<T: DeserializeOwned, E> IntoFuture for StreamCall<T, E> {
    type Output = Result<EventStream<T>, Error<E>>;
    type IntoFuture = Opening<T, E>;

    fn into_future(self) -> Opening<T, E> {
        let stream = self.request.operation().stream;
        let stream = stream.unwrap_or(StreamDescriptor::DEFAULT);
        let last_event_id = self.options.last_event_id.clone();
        Opening {
            opened: Box::pin(session::open(
                self.runtime.0,
                self.request,
                stream,
                self.options,
            )),
            refusal: self.refusal,
            stream,
            last_event_id,
            value: PhantomData,
        }
    }
}

impl<T, E> fmt::Debug for StreamCall<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("StreamCall")
            .field("operation", &self.request.operation().id)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// A stream being opened. Dropping it gives it up.
#[must_use = "a call does nothing until it is awaited"]
pub struct Opening<T, E> {
    opened: BoxFuture<'static, Result<Opened, CoreError>>,
    refusal: Refusal<E>,
    stream: StreamDescriptor,
    last_event_id: Option<String>,
    value: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned, E> Future for Opening<T, E> {
    type Output = Result<EventStream<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let opened = match std::task::ready!(self.opened.as_mut().poll(context)) {
            Ok(opened) => opened,
            Err(error) => return Poll::Ready(Err(error.widen())),
        };
        Poll::Ready(match opened {
            Opened::Stream { meta, frames } => {
                let last_event_id = self.last_event_id.take();
                let shape = self.stream.shape;
                Ok(EventStream::new(frames, shape, *meta, last_event_id))
            }
            Opened::Refused(response) => {
                // A success that is no stream is not what was asked for.
                let failure = (self.refusal)(&response).err();
                let failure = failure.unwrap_or(Failure::Unexpected);
                Err(call::failed(*response, failure))
            }
        })
    }
}

impl<T, E> fmt::Debug for Opening<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Opening").finish_non_exhaustive()
    }
}
