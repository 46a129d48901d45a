//! The contract's answers reach the caller as declared.

use axum::body::Body;
use serde_json::json;

use crate::shop::{Shop, app, call, order, request};

#[tokio::test]
async fn a_created_order_has_its_status_headers_and_body() {
    let seen = call(
        &app(&Shop::default()),
        order("k1", r#"{"sku": "TEA", "quantity": 2}"#),
    )
    .await;
    assert_eq!(
        (seen.status, seen.header("location")),
        (201, Some("/orders/ann-1"))
    );
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(
        seen.json(),
        json!({"id": "ann-1", "sku": "TEA", "quantity": 2})
    );
}

#[tokio::test]
async fn every_declared_error_keeps_its_own_shape() {
    let app = app(&Shop::default());
    let conflict = call(
        &app,
        order("k1", r#"{"sku": "OUT-OF-STOCK", "quantity": 2}"#),
    )
    .await;
    assert_eq!(conflict.status, 409);
    assert_eq!(
        conflict.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(
        conflict.json(),
        json!({"title": "Out of stock", "available": 1})
    );
    let default = call(&app, order("k2", r#"{"sku": "MONEY-BACK", "quantity": 2}"#)).await;
    assert_eq!((default.status, default.json()), (402, json!({})));
}

#[tokio::test]
async fn path_values_are_decoded_once() {
    let get = request("GET", "/orders/a%252Fb%20c")
        .header("authorization", "Bearer ann_orders:read")
        .body(Body::empty())
        .unwrap();
    let seen = call(&app(&Shop::default()), get).await;
    assert_eq!(
        (seen.status, seen.json()),
        (404, json!({"title": "no order `a%2Fb c`"}))
    );
}

#[tokio::test]
async fn an_error_of_the_handler_is_a_problem() {
    let delete = request("DELETE", "/orders/none")
        .header("x-operator-key", "sesame")
        .body(Body::empty())
        .unwrap();
    let seen = call(&app(&Shop::default()), delete).await;
    assert_eq!(seen.status, 404);
    assert_eq!(
        seen.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(
        seen.json(),
        json!({"type": "about:blank", "title": "Not Found", "status": 404, "detail": "no such order"})
    );
}

#[tokio::test]
async fn a_panic_of_the_handler_is_a_problem_without_its_text() {
    let seen = call(
        &app(&Shop::default()),
        order("k1", r#"{"sku": "PANIC", "quantity": 1}"#),
    )
    .await;
    assert_eq!(seen.status, 500);
    assert_eq!(
        seen.text,
        r#"{"type":"about:blank","title":"Internal Server Error","status":500}"#
    );
}

#[tokio::test]
async fn a_busy_handler_names_a_time_to_come_back() {
    let seen = call(
        &app(&Shop::default()),
        order("k1", r#"{"sku": "BUSY", "quantity": 1}"#),
    )
    .await;
    assert_eq!((seen.status, seen.header("retry-after")), (503, Some("1")));
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    let shop = Shop::default();
    let app = app(&shop);
    call(&app, order("k1", r#"{"sku": "TEA", "quantity": 2}"#)).await;
    let ask = |method| {
        request(method, "/orders/ann-1")
            .header("authorization", "Bearer ann_orders:read")
            .body(Body::empty())
            .unwrap()
    };
    let get = call(&app, ask("GET")).await;
    let head = call(&app, ask("HEAD")).await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    assert_eq!(
        head.header("content-length"),
        Some(get.text.len().to_string().as_str())
    );
}
