//! Which operation is a request for? Static text beats parameters; 404 and 405 are problems too.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use countersign_core::problem::Problem;
use http::header::{ALLOW, CONTENT_LENGTH};
use http::{HeaderValue, Method, StatusCode};
use http_body::Body as _;

use super::Endpoint;
use super::builder::Settings;
use super::template::PathValues;
use crate::execute;
use crate::reply::Answer;

/// The endpoints one axum route leads to, most specific first.
pub(super) struct Dispatcher<P> {
    candidates: Arc<[Arc<Endpoint<P>>]>,
    settings: Arc<Settings>,
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
    pub(super) fn new(candidates: Vec<Arc<Endpoint<P>>>, settings: Arc<Settings>) -> Self {
        Self {
            candidates: candidates.into(),
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
            match this.select(request.method(), request.uri().path()) {
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

    /// The endpoint for a method and path; HEAD is served by GET (RFC 9110 section 9.3.2).
    fn select(
        &self,
        method: &Method,
        path: &str,
    ) -> Result<(Arc<Endpoint<P>>, PathValues), Problem> {
        let find = |wanted: &Method| {
            self.candidates
                .iter()
                .filter(|endpoint| endpoint.method == *wanted)
                .find_map(|endpoint| {
                    Some((Arc::clone(endpoint), endpoint.template.captures(path)?))
                })
        };
        let found = find(method);
        let found = if *method == Method::HEAD {
            found.or_else(|| find(&Method::GET))
        } else {
            found
        };
        found.ok_or_else(|| self.refusal(path))
    }

    /// 405 when other methods have the path, else 404.
    fn refusal(&self, path: &str) -> Problem {
        let mut allowed = BTreeSet::new();
        for endpoint in self.candidates.iter() {
            if endpoint.template.captures(path).is_some() {
                allowed.insert(endpoint.method.as_str());
            }
        }
        if allowed.is_empty() {
            return no_such_path(path);
        }
        if allowed.contains("GET") {
            allowed.insert("HEAD");
        }
        method_not_allowed(&Vec::from_iter(allowed).join(", "))
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
