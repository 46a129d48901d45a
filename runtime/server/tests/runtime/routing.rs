//! Which operation answers which request.

use countersign_server::operation::OperationDescriptor;
use serde_json::json;

use crate::tiny::{BASE, HEAD, ID, call, router};

static GET_X: OperationDescriptor = OperationDescriptor {
    id: "getX",
    path: "/x/{id}",
    parameters: &[ID],
    ..OperationDescriptor::DEFAULT
};
static PUT_X: OperationDescriptor = OperationDescriptor {
    id: "putX",
    method: "PUT",
    ..GET_X
};
static GET_ALL: OperationDescriptor = OperationDescriptor {
    id: "getAll",
    path: "/x/all",
    ..OperationDescriptor::DEFAULT
};
static START: OperationDescriptor = OperationDescriptor {
    id: "start",
    method: "POST",
    path: "/x/{id}:start",
    parameters: &[ID],
    ..OperationDescriptor::DEFAULT
};
static GET_JSON: OperationDescriptor = OperationDescriptor {
    id: "getJson",
    path: "/x/{id}.json",
    parameters: &[ID],
    ..OperationDescriptor::DEFAULT
};
static COMPARE: OperationDescriptor = OperationDescriptor {
    id: "compare",
    path: "/compare/{base}...{head}",
    parameters: &[BASE, HEAD],
    ..OperationDescriptor::DEFAULT
};
static PART: OperationDescriptor = OperationDescriptor {
    id: "part",
    path: "/x/{id}.zip/part",
    parameters: &[ID],
    ..OperationDescriptor::DEFAULT
};
static NESTED: OperationDescriptor = OperationDescriptor {
    id: "nested",
    path: "/x/{base}/{head}",
    parameters: &[BASE, HEAD],
    ..OperationDescriptor::DEFAULT
};

fn app() -> axum::Router {
    let operations = [
        &GET_X, &PUT_X, &GET_ALL, &START, &GET_JSON, &COMPARE, &PART, &NESTED,
    ];
    router(&[], &operations).build().unwrap()
}

async fn check(method: &str, path: &str, operation: &str, parameters: serde_json::Value) {
    let seen = call(&app(), method, path).await;
    assert_eq!(seen.status, 200, "{method} {path}");
    assert_eq!(seen.body["operation"], operation, "{method} {path}");
    assert_eq!(seen.body["parameters"], parameters, "{method} {path}");
}

#[tokio::test]
async fn static_text_beats_parameters() {
    check("GET", "/x/all", "getAll", json!({})).await;
    check("GET", "/x/7", "getX", json!({"id": "7"})).await;
    check("PUT", "/x/7", "putX", json!({"id": "7"})).await;
}

#[tokio::test]
async fn a_segment_may_hold_text_and_several_parameters() {
    check("POST", "/x/7:start", "start", json!({"id": "7"})).await;
    check("GET", "/x/7.json", "getJson", json!({"id": "7"})).await;
    check("GET", "/x/7:start", "getX", json!({"id": "7:start"})).await;
    check(
        "GET",
        "/compare/v1...v2",
        "compare",
        json!({"base": "v1", "head": "v2"}),
    )
    .await;
}

#[tokio::test]
async fn a_request_that_a_narrow_route_attracts_still_finds_the_wide_one() {
    check("GET", "/x/7.zip/part", "part", json!({"id": "7"})).await;
    check(
        "GET",
        "/x/7/part",
        "nested",
        json!({"base": "7", "head": "part"}),
    )
    .await;
}

#[tokio::test]
async fn values_are_percent_decoded_once() {
    check("GET", "/x/a%2Fb", "getX", json!({"id": "a/b"})).await;
    check("GET", "/x/a%252Fb", "getX", json!({"id": "a%2Fb"})).await;
    check("GET", "/x/a+b%20c", "getX", json!({"id": "a+b c"})).await;
}

#[tokio::test]
async fn an_unknown_path_is_a_problem() {
    for path in ["/", "/y", "/x", "/x/7/8/9", "/compare/v1..v2"] {
        let seen = call(&app(), "GET", path).await;
        assert_eq!(
            (seen.status, &seen.body["status"]),
            (404, &json!(404)),
            "{path}"
        );
        assert_eq!(
            seen.header("content-type"),
            Some("application/problem+json")
        );
    }
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let seen = call(&app(), "DELETE", "/x/7").await;
    assert_eq!(
        (seen.status, seen.header("allow")),
        (405, Some("GET, HEAD, PUT"))
    );
    let seen = call(&app(), "DELETE", "/x/7:start").await;
    assert_eq!(
        (seen.status, seen.header("allow")),
        (405, Some("GET, HEAD, POST, PUT"))
    );
}

#[tokio::test]
async fn the_router_is_an_axum_router_like_any_other() {
    let ours = router(&[], &[&GET_X]).without_fallback().build().unwrap();
    let merged = axum::Router::new()
        .route("/health", axum::routing::get(|| async { "\"up\"" }))
        .merge(ours.clone())
        .nest("/v1", ours);
    assert_eq!(call(&merged, "GET", "/health").await.body, json!("up"));
    assert_eq!(
        call(&merged, "GET", "/x/7").await.body["parameters"],
        json!({"id": "7"})
    );
    assert_eq!(
        call(&merged, "GET", "/v1/x/7").await.body["parameters"],
        json!({"id": "7"})
    );
}
