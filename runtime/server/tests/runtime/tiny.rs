//! Operations without types, for questions that types do not touch.

use std::sync::Arc;

use axum::body::Body;
use countersign_server::operation::{OperationDescriptor, ParameterDescriptor, SecurityScheme};
use countersign_server::{Context, Decode, Incoming, Problem, Reply, Router};
use http::{HeaderMap, Request};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// Every parameter as it was decoded.
pub(crate) struct Parameters(Value);

impl Decode for Parameters {
    fn decode(incoming: &Incoming) -> Result<Self, Problem> {
        let mut parameters = serde_json::Map::new();
        for descriptor in PARAMETERS {
            if let Some(value) = incoming.parameter::<Option<Value>>(descriptor)? {
                parameters.insert(descriptor.name.to_owned(), value);
            }
        }
        Ok(Self(Value::Object(parameters)))
    }
}

pub(crate) const ID: ParameterDescriptor = ParameterDescriptor::path("id");
pub(crate) const BASE: ParameterDescriptor = ParameterDescriptor::path("base");
pub(crate) const HEAD: ParameterDescriptor = ParameterDescriptor::path("head");

static PARAMETERS: &[ParameterDescriptor] = &[ID, BASE, HEAD];

/// A router whose operations answer with their own id, their parameters and who calls.
pub(crate) fn router(
    schemes: &'static [SecurityScheme],
    operations: &[&'static OperationDescriptor],
) -> Router<&'static str> {
    let service = Arc::new(());
    let mut router = Router::new(schemes);
    for operation in operations {
        router = router.route(operation, &service, echo);
    }
    router
}

async fn echo(
    _: Arc<()>,
    cx: Context<&'static str>,
    Parameters(parameters): Parameters,
) -> Result<Reply, Problem> {
    let scopes: Vec<&str> = cx.scopes().iter().map(String::as_str).collect();
    let body = json!({
        "operation": cx.operation().id,
        "parameters": parameters,
        "principal": cx.principal(),
        "scopes": scopes,
    });
    Ok(Reply::new(200).json("application/json", &body))
}

pub(crate) struct Seen {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        Some(self.headers.get(name)?.to_str().unwrap())
    }
}

pub(crate) async fn call(app: &axum::Router, method: &str, path: &str) -> Seen {
    call_with(app, method, path, &[]).await
}

pub(crate) async fn call_with(
    app: &axum::Router,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> Seen {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = app
        .clone()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Seen {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    }
}
