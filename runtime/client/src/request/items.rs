//! What does a caller give a call whose body is one item after the other? (OAS 3.2, Sequential Media Types)

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use bytes::Bytes;
use countersign_core::body::BoxError;
use countersign_core::json;
use countersign_core::stream::{Frame, Framing};
use futures_util::stream::{self, Stream, StreamExt as _};
use serde::Serialize;

use super::{Body, BodySource};

/// The items of a request's body. They are written one by one, as fast as the server takes them, and never collected.
///
/// A stream can be sent once, so its call is not tried again; a list, or a stream that is made anew for each attempt, can.
/// An item that cannot be written, or that fails to come, breaks the request off: a server has no complete body then.
pub struct ItemSource<T> {
    write: Box<dyn FnOnce(Framing) -> BodySource + Send>,
    item: PhantomData<fn(T)>,
}

impl<T: Serialize + 'static> ItemSource<T> {
    /// The items of a stream, which is there once.
    pub fn new(items: impl Stream<Item = T> + Send + 'static) -> Self {
        Self::writing(move |framing| {
            let bytes = items.map(move |item| write(&item, framing));
            BodySource::once(Body::from_stream(closed(bytes, framing)))
        })
    }

    /// The items of a stream that may fail.
    pub fn fallible<E>(items: impl Stream<Item = Result<T, E>> + Send + 'static) -> Self
    where
        E: Into<BoxError> + 'static,
    {
        Self::writing(move |framing| {
            let bytes = items.map(move |item| write(&item.map_err(Into::into)?, framing));
            BodySource::once(Body::from_stream(closed(bytes, framing)))
        })
    }

    /// The items of a stream that `open` makes anew for each attempt.
    pub fn factory<S>(open: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = T> + Send + 'static,
    {
        Self::writing(move |framing| {
            BodySource::factory(move || {
                let bytes = open().map(move |item| write(&item, framing));
                Body::from_stream(closed(bytes, framing))
            })
        })
    }

    fn writing(write: impl FnOnce(Framing) -> BodySource + Send + 'static) -> Self {
        Self {
            write: Box::new(write),
            item: PhantomData,
        }
    }
}

impl<T> ItemSource<T> {
    /// The bytes of the items.
    pub(crate) fn into_body(self, framing: Framing) -> BodySource {
        (self.write)(framing)
    }
}

/// Items that are there already; they can be sent again.
impl<T: Serialize + Send + Sync + 'static> From<Vec<T>> for ItemSource<T> {
    fn from(items: Vec<T>) -> Self {
        let items = Arc::new(items);
        Self::writing(move |framing| {
            BodySource::factory(move || {
                let items = Arc::clone(&items);
                let bytes = (0..items.len())
                    .filter_map(move |at| items.get(at).map(|item| write(item, framing)));
                Body::from_stream(closed(stream::iter(bytes), framing))
            })
        })
    }
}

/// The bytes of items, and what stands behind the last of them.
fn closed(
    items: impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static,
    framing: Framing,
) -> impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static {
    items.chain(stream::iter([Ok(framing.closing())]))
}

fn write<T: Serialize>(item: &T, framing: Framing) -> Result<Bytes, BoxError> {
    let frame = Frame {
        data: json::encode(item)?.into(),
        ..Frame::default()
    };
    Ok(frame.encode(framing)?)
}

impl<T> fmt::Debug for ItemSource<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ItemSource").finish_non_exhaustive()
    }
}
