//! Many senders know one URL only and say in a header or in the body which webhook it is.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use countersign_core::problem::Problem;
use http::Uri;
use http::request::Parts;
use tower_service::Service as _;

use crate::execute;
use crate::reply::Answer;

/// Names the webhook a message is.
pub(super) type Name = dyn Fn(&Parts, &Bytes) -> Option<String> + Send + Sync;

/// The same router, with every message that is sent to `/` led to the webhook that `name` says.
pub(super) fn at_root(app: axum::Router, name: &Arc<Name>, body_bytes: usize) -> axum::Router {
    let (named, name) = (app.clone(), Arc::clone(name));
    let lead = axum::routing::any(move |request: Request| {
        let (named, name) = (named.clone(), Arc::clone(&name));
        async move {
            match lead(request, &*name, body_bytes).await {
                Ok(request) => answer(named, request).await,
                Err(problem) => Answer::from(problem).into(),
            }
        }
    });
    app.route("/", lead)
}

async fn lead(request: Request, name: &Name, body_bytes: usize) -> Result<Request, Problem> {
    let (mut parts, body) = request.into_parts();
    let bytes = execute::read_body(&parts.headers, body, body_bytes).await?;
    let unknown = || Problem::not_found("no webhook has this name");
    let name = name(&parts, &bytes).ok_or_else(unknown)?;
    let query = parts.uri.query();
    let target = match query {
        Some(query) => format!("/{name}?{query}"),
        None => format!("/{name}"),
    };
    parts.uri = target.parse::<Uri>().map_err(|_| unknown())?;
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

async fn answer(mut app: axum::Router, request: Request) -> Response {
    match app.call(request).await {
        Ok(response) => response,
        Err(never) => never.into_response(),
    }
}
