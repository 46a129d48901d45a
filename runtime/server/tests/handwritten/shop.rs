//! A user's service behind the generated trait, and callers of it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use countersign_server::security::Secret;
use countersign_server::{Context, Denied, MemoryStore, Problem, Router, StatusCode, Verified};
use http::{Request, Response};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

use crate::orders::server::{
    CancelOrderRequest, CancelOrderResponse, CreateOrderRequest, CreateOrderResponse,
    GetOrderRequest, GetOrderResponse, Orders, router,
};
use crate::orders::types;

/// Keeps orders in memory. Clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Shop {
    pub(crate) orders: Arc<Mutex<BTreeMap<String, types::Order>>>,
    /// An order is placed once there is a permit.
    pub(crate) gate: Arc<Semaphore>,
}

/// Who calls.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct User(pub(crate) String);

impl Default for Shop {
    fn default() -> Self {
        Self {
            orders: Arc::default(),
            gate: Arc::new(Semaphore::new(1)),
        }
    }
}

impl Shop {
    pub(crate) fn count(&self) -> usize {
        self.orders.lock().unwrap().len()
    }
}

impl Orders for Shop {
    type Principal = User;
    type Error = Problem;

    async fn create_order(
        &self,
        cx: Context<User>,
        request: CreateOrderRequest,
    ) -> Result<CreateOrderResponse, Problem> {
        let _open = self
            .gate
            .acquire()
            .await
            .map_err(|_closed| Problem::internal())?;
        match request.body.sku.as_str() {
            "PANIC" => panic!("secret text"),
            "OUT-OF-STOCK" => {
                return Ok(CreateOrderResponse::Conflict(types::OutOfStock {
                    title: "Out of stock".to_owned(),
                    available: 1,
                }));
            }
            "MONEY-BACK" => {
                return Ok(CreateOrderResponse::Default {
                    status: StatusCode::PAYMENT_REQUIRED,
                    body: types::Problem::default(),
                });
            }
            "BUSY" => return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE)),
            "BROKEN" => return Err(Problem::internal()),
            _ => {}
        }
        let mut orders = self.orders.lock().unwrap();
        let owner = cx.principal().map_or("nobody", |User(name)| name);
        let id = format!("{owner}-{}", orders.len() + 1);
        let order = types::Order {
            id: id.clone(),
            sku: request.body.sku,
            quantity: request.body.quantity,
            note: request.note,
        };
        orders.insert(id.clone(), order.clone());
        Ok(CreateOrderResponse::Created {
            body: order,
            location: Some(format!("/orders/{id}")),
        })
    }

    async fn get_order(
        &self,
        _: Context<User>,
        request: GetOrderRequest,
    ) -> Result<GetOrderResponse, Problem> {
        let orders = self.orders.lock().unwrap();
        Ok(match orders.get(&request.order_id) {
            Some(order) => GetOrderResponse::Ok(order.clone()),
            None => GetOrderResponse::NotFound(types::Problem {
                title: Some(format!("no order `{}`", request.order_id)),
            }),
        })
    }

    async fn cancel_order(
        &self,
        _: Context<User>,
        request: CancelOrderRequest,
    ) -> Result<CancelOrderResponse, Problem> {
        match self.orders.lock().unwrap().remove(&request.order_id) {
            Some(_) => Ok(CancelOrderResponse::NoContent),
            None => Err(Problem::not_found("no such order")),
        }
    }
}

/// A token is its owner's name and scopes: `ann_orders:read`.
async fn verify_token(token: Secret) -> Result<Verified<User>, Denied> {
    let mut words = token.expose().split('_');
    match words.next() {
        Some(name @ ("ann" | "bob")) => {
            Ok(Verified::new(name, User(name.to_owned())).with_scopes(words))
        }
        _ => Err(Denied::Invalid),
    }
}

async fn verify_operator(key: Secret) -> Result<Verified<User>, Denied> {
    if key.expose() == "sesame" {
        return Ok(Verified::new("operator", User("operator".to_owned())));
    }
    Err(Denied::Invalid)
}

/// The shop's router with everything but a store.
pub(crate) fn shop_router(shop: &Shop) -> Router<User> {
    router(shop.clone())
        .bearer(verify_token)
        .api_key(verify_operator)
}

/// The finished shop.
pub(crate) fn app(shop: &Shop) -> axum::Router {
    shop_router(shop)
        .idempotency(MemoryStore::default())
        .build()
        .unwrap()
}

/// A response, read to its end.
#[derive(Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) status: u16,
    pub(crate) headers: http::HeaderMap,
    pub(crate) text: String,
}

impl Seen {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        Some(self.headers.get(name)?.to_str().unwrap())
    }
}

pub(crate) async fn call(app: &axum::Router, request: Request<Body>) -> Seen {
    let response: Response<Body> = app.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Seen {
        status: parts.status.as_u16(),
        headers: parts.headers,
        text: String::from_utf8(bytes.into()).unwrap(),
    }
}

pub(crate) fn request(method: &str, path: &str) -> http::request::Builder {
    Request::builder().method(method).uri(path)
}

/// Ann's order with a key.
pub(crate) fn order(key: &str, body: &str) -> Request<Body> {
    order_by("ann", key, body)
}

pub(crate) fn order_by(name: &str, key: &str, body: &str) -> Request<Body> {
    request("POST", "/orders")
        .header("authorization", format!("Bearer {name}_orders:write"))
        .header("idempotency-key", key)
        .header("content-type", "application/json")
        .body(Body::from(body.to_owned()))
        .unwrap()
}
