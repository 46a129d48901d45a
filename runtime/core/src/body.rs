//! What are the bytes of a message, and can they be sent again?

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::{Body as _, Frame, SizeHint};
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;

/// Whatever went wrong below: in a transport, or in a stream of somebody else's making.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The body of a request that can be opened as often as there are attempts.
#[derive(Clone)]
pub enum BodySource {
    /// Bytes in memory.
    Bytes(Bytes),
    /// A stream made anew for each attempt.
    Factory(Arc<dyn Fn() -> Body + Send + Sync>),
    /// A stream that can be sent once: its call is not tried again.
    Once(Arc<Mutex<Option<Body>>>),
}

impl BodySource {
    /// A stream that `open` makes anew for each attempt.
    pub fn factory(open: impl Fn() -> Body + Send + Sync + 'static) -> Self {
        Self::Factory(Arc::new(open))
    }

    /// A stream that cannot be made again.
    pub fn once(body: Body) -> Self {
        Self::Once(Arc::new(Mutex::new(Some(body))))
    }

    /// The body, from its beginning. A stream that was sent already gives an error in place of bytes.
    pub fn open(&self) -> Body {
        match self {
            Self::Bytes(bytes) => Body::from(bytes.clone()),
            Self::Factory(open) => open(),
            Self::Once(body) => {
                let body = body.lock().unwrap_or_else(PoisonError::into_inner).take();
                body.unwrap_or_else(|| Body(Content::Spent))
            }
        }
    }

    /// Whether it can be opened again and again.
    pub fn is_replayable(&self) -> bool {
        match self {
            Self::Bytes(_) | Self::Factory(_) => true,
            Self::Once(_) => false,
        }
    }

    /// The bytes, if they are in memory.
    pub fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Factory(_) | Self::Once(_) => None,
        }
    }
}

/// Streams are equal when they are the same one.
impl PartialEq for BodySource {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(one), Self::Bytes(other)) => one == other,
            (Self::Factory(one), Self::Factory(other)) => Arc::ptr_eq(one, other),
            (Self::Once(one), Self::Once(other)) => Arc::ptr_eq(one, other),
            (Self::Bytes(_) | Self::Factory(_) | Self::Once(_), _) => false,
        }
    }
}

impl fmt::Debug for BodySource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(formatter, "{} bytes", bytes.len()),
            Self::Factory(_) | Self::Once(_) => formatter.write_str("a stream"),
        }
    }
}

impl<B: Into<Bytes>> From<B> for BodySource {
    fn from(bytes: B) -> Self {
        Self::Bytes(bytes.into())
    }
}

/// The body of one message on its way.
pub struct Body(Content);

enum Content {
    Bytes(Bytes),
    Stream(UnsyncBoxBody<Bytes, BoxError>),
    Spent,
}

impl Body {
    /// No bytes.
    pub fn empty() -> Self {
        Self::from(Bytes::new())
    }

    /// A stream of somebody else's making.
    pub fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Self(Content::Stream(body.map_err(Into::into).boxed_unsync()))
    }

    /// The pieces of a stream; one that fails ends it.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::new(Pieces(Box::pin(stream)))
    }

    /// The bytes, if they are in memory.
    ///
    /// # Errors
    /// The body itself when it is a stream.
    pub fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Content::Bytes(bytes) => Ok(bytes),
            content => Err(Self(content)),
        }
    }

    /// The whole body, unless it is longer than `limit` bytes.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] as soon as the limit is passed, [`ReadError::Broken`] when the stream fails.
    pub async fn read(mut self, limit: usize) -> Result<Bytes, ReadError> {
        if self.size_hint().lower() > limit as u64 {
            return Err(ReadError::TooLarge);
        }
        let mut first = Bytes::new();
        let mut rest = BytesMut::new();
        while let Some(frame) = self.frame().await {
            let Ok(chunk) = frame.map_err(ReadError::Broken)?.into_data() else {
                continue;
            };
            if chunk.len() > limit - first.len() - rest.len() {
                return Err(ReadError::TooLarge);
            }
            if first.is_empty() {
                first = chunk;
            } else {
                rest.extend_from_slice(&chunk);
            }
        }
        if rest.is_empty() {
            return Ok(first);
        }
        let mut whole = BytesMut::with_capacity(first.len() + rest.len());
        whole.extend_from_slice(&first);
        whole.extend_from_slice(&rest);
        Ok(whole.freeze())
    }
}

/// A stream of pieces as a body.
struct Pieces<S>(Pin<Box<S>>);

impl<S, E> http_body::Body for Pieces<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let piece = std::task::ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(piece.map(|piece| piece.map(Frame::data).map_err(Into::into)))
    }
}

/// Why a body could not be read to its end.
#[derive(Debug)]
pub enum ReadError {
    /// It is longer than the limit.
    TooLarge,
    /// The stream failed.
    Broken(BoxError),
}

impl<B: Into<Bytes>> From<B> for Body {
    fn from(bytes: B) -> Self {
        Self(Content::Bytes(bytes.into()))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Bytes(bytes) => write!(formatter, "Body({} bytes)", bytes.len()),
            Content::Stream(_) | Content::Spent => formatter.write_str("Body(a stream)"),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Content::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Content::Stream(body) => Pin::new(body).poll_frame(context),
            Content::Spent => Poll::Ready(Some(Err("the stream was sent already".into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Content::Bytes(bytes) => bytes.is_empty(),
            Content::Stream(body) => body.is_end_stream(),
            Content::Spent => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Content::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Content::Stream(body) => body.size_hint(),
            Content::Spent => SizeHint::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::{FutureExt, stream};
    use http_body_util::StreamBody;

    use super::*;

    fn chunks(chunks: &'static [&'static str]) -> Body {
        let frames = chunks
            .iter()
            .map(|chunk| Ok::<_, BoxError>(Frame::data(Bytes::from_static(chunk.as_bytes()))));
        Body::new(StreamBody::new(stream::iter(frames)))
    }

    fn read(body: Body, limit: usize) -> Result<Bytes, ReadError> {
        body.read(limit)
            .now_or_never()
            .expect("nothing to wait for")
    }

    #[test]
    fn chunks_are_put_together_up_to_the_limit() {
        assert_eq!(read(chunks(&["ab", "", "cd", "e"]), 5).unwrap(), "abcde");
        assert!(matches!(
            read(chunks(&["ab", "cd", "e"]), 4),
            Err(ReadError::TooLarge)
        ));
        assert_eq!(
            read(Body::from(Bytes::from_static(b"abc")), 3).unwrap(),
            "abc"
        );
        assert!(matches!(
            read(Body::from(Bytes::from_static(b"abc")), 2),
            Err(ReadError::TooLarge)
        ));
        assert_eq!(read(Body::empty(), 0).unwrap(), "");
    }

    #[test]
    fn a_stream_that_fails_is_not_a_short_body() {
        let frames = stream::iter([
            Ok(Frame::data(Bytes::from_static(b"a"))),
            Err(BoxError::from("reset")),
        ]);
        assert!(matches!(
            read(Body::new(StreamBody::new(frames)), 9),
            Err(ReadError::Broken(_))
        ));
    }

    #[test]
    fn a_stream_that_was_sent_is_not_sent_again() {
        let source = BodySource::once(chunks(&["ab", "c"]));
        assert!(!source.is_replayable());
        assert_eq!(read(source.open(), 9).unwrap(), "abc");
        assert!(matches!(read(source.open(), 9), Err(ReadError::Broken(_))));
    }

    #[test]
    fn a_source_opens_the_same_body_each_time() {
        let source = BodySource::factory(|| chunks(&["ab", "c"]));
        assert_eq!(read(source.open(), 9).unwrap(), "abc");
        assert_eq!(read(source.open(), 9).unwrap(), "abc");
    }
}
