//! The orders shop that demo and tests serve: handlers as a user of a generated server writes them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use countersign_server::security::Secret;
use countersign_server::{
    Context, Denied, Event, EventStream, MemoryStore, Problem, StatusCode, Verified, Verifier,
};
use futures_util::stream;
use orders::server::{
    CancelOrderRequest, CancelOrderResponse, CreateOrderRequest, CreateOrderResponse,
    GetOrderRequest, GetOrderResponse, ListOrdersRequest, ListOrdersResponse, Orders,
    PayOrderRequest, PayOrderResponse, Payments, WatchOrderRequest, WatchOrderResponse,
};
use orders::types::{Order, OrderEvent, OrderPage, OrderStatus, OutOfStock, Payment};
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
        request: ListOrdersRequest,
    ) -> Result<ListOrdersResponse, Problem> {
        let mut orders: Vec<Order> = self.with(|orders| orders.values().cloned().collect());
        orders.sort_by_key(|order| std::cmp::Reverse((order.placed_at, order.id)));
        let x_total_count = i64::try_from(orders.len()).ok();
        let page = page(orders, request.limit, request.cursor.as_deref()).ok_or_else(|| {
            Problem::new(StatusCode::BAD_REQUEST).with_detail("no page ended there")
        })?;
        Ok(ListOrdersResponse::Ok {
            body: page,
            x_total_count,
        })
    }

    /// One event for each connection, as if every proxy on the way were impatient: who watches has to come back and say
    /// where it was. A stream without events tells a client that there is nothing to come back for.
    async fn watch_order(
        &self,
        cx: Context<Customer>,
        request: WatchOrderRequest,
    ) -> Result<WatchOrderResponse, Problem> {
        let order = self.with(|orders| orders.get(&request.order_id).cloned());
        let order = order.ok_or_else(|| Problem::not_found("there is no such order"))?;
        let seen = cx.last_event_id().and_then(|id| id.parse().ok());
        let seen: usize = seen.unwrap_or(0);
        let life = [OrderStatus::Placed, OrderStatus::Paid, OrderStatus::Shipped];
        let event = life.into_iter().nth(seen).map(|status| {
            Event::new(OrderEvent::new(status, order.placed_at))
                .with_id((seen + 1).to_string())
                .with_retry(Duration::from_millis(20))
        });
        Ok(WatchOrderResponse::Ok(EventStream::new(stream::iter(
            event,
        ))))
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

/// The orders after the one that a cursor names, and the cursor of the next page; `None` if it names none.
fn page(orders: Vec<Order>, limit: i64, cursor: Option<&str>) -> Option<OrderPage> {
    let start = match cursor {
        None => 0,
        Some(cursor) => {
            1 + orders
                .iter()
                .position(|order| order.id.to_string() == cursor)?
        }
    };
    let limit = usize::try_from(limit).ok()?;
    let left = orders.len() - start;
    let items: Vec<Order> = orders.into_iter().skip(start).take(limit).collect();
    let next = items.last().filter(|_| left > limit);
    let next = next.map(|order| order.id.to_string());
    let mut page = OrderPage::new(items);
    page.next_cursor = next;
    Some(page)
}
