//! Does the server that is generated for a kind of body see what its client sent, and the client get what was answered?

mod answers;
mod bytes;
mod bytes_or_json;
mod files;
mod flight;
mod forms;
mod multipart;
mod negotiation;
mod places;
mod ranges;
mod related;
mod xml;

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use countersign_client::core::operation::RetryPolicy;
use countersign_client::{Builder, GeneratedClient, InMemory};
use countersign_server::{BuildError, Router};
use http::{Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt;

/// What a server has seen since it was asked last. Clones share it.
struct Seen<T>(Arc<Mutex<Vec<T>>>);

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Clone for Seen<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Seen<T> {
    fn push(&self, value: T) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(value);
    }

    /// The only one.
    #[track_caller]
    fn one(&self) -> T {
        let mut all = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        assert_eq!(all.len(), 1, "the server has seen one call");
        all.remove(0)
    }
}

/// A client of `router` in this process. It calls once: nothing here waits for a second attempt.
fn client<C: GeneratedClient, P: Send + Sync + 'static>(router: Router<P>) -> C {
    let once = RetryPolicy {
        max_attempts: 1,
        ..RetryPolicy::DEFAULT
    };
    Builder::new("http://features.test")
        .transport(InMemory::serve(built(router.build())))
        .retry(once)
        .build()
        .expect("a client")
}

fn built(app: Result<axum::Router, BuildError>) -> axum::Router {
    app.expect("everything the contract asks for is there")
}

fn request(method: &str, path: &str, content_type: &str, body: impl Into<Body>) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header("content-type", content_type)
        .body(body.into())
        .expect("a request")
}

/// Status, content type and body of the answer.
async fn sent(app: &axum::Router, request: Request<Body>) -> (StatusCode, String, String) {
    let response = app.clone().oneshot(request).await.expect("an answer");
    let content_type = response.headers().get("content-type");
    let content_type = content_type.map_or("", |field| field.to_str().expect("ASCII"));
    let (status, content_type) = (response.status(), content_type.to_owned());
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await;
    let body = String::from_utf8(body.expect("a body").into()).expect("UTF-8");
    (status, content_type, body)
}

/// Place and keyword of each violation in a refusal, which is a problem document.
async fn refused(app: &axum::Router, request: Request<Body>) -> Vec<(String, String)> {
    let (status, content_type, body) = sent(app, request).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
    assert_eq!(content_type, "application/problem+json");
    let problem: Value = serde_json::from_str(&body).expect("JSON");
    let errors = problem["errors"].as_array().expect("a list").iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    errors
        .map(|error| (text(&error["pointer"]), text(&error["keyword"])))
        .collect()
}
