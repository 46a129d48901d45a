//! A request that does not obey the contract is told everything that is wrong with it.

use axum::body::Body;
use countersign_server::{MemoryStore, Mode};
use serde_json::json;

use crate::shop::{Shop, app, call, order, request, shop_router};

fn authorized(path: &str) -> http::request::Builder {
    request("POST", path).header("authorization", "Bearer ann_orders:write")
}

#[tokio::test]
async fn every_violation_is_listed() {
    let long = "x".repeat(121);
    let seen = call(
        &app(&Shop::default()),
        authorized(&format!("/orders?note={long}"))
            .header("content-type", "application/json; charset=utf-8")
            .body(Body::from(r#"{"sku": "t", "quantity": 0, "contact": {}}"#))
            .unwrap(),
    )
    .await;
    assert_eq!(seen.status, 400);
    insta::assert_snapshot!(serde_json::to_string_pretty(&seen.json()).unwrap());
}

#[tokio::test]
async fn malformed_json_is_located() {
    let seen = call(
        &app(&Shop::default()),
        order("k1", "{\"sku\": \"TEA\",\n \"quantity\": }"),
    )
    .await;
    assert_eq!(seen.status, 400);
    assert_eq!(
        seen.json()["errors"],
        json!([{"pointer": "#", "keyword": "syntax", "detail": "is no JSON: expected value at line 2 column 14"}])
    );
}

#[tokio::test]
async fn a_key_that_is_missing_alone_is_a_problem_of_its_own() {
    let seen = call(
        &app(&Shop::default()),
        authorized("/orders")
            .header("content-type", "application/json")
            .body(Body::from(r#"{"sku": "TEA", "quantity": 1}"#))
            .unwrap(),
    )
    .await;
    assert_eq!(seen.status, 400);
    let problem = seen.json();
    assert_eq!(
        problem["type"],
        "urn:countersign:problem:idempotency-key-missing"
    );
    assert_eq!(problem["errors"][0]["parameter"], "Idempotency-Key");
}

#[tokio::test]
async fn a_missing_body_is_a_violation() {
    let seen = call(
        &app(&Shop::default()),
        authorized("/orders")
            .header("idempotency-key", "k1")
            .body(Body::empty())
            .unwrap(),
    )
    .await;
    assert_eq!(seen.status, 400);
    assert_eq!(seen.json()["errors"][0]["keyword"], "required");
}

#[tokio::test]
async fn an_undeclared_content_type_is_refused_with_the_declared_ones() {
    let seen = call(
        &app(&Shop::default()),
        authorized("/orders")
            .header("content-type", "text/plain")
            .body(Body::from("tea"))
            .unwrap(),
    )
    .await;
    assert_eq!(
        (seen.status, seen.header("accept")),
        (415, Some("application/json"))
    );
}

#[tokio::test]
async fn only_a_caller_that_takes_none_of_the_answers_is_not_acceptable() {
    let app = app(&Shop::default());
    for (accept, status) in [
        ("text/html", 406),
        ("application/json;q=0", 406),
        ("text/html, */*;q=0.1", 404),
        ("application/*", 404),
    ] {
        let get = request("GET", "/orders/none")
            .header("authorization", "Bearer ann_orders:read")
            .header("accept", accept)
            .body(Body::empty())
            .unwrap();
        assert_eq!(call(&app, get).await.status, status, "{accept}");
    }
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_declared_or_not() {
    let shop = Shop::default();
    let app = shop_router(&shop)
        .idempotency(MemoryStore::default())
        .body_limit(64)
        .build()
        .unwrap();
    let large = format!(
        r#"{{"sku": "TEA", "quantity": 1, "x": "{}"}}"#,
        "x".repeat(64)
    );
    let declared = call(&app, order("k1", &large)).await;
    assert_eq!(declared.status, 413);
    let chunks = futures_util::stream::iter([Ok::<_, std::io::Error>(large)]);
    let undeclared = authorized("/orders")
        .header("idempotency-key", "k2")
        .header("content-type", "application/json")
        .body(Body::from_stream(chunks))
        .unwrap();
    assert_eq!(call(&app, undeclared).await.status, 413);
    assert_eq!(shop.count(), 0);
}

#[tokio::test]
async fn report_lets_pass_what_the_types_allow() {
    let shop = Shop::default();
    let build = |mode| {
        let router = shop_router(&shop).idempotency(MemoryStore::default());
        router.validation(mode).build().unwrap()
    };
    for (mode, status) in [(Mode::Enforce, 400), (Mode::Report, 201), (Mode::Off, 201)] {
        let seen = call(
            &build(mode),
            order("k1", r#"{"sku": "TEA", "quantity": 0}"#),
        )
        .await;
        assert_eq!(seen.status, status, "{mode:?}");
        let seen = call(
            &build(mode),
            order("k1", r#"{"sku": "TEA", "quantity": "many"}"#),
        )
        .await;
        assert_eq!(
            (seen.status, &seen.json()["errors"][0]["pointer"]),
            (400, &json!("#/quantity"))
        );
    }
}

#[tokio::test]
async fn a_whole_number_is_an_integer_however_it_is_spelled() {
    for (quantity, status) in [("2.0", 201), ("2e2", 201), ("2.5", 400), ("1e400", 400)] {
        let body = format!(r#"{{"sku": "TEA", "quantity": {quantity}}}"#);
        let seen = call(&app(&Shop::default()), order("k1", &body)).await;
        assert_eq!(seen.status, status, "{quantity}");
    }
}
