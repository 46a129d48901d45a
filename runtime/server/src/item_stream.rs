//! A request's body of one item after the other, which its handler reads item by item. (OAS 3.2, Sequential Media Types)

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use countersign_core::problem::{Problem, ProblemItem};
use countersign_core::stream::{DEFAULT_EVENT_LIMIT, Decoder, FrameError, Framing};
use futures_util::stream::{Stream, StreamExt as _};
use http::StatusCode;
use serde::de::DeserializeOwned;

use crate::body_stream::BodyStream;
use crate::validation::ItemCheck;

/// The items of a body, as they come. Each is held against its schema before it is handed over.
///
/// An item that does not obey the contract is an error whose pointer begins with its position, counted from 0; those after
/// it can still be read. An item longer than [`ItemStream::item_limit`], or a body that breaks off, ends the stream. In all no
/// more than the router's `body_limit` is read, and no more than one item and the piece of the body it came in is held.
///
/// A body that carries an idempotency key is in memory and checked already, since its key is claimed for all of it.
pub struct ItemStream<T> {
    bytes: BodyStream,
    framing: Framing,
    content_type: String,
    limit: usize,
    /// Made on the first read, when the limit is known.
    decoder: Option<Decoder>,
    check: ItemCheck,
    /// Of the next item.
    position: usize,
    ended: bool,
    item: PhantomData<fn() -> T>,
}

impl<T> ItemStream<T> {
    pub(crate) fn new(
        bytes: BodyStream,
        framing: Framing,
        content_type: String,
        check: ItemCheck,
    ) -> Self {
        Self {
            bytes,
            framing,
            content_type,
            limit: DEFAULT_EVENT_LIMIT,
            decoder: None,
            check,
            position: 0,
            ended: false,
            item: PhantomData,
        }
    }

    /// Reads items of up to so many bytes; 1 MiB unless said. Say so before the first is read.
    #[must_use]
    pub fn item_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    fn give_up(&mut self) {
        self.ended = true;
        self.bytes = BodyStream::of(Bytes::new());
    }
}

impl<T: DeserializeOwned> ItemStream<T> {
    /// The next item; `None` at the end.
    ///
    /// # Errors
    /// A 400 problem for an item that does not obey the contract, 413 beyond a limit, 408 when the body came too slowly,
    /// 400 when it broke off.
    pub async fn item(&mut self) -> Result<Option<T>, Problem> {
        self.next().await.transpose()
    }

    fn read(&self, frame: Result<Vec<u8>, FrameError>, position: usize) -> Result<T, Problem> {
        match frame {
            Ok(text) => self.check.read(position, &text),
            Err(FrameError::TooLong { limit, .. }) => {
                Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE)
                    .with_detail(format!("item {position} is longer than {limit} bytes")))
            }
            Err(error) => Err(Problem::invalid_request(&[ProblemItem::body(
                &format!("/{position}"),
                "syntax",
                error.to_string(),
            )])),
        }
    }
}

impl<T: DeserializeOwned> Stream for ItemStream<T> {
    type Item = Result<T, Problem>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<T, Problem>>> {
        let this = &mut *self;
        let decoder = this
            .decoder
            .get_or_insert_with(|| Decoder::of_body(this.framing, &this.content_type, this.limit));
        loop {
            if let Some(frame) = decoder.next_frame() {
                let position = this.position;
                this.position += 1;
                let too_long = matches!(frame, Err(FrameError::TooLong { .. }));
                let item = this.read(frame.map(|frame| frame.data), position);
                if too_long {
                    this.give_up();
                }
                return Poll::Ready(Some(item));
            }
            if this.ended {
                return Poll::Ready(None);
            }
            match std::task::ready!(this.bytes.poll_next_unpin(context)) {
                Some(Ok(piece)) => decoder.push(piece),
                Some(Err(problem)) => {
                    this.give_up();
                    return Poll::Ready(Some(Err(problem)));
                }
                None => {
                    this.ended = true;
                    decoder.end();
                }
            }
        }
    }
}

/// No part of it stays where it is.
impl<T> Unpin for ItemStream<T> {}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ItemStream")
            .field("framing", &self.framing)
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}
