//! The pages of a list and the items on them, as streams.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use countersign_core::json::{self, JsonError};
use futures_util::FutureExt;
use futures_util::stream::{Stream, StreamExt};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::pointer;
use super::walk::{Page, Walk, Walking};
use crate::call::{self, Decode, Refusal};
use crate::error::{CoreError, Error, Failure};
use crate::request::Request;
use crate::response::{RawResponse, Response, ResponseMeta};
use crate::runtime::Runtime;

/// A walk between two steps, or in one.
struct Walker {
    walk: Option<Walk>,
    step: Option<Walking>,
}

impl Walker {
    fn new(runtime: Runtime, request: Request, needs_body: bool) -> Self {
        Self {
            walk: Some(Walk::new(runtime, request, needs_body)),
            step: None,
        }
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page, CoreError>>> {
        if let Some(walk) = self.walk.take() {
            self.step = Some(walk.step());
        }
        let Some(step) = &mut self.step else {
            return Poll::Ready(None);
        };
        let (walk, page) = std::task::ready!(step.poll_unpin(context));
        self.step = None;
        self.walk = Some(walk);
        Poll::Ready(page)
    }

    fn cursor(&self) -> Option<&str> {
        self.walk.as_ref()?.cursor.as_deref()
    }

    fn change(&mut self, change: impl FnOnce(&mut Walk)) {
        if let Some(walk) = &mut self.walk {
            change(walk);
        }
    }
}

/// The pages of a list. The first error ends them.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<T, E> {
    walker: Walker,
    decode: Decode<T, E>,
}

impl<T, E> Pages<T, E> {
    pub(crate) fn new(runtime: Runtime, request: Request, decode: Decode<T, E>) -> Self {
        Self {
            walker: Walker::new(runtime, request, false),
            decode,
        }
    }

    /// Ends after so many pages.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.walker.change(|walk| walk.left = pages);
        self
    }

    /// Begins at the page that [`Pages::cursor`] named.
    pub fn start_at(mut self, cursor: impl Into<String>) -> Self {
        let cursor = Some(cursor.into()).filter(|cursor| !cursor.is_empty());
        self.walker.change(|walk| walk.cursor = cursor);
        self
    }

    /// What the next page will be asked for with; `None` before the first page, after the last and while one is on its way.
    pub fn cursor(&self) -> Option<&str> {
        self.walker.cursor()
    }

    /// The next page; `None` after the last. Nothing is lost when the future is dropped.
    ///
    /// # Errors
    /// Those of the call of that page, or [`Error::Pagination`].
    pub async fn next(&mut self) -> Option<Result<Response<T>, Error<E>>> {
        StreamExt::next(self).await
    }
}

impl<T, E> Stream for Pages<T, E> {
    type Item = Result<Response<T>, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let page = std::task::ready!(self.walker.poll_page(context));
        Poll::Ready(page.map(|page| match page {
            Ok(page) => {
                let decoded = call::decode(page.response, self.decode);
                if decoded.is_err() {
                    self.walker.change(|walk| walk.ended = true);
                }
                decoded
            }
            Err(error) => Err(error.widen()),
        }))
    }
}

impl<T, E> fmt::Debug for Pages<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").finish_non_exhaustive()
    }
}

/// A page whose items are being handed over.
struct Turned {
    items: std::vec::IntoIter<Value>,
    position: usize,
    meta: ResponseMeta,
}

/// The items of all pages of a list. The first error ends them.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<T, E> {
    turning: Turning,
    refusal: Refusal<E>,
    item: PhantomData<fn() -> T>,
}

/// What is the same for items of all types.
struct Turning {
    walker: Walker,
    /// Where a page has its items.
    place: &'static str,
    page: Option<Turned>,
    /// What the page at hand was asked for with.
    page_cursor: Option<String>,
}

impl Turning {
    fn new(runtime: Runtime, request: Request) -> Self {
        let table = request.operation().pagination;
        Self {
            walker: Walker::new(runtime, request, true),
            place: table.map_or("", |table| table.items),
            page: None,
            page_cursor: None,
        }
    }
}

impl<T, E> Items<T, E> {
    pub(crate) fn new<A: 'static>(runtime: Runtime, request: Request, decode: Decode<A, E>) -> Self
    where
        E: 'static,
    {
        Self {
            turning: Turning::new(runtime, request),
            refusal: Box::new(move |response| match decode(response) {
                Ok(_) => Ok(()),
                Err(failure) => Err(failure),
            }),
            item: PhantomData,
        }
    }

    /// Ends after so many pages.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.turning.walker.change(|walk| walk.left = pages);
        self
    }

    /// Begins at the first item of the page that [`Items::page_cursor`] named.
    pub fn start_at(mut self, cursor: impl Into<String>) -> Self {
        let cursor = Some(cursor.into()).filter(|cursor| !cursor.is_empty());
        self.turning.walker.change(|walk| walk.cursor = cursor);
        self
    }

    /// What the page of the last item was asked for with; `None` on the first page.
    pub fn page_cursor(&self) -> Option<&str> {
        self.turning.page_cursor.as_deref()
    }

    /// Everything about the response that the last item came in but its body.
    pub fn page_meta(&self) -> Option<&ResponseMeta> {
        self.turning.page.as_ref().map(|page| &page.meta)
    }

    fn refused(&self, response: RawResponse) -> Error<E> {
        let failure = (self.refusal)(&response).err();
        call::failed(response, failure.unwrap_or(Failure::Unexpected))
    }

    /// Takes the items of a page.
    fn turn(&mut self, page: Page) -> Result<(), Error<E>> {
        let Some(mut body) = page.body else {
            return Err(self.refused(page.response));
        };
        let items = match pointer::take(&mut body, self.turning.place) {
            Some(Value::Array(items)) => items,
            // A page without its list has no items.
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_)) => {
                return Err(Error::Decode {
                    error: JsonError::new(self.turning.place, "expected an array"),
                    meta: Box::new(page.response.meta),
                });
            }
        };
        self.turning.page = Some(Turned {
            items: items.into_iter(),
            position: 0,
            meta: page.response.meta,
        });
        Ok(())
    }
}

impl<T: DeserializeOwned, E> Items<T, E> {
    /// The next item; `None` after the last. Nothing is lost when the future is dropped.
    ///
    /// # Errors
    /// Those of the call of its page, or [`Error::Pagination`].
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        StreamExt::next(self).await
    }

    /// The next item of the page at hand.
    fn item(&mut self) -> Option<Result<T, Error<E>>> {
        let page = self.turning.page.as_mut()?;
        let item = page.items.next()?;
        let position = page.position;
        page.position += 1;
        let place = self.turning.place;
        let item = json::from_value(&item).map_err(|error| Error::Decode {
            error: JsonError::new(format!("{place}/{position}{}", error.path), error.message),
            meta: Box::new(page.meta.clone()),
        });
        if item.is_err() {
            self.end();
        }
        Some(item)
    }

    fn end(&mut self) {
        self.turning.page = None;
        self.turning.walker.change(|walk| walk.ended = true);
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        loop {
            if let Some(item) = self.item() {
                return Poll::Ready(Some(item));
            }
            if self.turning.walker.walk.is_some() {
                self.turning.page_cursor = self.turning.walker.cursor().map(str::to_owned);
            }
            let page = match std::task::ready!(self.turning.walker.poll_page(context)) {
                Some(Ok(page)) => page,
                Some(Err(error)) => return Poll::Ready(Some(Err(error.widen()))),
                None => return Poll::Ready(None),
            };
            if let Err(error) = self.turn(page) {
                self.end();
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

impl<T: DeserializeOwned, E> Stream for Items<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

impl<T, E> fmt::Debug for Items<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Items")
            .field("page_cursor", &self.turning.page_cursor)
            .finish_non_exhaustive()
    }
}
