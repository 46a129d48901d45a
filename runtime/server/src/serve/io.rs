//! A connection whose peer must take what it asked for.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::patience::Patience;

/// Fails a write that makes too little progress. Without it a peer that stops reading keeps its answer, and the connection, in
/// memory for as long as it likes.
pub(super) struct ImpatientWriter<I> {
    io: I,
    writing: Patience,
    /// A purse of its own: most connections have nothing to flush, and their readiness says nothing about writes.
    flushing: Patience,
}

impl<I> ImpatientWriter<I> {
    pub(super) fn new(io: I, idle: Duration, least_rate: u64) -> Self {
        Self {
            io,
            writing: Patience::new(idle, least_rate),
            flushing: Patience::new(idle, 0),
        }
    }
}

impl Patience {
    fn with_write(
        &mut self,
        context: &mut Context<'_>,
        write: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        self.with(context, write, |bytes| *bytes)
    }

    fn with_flush(
        &mut self,
        context: &mut Context<'_>,
        flush: Poll<io::Result<()>>,
    ) -> Poll<io::Result<()>> {
        self.with(context, flush, |()| 0)
    }

    /// `moved` says how many bytes the peer took.
    fn with<T>(
        &mut self,
        context: &mut Context<'_>,
        progress: Poll<io::Result<T>>,
        moved: impl Fn(&T) -> usize,
    ) -> Poll<io::Result<T>> {
        match &progress {
            Poll::Ready(outcome) => self.moved(outcome.as_ref().map_or(0, moved)),
            Poll::Pending if self.is_over(context) => {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            Poll::Pending => {}
        }
        progress
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for ImpatientWriter<I> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(context, buffer)
    }
}

impl<I: AsyncWrite + Unpin> AsyncWrite for ImpatientWriter<I> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let progress = Pin::new(&mut self.io).poll_write(context, bytes);
        self.writing.with_write(context, progress)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let progress = Pin::new(&mut self.io).poll_flush(context);
        self.flushing.with_flush(context, progress)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let progress = Pin::new(&mut self.io).poll_shutdown(context);
        self.flushing.with_flush(context, progress)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let progress = Pin::new(&mut self.io).poll_write_vectored(context, slices);
        self.writing.with_write(context, progress)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }
}
