//! Which operation is a request for? Static text beats parameters; 404 and 405 are problems too.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use countersign_core::problem::Problem;
use http::header::{ALLOW, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use http_body::Body as _;

use super::Endpoint;
use super::builder::Settings;
use super::template::PathValues;
use crate::execute;
use crate::reply::Answer;
use crate::validation;

/// The endpoints one axum route leads to, most specific first.
pub(super) struct Dispatcher<P> {
    candidates: Arc<[Candidate<P>]>,
    settings: Arc<Settings>,
}

struct Candidate<P> {
    endpoint: Arc<Endpoint<P>>,
    /// Other endpoints have its method and path shape.
    has_rivals: bool,
}

impl<P> Clone for Dispatcher<P> {
    fn clone(&self) -> Self {
        Self {
            candidates: Arc::clone(&self.candidates),
            settings: Arc::clone(&self.settings),
        }
    }
}

impl<P: Send + Sync + 'static> Dispatcher<P> {
    pub(super) fn new(endpoints: &[Arc<Endpoint<P>>], settings: Arc<Settings>) -> Self {
        let rivals = |one: &Endpoint<P>| {
            let like = |other: &&Arc<Endpoint<P>>| one.is_like(other);
            endpoints.iter().filter(like).count() > 1
        };
        let candidates = endpoints.iter().map(|endpoint| Candidate {
            endpoint: Arc::clone(endpoint),
            has_rivals: rivals(endpoint),
        });
        Self {
            candidates: candidates.collect(),
            settings,
        }
    }

    /// The closure axum keeps is cloned for each request, hence by reference and owned future.
    pub(super) fn dispatch(
        &self,
        request: Request,
    ) -> impl Future<Output = Response> + Send + use<P> {
        let this = self.clone();
        async move {
            match this.select(request.method(), request.uri(), request.headers()) {
                Ok((endpoint, values)) => {
                    let unasked =
                        request.method() == Method::HEAD && endpoint.method != Method::HEAD;
                    let response = execute::execute(endpoint, this.settings, values, request).await;
                    if unasked {
                        without_body(response)
                    } else {
                        response
                    }
                }
                Err(problem) => Answer::from(problem).into(),
            }
        }
    }

    /// The endpoint for a request; HEAD is served by GET (RFC 9110 section 9.3.2).
    fn select(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Result<(Arc<Endpoint<P>>, PathValues), Problem> {
        let found = self.find(method, uri, headers);
        let found = if *method == Method::HEAD {
            found.or_else(|| self.find(&Method::GET, uri, headers))
        } else {
            found
        };
        found.ok_or_else(|| self.refusal(uri))
    }

    /// The first endpoint with this path; of rivals the first whose demands are met, else the one that demands least, so
    /// that it says what is missing.
    fn find(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Option<(Arc<Endpoint<P>>, PathValues)> {
        let mut least: Option<(Arc<Endpoint<P>>, PathValues)> = None;
        let candidates = self.candidates.iter();
        for candidate in candidates.filter(|candidate| candidate.endpoint.method == *method) {
            let endpoint = &candidate.endpoint;
            if least
                .as_ref()
                .is_some_and(|(least, _)| !least.is_like(endpoint))
            {
                break;
            }
            let Some(values) = endpoint.captures(uri) else {
                continue;
            };
            let (operation, reserved) = (endpoint.descriptor, &endpoint.reserved);
            if !candidate.has_rivals || validation::fits(operation, reserved, &values, uri, headers)
            {
                return Some((Arc::clone(endpoint), values));
            }
            least = Some((Arc::clone(endpoint), values));
        }
        least
    }

    /// 405 when other methods have the path, else 404.
    fn refusal(&self, uri: &Uri) -> Problem {
        let mut allowed = BTreeSet::new();
        for candidate in self.candidates.iter() {
            if candidate.endpoint.captures(uri).is_some() {
                allowed.insert(candidate.endpoint.method.as_str());
            }
        }
        if allowed.is_empty() {
            return no_such_path(uri.path());
        }
        if allowed.contains("GET") {
            allowed.insert("HEAD");
        }
        method_not_allowed(&Vec::from_iter(allowed).join(", "))
    }
}

impl<P> Endpoint<P> {
    /// Whether both have the same method and path shape.
    fn is_like(&self, other: &Self) -> bool {
        self.method == other.method && self.template.shape() == other.template.shape()
    }

    /// The path parameters, if this is a request's target.
    fn captures(&self, uri: &Uri) -> Option<PathValues> {
        let values = self.template.captures(uri.path())?;
        self.demands
            .are_in(uri.query().unwrap_or_default())
            .then_some(values)
    }
}

/// Answers a path that no operation has.
pub(super) async fn not_found(request: Request) -> Response {
    Answer::from(no_such_path(request.uri().path())).into()
}

fn no_such_path(path: &str) -> Problem {
    Problem::not_found(format!("no operation has the path `{}`", shortened(path)))
}

fn method_not_allowed(allow: &str) -> Problem {
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED)
        .with_detail(format!("the methods of this path are: {allow}"));
    match HeaderValue::from_str(allow) {
        Ok(allow) => problem.with_header(ALLOW, allow),
        Err(_) => problem,
    }
}

/// A path is the caller's text: an answer quotes the beginning of it.
fn shortened(path: &str) -> &str {
    path.char_indices()
        .nth(200)
        .map_or(path, |(end, _)| &path[..end])
}

/// The answer to HEAD says how long the answer to GET would be.
fn without_body(mut response: Response) -> Response {
    let body = std::mem::take(response.body_mut());
    if let Some(length) = body.size_hint().exact() {
        response
            .headers_mut()
            .entry(CONTENT_LENGTH)
            .or_insert_with(|| length.into());
    }
    response
}
