//! The orders shop that demo and tests serve: handlers as a user of a generated server writes them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use countersign_server::security::Secret;
use countersign_server::{Context, Denied, MemoryStore, Problem, Verified, Verifier};
use orders::server::{
    CancelOrderRequest, CancelOrderResponse, CreateOrderRequest, CreateOrderResponse,
    GetOrderRequest, GetOrderResponse, ListOrdersRequest, ListOrdersResponse, Orders,
    PayOrderRequest, PayOrderResponse, Payments,
};
use orders::types::{Order, OrderPage, OrderStatus, OutOfStock, Payment};
use uuid::Uuid;

/// Who calls: the first word of the token.
#[derive(Clone, Debug)]
pub struct Customer(
    /// The name.
    pub String,
);

/// Orders in memory. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Shop {
    orders: Arc<Mutex<BTreeMap<Uuid, Order>>>,
}

/// A token here is a name and its scopes: `ann~orders:read~orders:write`.
pub async fn verify_token(token: Secret) -> Result<Verified<Customer>, Denied> {
    let mut words = token.expose().split('~');
    let name = words
        .next()
        .filter(|name| !name.is_empty())
        .ok_or(Denied::Invalid)?;
    Ok(Verified::new(name, Customer(name.to_owned())).with_scopes(words))
}

impl Shop {
    fn with<T>(&self, act: impl FnOnce(&mut BTreeMap<Uuid, Order>) -> T) -> T {
        act(&mut self.orders.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The generated router around this shop, keys kept in memory.
    ///
    /// # Panics
    /// When the contract asks for a verifier that is not given here: a mistake in this file.
    pub fn app(&self) -> axum::Router {
        orders::server::router(self.clone())
            .verifier("bearer", Verifier::bearer(verify_token))
            .idempotency(MemoryStore::default())
            .build()
            .expect("every scheme of the contract has a verifier")
    }

    /// How many orders there are.
    pub fn count(&self) -> usize {
        self.with(|orders| orders.len())
    }

    /// How many orders there are for one article.
    pub fn placed(&self, sku: &str) -> usize {
        self.with(|orders| orders.values().filter(|order| order.sku == sku).count())
    }
}

impl Orders for Shop {
    type Principal = Customer;
    type Error = Problem;

    async fn create_order(
        &self,
        cx: Context<Customer>,
        request: CreateOrderRequest,
    ) -> Result<CreateOrderResponse, Problem> {
        if request.body.sku == "SOLD-OUT" {
            return Ok(CreateOrderResponse::Conflict(OutOfStock::new(0)));
        }
        let Customer(_who) = cx.principal().ok_or_else(Problem::internal)?;
        let now = jiff::Timestamp::now();
        let mut order = Order::new(
            Uuid::new_v4(),
            request.body.sku,
            request.body.quantity,
            OrderStatus::Placed,
            now,
        );
        order.contact = request.body.contact;
        self.with(|orders| orders.insert(order.id, order.clone()));
        let location = Some(format!("/orders/{}", order.id));
        Ok(CreateOrderResponse::Created {
            body: order,
            location,
        })
    }

    async fn get_order(
        &self,
        _: Context<Customer>,
        request: GetOrderRequest,
    ) -> Result<GetOrderResponse, Problem> {
        let order = self.with(|orders| orders.get(&request.order_id).cloned());
        order
            .map(GetOrderResponse::Ok)
            .ok_or_else(|| Problem::not_found("there is no such order"))
    }

    async fn cancel_order(
        &self,
        _: Context<Customer>,
        request: CancelOrderRequest,
    ) -> Result<CancelOrderResponse, Problem> {
        let order = self.with(|orders| orders.remove(&request.order_id));
        order
            .map(|_| CancelOrderResponse::NoContent)
            .ok_or_else(|| Problem::not_found("there is no such order"))
    }

    async fn list_orders(
        &self,
        _: Context<Customer>,
        _: ListOrdersRequest,
    ) -> Result<ListOrdersResponse, Problem> {
        let items: Vec<Order> = self.with(|orders| orders.values().cloned().collect());
        let x_total_count = i64::try_from(items.len()).ok();
        Ok(ListOrdersResponse::Ok {
            body: OrderPage::new(items),
            x_total_count,
        })
    }
}

impl Payments for Shop {
    type Principal = Customer;
    type Error = Problem;

    async fn pay_order(
        &self,
        _: Context<Customer>,
        request: PayOrderRequest,
    ) -> Result<PayOrderResponse, Problem> {
        if self.with(|orders| !orders.contains_key(&request.order_id)) {
            return Err(Problem::not_found("there is no such order"));
        }
        Ok(PayOrderResponse::Created(Payment::new(
            Uuid::new_v4(),
            request.order_id,
            request.body.amount,
        )))
    }
}
