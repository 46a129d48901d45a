//! A request body that fails when its next piece does not come.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep};

/// The peer stopped sending before its body was complete.
#[derive(Debug, thiserror::Error)]
#[error("the next piece of the body did not come within {0:?}")]
pub(crate) struct BodyTimeout(Duration);

/// The body, and the timer of its next piece. The timer runs only while somebody waits for that piece.
pub(super) struct IdleBody<B> {
    body: B,
    idle: Duration,
    timer: Option<Pin<Box<Sleep>>>,
}

impl<B> IdleBody<B> {
    pub(super) fn new(body: B, idle: Duration) -> Self {
        Self {
            body,
            idle,
            timer: None,
        }
    }
}

impl<B> Body for IdleBody<B>
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
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            this.timer = None;
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let idle = this.idle;
        let timer = this.timer.get_or_insert_with(|| Box::pin(sleep(idle)));
        match timer.as_mut().poll(context) {
            Poll::Ready(()) => {
                // Polled again, it waits again.
                timer.as_mut().reset(Instant::now() + idle);
                Poll::Ready(Some(Err(Box::new(BodyTimeout(idle)))))
            }
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
