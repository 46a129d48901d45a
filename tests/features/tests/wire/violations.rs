//! Does a body that breaks the contract in several places hear of each of them, and reach no handler?

use axum::body::{Body, to_bytes};
use countersign_features::validation_tables;
use countersign_features::validation_tables::server::{
    Api, PlantTreeRequest, PlantTreeResponse, router,
};
use countersign_features::validation_tables::types::{Tree, TreeKind};
use countersign_server::{Context, Problem};
use http::header::CONTENT_TYPE;
use http::{Request, StatusCode};
use tower::ServiceExt;

use crate::seen::Seen;

/// What the typed client would not send.
pub(crate) fn post(path: &str, media_type: &str, body: Vec<u8>) -> Request<Body> {
    Request::post(path)
        .header(CONTENT_TYPE, media_type)
        .body(Body::from(body))
        .expect("a request")
}

/// The status and the body of the answer.
pub(crate) async fn sent(app: axum::Router, request: Request<Body>) -> (StatusCode, Vec<u8>) {
    let response = app.oneshot(request).await.expect("infallible");
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 20).await;
    (status, body.expect("in memory").to_vec())
}

impl Api for Seen<Tree> {
    type Principal = ();
    type Error = Problem;

    async fn plant_tree(
        &self,
        _: Context<()>,
        request: PlantTreeRequest,
    ) -> Result<PlantTreeResponse, Problem> {
        self.push(request.body);
        Ok(PlantTreeResponse::NoContent)
    }
}

async fn violations(body: &serde_json::Value) -> Vec<(String, String)> {
    let seen = Seen::default();
    let app = crate::built(router(seen.clone()).build());
    let (status, answer) = sent(
        app,
        post("/trees", "application/json", body.to_string().into()),
    )
    .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(seen.take().is_empty(), "the handler was called");
    let problem: Problem = serde_json::from_slice(&answer).expect("RFC 9457");
    let item =
        |item: countersign_server::ProblemItem| (item.pointer.unwrap_or_default(), item.keyword);
    let mut items: Vec<_> = problem.errors().into_iter().map(item).collect();
    items.sort();
    items
}

#[tokio::test]
async fn every_violation_is_listed_with_its_place_and_keyword() {
    let items = violations(&serde_json::json!({
        "name": "",
        "height": 0.125,
        "branches": [{ "name": "a" }, { "name": "a" }, { "height": null }],
        "kind": "elm",
        "label": "UPPER",
        "x-y": 1,
        "other": true,
    }))
    .await;
    let items: Vec<_> = items
        .iter()
        .map(|(pointer, keyword)| format!("{pointer} {keyword}"))
        .collect();
    assert_eq!(
        items,
        [
            "# required",
            "#/branches uniqueItems",
            "#/branches/2 dependentRequired",
            "#/branches/2 required",
            "#/height multipleOf",
            "#/kind enum",
            "#/label pattern",
            "#/name minLength",
            "#/name pattern",
            "#/other additionalProperties",
            "#/x-y type",
        ]
    );
}

#[tokio::test]
async fn the_typed_client_hears_of_the_violations_of_what_its_types_allow() {
    let seen = Seen::default();
    let api: validation_tables::Client = crate::client(router(seen.clone()));
    let tree = Tree::new("")
        .with_label("UPPER")
        .with_property("other", true);
    let error = api.plant_tree(&tree).await.expect_err("refused");
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    let countersign_client::Error::Unexpected(response) = error else {
        panic!("{error:?}");
    };
    let problem: Problem = serde_json::from_slice(&response.body).expect("RFC 9457");
    assert!(problem.errors().len() >= 4, "{problem:?}");
    assert!(seen.take().is_empty());
}

#[tokio::test]
async fn a_body_that_obeys_reaches_the_handler() {
    let seen = Seen::default();
    let api: validation_tables::Client = crate::client(router(seen.clone()));
    let tree = Tree::new("oak\"")
        .with_height(12.34)
        .with_kind(TreeKind::DeepTrue)
        .with_branches(vec![Tree::new("a"), Tree::new("b")])
        .with_secret("password".to_owned())
        .with_property("x-old", true);
    api.plant_tree(&tree).await.expect("it obeys");
    assert_eq!(seen.one(), tree);
}
