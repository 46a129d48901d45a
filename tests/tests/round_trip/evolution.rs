//! Is the verdict "compatible" true on the wire? A client of v1 calls a server of v2, in which an operation, optional
//! properties and a wider range are new.

use countersign_client::InMemory;
use countersign_core::problem::Problem;
use countersign_end_to_end::shop::{Customer, verify_token};
use countersign_server::{Context, EventStream, MemoryStore, Verifier};
use futures_util::stream;
use orders::types::NewOrder;
use orders_v2::server::{
    CancelOrderRequest, CancelOrderResponse, CreateOrderRequest, CreateOrderResponse,
    GetOrderRequest, GetOrderResponse, ListOrdersRequest, ListOrdersResponse, Orders,
    PayOrderRequest, PayOrderResponse, Payments, RefundOrderRequest, RefundOrderResponse,
    WatchOrderRequest, WatchOrderResponse,
};
use orders_v2::types::{Order, OrderEvent, OrderPage, OrderStatus, Payment};
use uuid::Uuid;

use crate::transports::FULL;

/// A shop that knows v2 and remembers nothing.
struct NextShop;

fn order(id: Uuid, sku: &str, quantity: i32) -> Order {
    Order::new(
        id,
        sku,
        quantity,
        OrderStatus::Shipped,
        jiff::Timestamp::UNIX_EPOCH,
    )
    .with_tracking_code("new in v2")
}

impl Orders for NextShop {
    type Principal = Customer;
    type Error = Problem;

    async fn create_order(
        &self,
        _: Context<Customer>,
        request: CreateOrderRequest,
    ) -> Result<CreateOrderResponse, Problem> {
        let body = order(Uuid::nil(), &request.body.sku, request.body.quantity);
        Ok(CreateOrderResponse::Created {
            body,
            location: None,
        })
    }

    async fn get_order(
        &self,
        _: Context<Customer>,
        request: GetOrderRequest,
    ) -> Result<GetOrderResponse, Problem> {
        Ok(GetOrderResponse::Ok(order(request.order_id, "TEA", 1)))
    }

    async fn cancel_order(
        &self,
        _: Context<Customer>,
        _: CancelOrderRequest,
    ) -> Result<CancelOrderResponse, Problem> {
        Ok(CancelOrderResponse::NoContent)
    }

    async fn watch_order(
        &self,
        _: Context<Customer>,
        _: WatchOrderRequest,
    ) -> Result<WatchOrderResponse, Problem> {
        let event = OrderEvent::new(OrderStatus::Shipped, jiff::Timestamp::UNIX_EPOCH);
        Ok(WatchOrderResponse::Ok(EventStream::new(stream::iter([
            event,
        ]))))
    }

    async fn list_orders(
        &self,
        _: Context<Customer>,
        request: ListOrdersRequest,
    ) -> Result<ListOrdersResponse, Problem> {
        assert!(
            request.placed_after.is_none(),
            "a client of v1 cannot send it"
        );
        Ok(ListOrdersResponse::Ok {
            body: OrderPage::new(vec![order(Uuid::nil(), "TEA", 1)]),
            x_total_count: None,
        })
    }
}

impl Payments for NextShop {
    type Principal = Customer;
    type Error = Problem;

    async fn pay_order(
        &self,
        _: Context<Customer>,
        request: PayOrderRequest,
    ) -> Result<PayOrderResponse, Problem> {
        Ok(PayOrderResponse::Created(Payment::new(
            Uuid::nil(),
            request.order_id,
            request.body.amount,
        )))
    }

    async fn refund_order(
        &self,
        _: Context<Customer>,
        _: RefundOrderRequest,
    ) -> Result<RefundOrderResponse, Problem> {
        Ok(RefundOrderResponse::NoContent)
    }
}

#[test]
fn a_client_of_v1_works_against_a_server_of_v2() {
    let app = orders_v2::server::router(NextShop)
        .verifier("bearer", Verifier::bearer(verify_token))
        .idempotency(MemoryStore::default())
        .build()
        .expect("every scheme has a verifier");
    let api = orders::Client::builder("http://shop.test")
        .bearer_token(FULL)
        .transport(InMemory::serve(app))
        .build()
        .expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let placed = api
            .create_order(&NewOrder::new("TEA", 1))
            .await
            .expect("placed")
            .into_inner();
        let fetched = api
            .get_order(placed.id)
            .await
            .expect("fetched")
            .into_inner();
        assert_eq!(
            (fetched.sku.as_str(), fetched.status.as_str()),
            ("TEA", "shipped")
        );
        assert_eq!(
            api.list_orders()
                .await
                .expect("a page")
                .into_inner()
                .items
                .len(),
            1
        );
        api.cancel_order(placed.id).await.expect("cancelled");
    });
}
