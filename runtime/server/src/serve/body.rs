//! A request body that fails when its pieces come too slowly.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::patience::Patience;

/// The peer stopped sending, or nearly so, before its body was complete.
#[derive(Debug, thiserror::Error)]
#[error("the next piece of the body did not come in time")]
pub(crate) struct BodyTimeout;

/// The body, and the patience with its sender. Time counts only while somebody waits for the next piece.
pub(super) struct TimedBody<B> {
    body: B,
    patience: Patience,
    failed: bool,
}

impl<B> TimedBody<B> {
    pub(super) fn new(body: B, patience: Patience) -> Self {
        Self {
            body,
            patience,
            failed: false,
        }
    }
}

impl<B> Body for TimedBody<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<axum::BoxError>,
{
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let this = &mut *self;
        if this.failed {
            return Poll::Ready(None);
        }
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            if let Some(Ok(frame)) = &frame {
                this.patience.moved(frame.data_ref().map_or(0, Bytes::len));
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        if this.patience.is_over(context) {
            this.failed = true;
            return Poll::Ready(Some(Err(Box::new(BodyTimeout))));
        }
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
