//! From page to page, without knowing what is on them.

use std::collections::BTreeSet;

use countersign_core::json::{self, JsonError};
use countersign_core::operation::{NextPage, PaginationDescriptor, Source};
use futures_util::future::BoxFuture;
use http::{HeaderMap, HeaderName, Uri, header};
use serde_json::Value;

use super::error::PaginationError;
use super::{link, pointer};
use crate::error::{CoreError, RequestError};
use crate::reference;
use crate::request::{Request, target};
use crate::response::RawResponse;
use crate::runtime::Runtime;

/// A page as it came.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) response: RawResponse,
    /// The body as JSON: of a success, where the walk had to look into it.
    pub(super) body: Option<Value>,
}

/// What a walk has in its hands while a page is on its way.
pub(super) type Walking = BoxFuture<'static, (Walk, Option<Result<Page, CoreError>>)>;

/// Where a walk is.
pub(super) struct Walk {
    runtime: Runtime,
    request: Request,
    table: Option<PaginationDescriptor>,
    /// What the next page is asked for with; `None` is the first page.
    pub(super) cursor: Option<String>,
    seen: BTreeSet<String>,
    /// Are the items wanted, so that the body is needed whatever leads on?
    needs_body: bool,
    /// How many pages may still be asked for.
    pub(super) left: u64,
    /// An error that comes after the page it was found on.
    failure: Option<CoreError>,
    pub(super) ended: bool,
}

impl Walk {
    pub(super) fn new(runtime: Runtime, request: Request, needs_body: bool) -> Self {
        Self {
            table: request.operation().pagination,
            runtime,
            request,
            cursor: None,
            seen: BTreeSet::new(),
            needs_body,
            left: u64::MAX,
            failure: None,
            ended: false,
        }
    }

    /// Begins to fetch the next page.
    pub(super) fn step(mut self) -> Walking {
        Box::pin(async move {
            let page = self.next().await;
            (self, page)
        })
    }

    async fn next(&mut self) -> Option<Result<Page, CoreError>> {
        if let Some(error) = self.failure.take() {
            self.ended = true;
            return Some(Err(error));
        }
        if self.ended || self.left == 0 {
            return None;
        }
        self.left -= 1;
        let outcome = self.page().await;
        if outcome.is_err() {
            self.ended = true;
        }
        Some(outcome)
    }

    async fn page(&mut self) -> Result<Page, CoreError> {
        let (request, uri) = self.prepare()?;
        let response = self.runtime.execute(request).await?;
        if !response.meta.status.is_success() {
            self.ended = true;
            return Ok(Page {
                response,
                body: None,
            });
        }
        let body = if self.needs_body || self.table.is_some_and(|table| looks_inside(&table)) {
            Some(response.value().map_err(|error| CoreError::Decode {
                error,
                meta: Box::new(response.meta.clone()),
            })?)
        } else {
            None
        };
        match self.following(&uri, &response, body.as_ref().unwrap_or(&Value::Null)) {
            Ok(Some(next)) if self.seen.contains(&next) => {
                self.fail(&response, PaginationError::Loop);
            }
            Ok(Some(next)) => {
                self.seen.insert(next.clone());
                self.cursor = Some(next);
            }
            Ok(None) => {
                self.ended = true;
                self.cursor = None;
            }
            Err(error) => self.fail(&response, error),
        }
        Ok(Page { response, body })
    }

    fn fail(&mut self, response: &RawResponse, error: PaginationError) {
        self.cursor = None;
        self.failure = Some(CoreError::Pagination {
            error,
            meta: Box::new(response.meta.clone()),
        });
    }

    /// The call of the next page and its URL.
    fn prepare(&mut self) -> Result<(Request, Uri), CoreError> {
        let mut request = self.request.duplicate();
        if let Some(error) = request.error.take() {
            return Err(CoreError::Build(error));
        }
        let url = |error: String| CoreError::Build(RequestError::Url(error));
        let place = target(&request, &mut HeaderMap::new()).map_err(CoreError::Build)?;
        let servers = self.runtime.0.servers.as_ref();
        let servers = servers.ok_or(CoreError::Build(RequestError::NoDestination))?;
        let (server, _) = servers.of(request.operation).map_err(CoreError::Build)?;
        let first = server
            .join(&place.path, &place.query)
            .map_err(|error| url(error.to_string()))?;
        if let Some(cursor) = &self.cursor {
            self.seen.insert(cursor.clone());
            match self.table.map(|table| table.next) {
                Some(
                    NextPage::Cursor { parameter, .. }
                    | NextPage::Offset { parameter }
                    | NextPage::Number { parameter, .. },
                ) => request.parameter(parameter, cursor.as_str()),
                Some(NextPage::Link | NextPage::Url { .. }) => {
                    // A cursor may come from outside, where somebody kept it.
                    let next = reference::resolve(&first, cursor);
                    let next = next.filter(|next| reference::is_same_origin(&first, next));
                    let next = next.ok_or_else(|| url("the cursor leads elsewhere".to_owned()))?;
                    request.target = Some(next.clone());
                    return Ok((request, next));
                }
                None => {}
            }
        }
        Ok((request, first))
    }

    /// What the next page is asked for with, if there is one.
    fn following(
        &self,
        uri: &Uri,
        response: &RawResponse,
        body: &Value,
    ) -> Result<Option<String>, PaginationError> {
        let Some(table) = self.table else {
            return Ok(None);
        };
        let more = table.more.and_then(|more| pointer::find(body, more));
        if more == Some(&Value::Bool(false)) {
            return Ok(None);
        }
        let items = || match pointer::find(body, table.items) {
            Some(Value::Array(items)) => u64::try_from(items.len()).unwrap_or(u64::MAX),
            _ => 0,
        };
        match table.next {
            NextPage::Cursor { source, .. } => cursor(source, response, body),
            NextPage::Offset { parameter } => {
                let items = items();
                let here = self.number().or_else(|| self.given(parameter)).unwrap_or(0);
                Ok((items > 0).then(|| here.saturating_add(items).to_string()))
            }
            NextPage::Number { parameter, first } => {
                let here = self
                    .number()
                    .or_else(|| self.given(parameter))
                    .unwrap_or(first);
                Ok((items() > 0).then(|| here.saturating_add(1).to_string()))
            }
            NextPage::Link => {
                let field = response.meta.text(&header::LINK);
                let next = field.as_deref().and_then(link::next);
                next.map(|next| same_origin(uri, &next)).transpose()
            }
            NextPage::Url { source } => {
                let next = cursor(source, response, body)?;
                next.map(|next| same_origin(uri, &next)).transpose()
            }
        }
    }

    fn number(&self) -> Option<u64> {
        self.cursor.as_ref()?.parse().ok()
    }

    /// Where the caller began.
    fn given(&self, parameter: &countersign_core::operation::ParameterDescriptor) -> Option<u64> {
        self.request.query_value(parameter)?.parse().ok()
    }
}

/// Does the way on depend on the body?
fn looks_inside(table: &PaginationDescriptor) -> bool {
    table.more.is_some()
        || match table.next {
            NextPage::Cursor { source, .. } | NextPage::Url { source } => {
                matches!(source, Source::Body(_))
            }
            NextPage::Offset { .. } | NextPage::Number { .. } => true,
            NextPage::Link => false,
        }
}

/// The text at a place; absent, `null` and `""` say that there is no next page.
fn cursor(
    source: Source,
    response: &RawResponse,
    body: &Value,
) -> Result<Option<String>, PaginationError> {
    let text = match source {
        Source::Header(name) => {
            let name = HeaderName::try_from(name).ok();
            name.and_then(|name| response.meta.text(&name))
        }
        Source::Body(place) => match pointer::find(body, place) {
            None | Some(Value::Null) => None,
            Some(value @ Value::String(text)) => {
                Some(json::digits(value).unwrap_or(text).to_owned())
            }
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => {
                let error = JsonError::new(place, "expected a text or a number");
                return Err(PaginationError::Malformed(error));
            }
        },
    };
    Ok(text.filter(|text| !text.is_empty()))
}

/// The absolute URL of a link, unless it leads away from who was asked.
fn same_origin(uri: &Uri, next: &str) -> Result<String, PaginationError> {
    let Some(next) = reference::resolve(uri, next) else {
        let error = JsonError::new("", "the link is no URL");
        return Err(PaginationError::Malformed(error));
    };
    if reference::is_same_origin(uri, &next) {
        return Ok(next.to_string());
    }
    Err(PaginationError::ForeignOrigin {
        origin: format!(
            "{}://{}",
            next.scheme_str().unwrap_or_default(),
            next.host().unwrap_or_default()
        ),
    })
}
