//! A client as the generator writes it, talking to an axum router in the same process.

#![expect(clippy::unwrap_used, reason = "a test fails where it unwraps")]

#[expect(unreachable_pub, reason = "what is generated is a crate of its own")]
mod orders;

use std::time::Duration;

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};
use countersign_client::{Error, IdempotencyKey, InMemory};
use orders::client::orders::{CreateOrderCreatedHeaders, CreateOrderError, GetOrderError};
use orders::types::NewOrder;
use serde_json::{Value, json};

/// Echoes what it was sent; `sku` decides the status.
fn shop() -> Router {
    let create = |Query(query): Query<Value>, headers: HeaderMap, Json(order): Json<Value>| async move {
        let field = |name: &str| {
            headers
                .get(name)
                .map_or("", |value| value.to_str().unwrap())
                .to_owned()
        };
        match order["sku"].as_str().unwrap() {
            "GONE" => (StatusCode::CONFLICT, Json(json!({"available": 0}))).into_response(),
            "ODD" => (
                StatusCode::IM_A_TEAPOT,
                Json(json!({"title": "short and stout"})),
            )
                .into_response(),
            "PROXY" => (StatusCode::FORBIDDEN, "<html>no</html>").into_response(),
            _ => (
                StatusCode::CREATED,
                [
                    ("location", "/orders/o-1".to_owned()),
                    ("x-orders-left", "7".to_owned()),
                    ("x-request-id", "r-1".to_owned()),
                    (
                        "x-seen",
                        format!(
                            "{} {} {}",
                            field("authorization"),
                            field("idempotency-key"),
                            query
                        ),
                    ),
                ],
                Json(json!({
                    "id": "o-1", "sku": order["sku"], "quantity": order["quantity"],
                    "placedAt": "2026-11-22T10:00:00Z", "added-later": true,
                })),
            )
                .into_response(),
        }
    };
    let fetch = |Path(id): Path<String>| async move {
        match id.as_str() {
            "a/b c" => Json(json!({
                "id": id, "sku": "TEA", "quantity": 1, "placedAt": "2026-11-22T10:00:00Z",
            }))
            .into_response(),
            "text" => Json(json!({"id": id, "sku": "TEA", "quantity": "one", "placedAt": ""}))
                .into_response(),
            _ => (
                StatusCode::NOT_FOUND,
                Json(json!({"title": "no such order"})),
            )
                .into_response(),
        }
    };
    let cancel = || async { StatusCode::NO_CONTENT };
    Router::new()
        .route("/v1/orders", post(create))
        .route("/v1/orders/{id}", get(fetch).delete(cancel))
}

fn client() -> orders::Client {
    orders::Client::builder("https://shop.test/v1/")
        .bearer_token("t-1")
        .transport(InMemory::serve(shop()))
        .build()
        .unwrap()
}

#[tokio::test]
async fn required_arguments_come_first_and_optional_ones_are_setters() {
    let order = client()
        .create_order(&NewOrder::new("TEA", 2))
        .note("gift & more")
        .idempotency_key(IdempotencyKey::new("cart-42").unwrap())
        .timeout(Duration::from_secs(3))
        .await
        .unwrap();
    assert_eq!((order.id.as_str(), order.quantity), ("o-1", 2));

    let (order, meta) = order.into_parts();
    assert_eq!(order.sku, "TEA");
    assert_eq!(
        meta.headers["x-seen"],
        r#"Bearer t-1 cart-42 {"note":"gift & more"}"#
    );
    assert_eq!(
        (meta.status, meta.attempts, meta.replayed),
        (StatusCode::CREATED, 1, false)
    );
    assert_eq!(meta.request_id.as_deref(), Some("r-1"));
    assert_eq!(meta.idempotency_key.as_ref().unwrap().as_str(), "cart-42");
    let headers = CreateOrderCreatedHeaders::decode(&meta).unwrap();
    assert_eq!(
        (headers.location.as_str(), headers.orders_left),
        ("/orders/o-1", Some(7))
    );
}

#[tokio::test]
async fn each_declared_status_is_a_variant_and_default_takes_the_rest() {
    let client = client();
    match client.create_order(&NewOrder::new("GONE", 2)).await {
        Err(Error::Api(CreateOrderError::Conflict(stock), meta)) => {
            assert_eq!((stock.available, meta.status.as_u16()), (0, 409));
        }
        other => panic!("{other:?}"),
    }
    match client.create_order(&NewOrder::new("ODD", 2)).send().await {
        Err(Error::Api(CreateOrderError::Default(problem), _)) => {
            assert_eq!(problem.title.as_deref(), Some("short and stout"));
        }
        other => panic!("{other:?}"),
    }
    match client.get_order("nope").await {
        Err(Error::Api(GetOrderError::NotFound(_), _)) => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn path_parameters_cannot_leave_their_segment() {
    let client = client();
    assert_eq!(client.get_order("a/b c").await.unwrap().id, "a/b c");
    let error = client.get_order("..").await.unwrap_err();
    assert!(matches!(error, Error::Build(_)), "{error:?}");
    assert!(!error.may_have_been_sent());
}

#[tokio::test]
async fn a_success_that_is_not_as_declared_says_where() {
    match client().get_order("text").await {
        Err(Error::Decode { error, meta, .. }) => {
            assert_eq!(
                (error.path.as_str(), meta.status.as_u16()),
                ("/quantity", 200)
            );
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_error_page_of_a_gateway_is_unexpected_and_kept() {
    match client().create_order(&NewOrder::new("PROXY", 1)).await {
        Err(Error::Unexpected(response)) => {
            assert_eq!(
                (response.status().as_u16(), response.text().as_str()),
                (403, "<html>no</html>")
            );
            assert!(response.decode_error.is_some());
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_success_without_a_body_is_unit() {
    let response = client().cancel_order("o-1").await.unwrap();
    assert_eq!(response.meta().status, StatusCode::NO_CONTENT);
    response.into_inner();
}

#[tokio::test]
async fn calls_can_be_spawned() {
    let call = client().create_order(&NewOrder::new("TEA", 1)).send();
    assert!(tokio::spawn(call).await.unwrap().is_ok());
}
