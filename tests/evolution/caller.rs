//! A program that was written against base.yaml and uses all that its client offers, the way programs do: it builds requests
//! with constructors and setters, matches with a wildcard, and names what it relies on.

use contract::client::{
    AddNote, CreateOrderError, CreateOrderOk, ListOrdersError, ListOrdersHeaders,
};
use contract::types::{
    GetOrderOkContent, NewOrder, NewOrderChannel, Order, OrderOpen, OrderSpan, OrderStatus, Payment,
    Reason,
};
use contract::Client;
use countersign_client::Error;

async fn list(client: &Client) -> Option<String> {
    let tags = [String::from("new")];
    match client.list_orders("main").limit(10_i64).tags(&tags).await {
        Ok(page) => {
            let (page, meta) = page.into_parts();
            let total: i64 = ListOrdersHeaders(&meta).x_total().ok()?;
            let number: Option<i64> = ListOrdersHeaders(&meta).x_page().ok()?;
            let first: &Order = page.items.first()?;
            let next: Option<String> = page.next.clone();
            Some(format!("{total} {number:?} {} {next:?}", read(first)))
        }
        Err(Error::Api(ListOrdersError::NotFound(problem), _)) => Some(problem.title),
        Err(_) => None,
    }
}

fn read(order: &Order) -> String {
    let id: &str = &order.id;
    let price: f64 = order.price;
    let note: &str = order.note.as_deref().unwrap_or_default();
    let shipped = order.shipped.as_ref().map(ToString::to_string);
    let made = order.made.as_ref().map(ToString::to_string);
    let status = match order.status {
        OrderStatus::Open => "open",
        OrderStatus::Paid => "paid",
        _ => "?",
    };
    let payment = match &order.payment {
        Payment::Card(card) => card.number.as_str(),
        Payment::Transfer(transfer) => transfer.iban.as_str(),
        _ => "?",
    };
    let label: Option<&String> = order.labels.as_ref().and_then(|labels| labels.get("a"));
    let extra: Option<&serde_json::Value> =
        order.extras.as_ref().and_then(|extras| extras.get("a"));
    let part: Option<&serde_json::Value> = order.parts.as_ref().and_then(|parts| parts.first());
    let (from, to): (&str, &str) = match &order.span {
        Some(OrderSpan(from, to)) => (from, to),
        None => ("", ""),
    };
    let more: usize = match &order.open {
        Some(OrderOpen(_, _, more)) => more.len(),
        None => 0,
    };
    let copies: i64 = order.copies_or_default();
    format!(
        "{id} {price} {note} {shipped:?} {made:?} {status} {payment} {label:?} {extra:?} {part:?} {from} {to} {more} {copies}"
    )
}

async fn create(client: &Client) -> Option<String> {
    let codes = vec![String::from("x")];
    let order = NewOrder::new("sku", 2, NewOrderChannel::Web)
        .with_size("xl")
        .with_gift(true)
        .with_codes(codes)
        .with_weight(0.5);
    match client.create_order(&order).await {
        Ok(made) => match made.into_parts().0 {
            CreateOrderOk::Created(order) => Some(order.id),
            CreateOrderOk::Accepted => None,
            _ => None,
        },
        Err(Error::Api(CreateOrderError::Conflict(problem), _)) => Some(problem.title),
        Err(_) => None,
    }
}

async fn others(client: &Client) -> Option<String> {
    client.get_pings().await.ok()?;
    let reason = Reason::new().with_text("late");
    client.cancel_order("1").body(&reason).await.ok()?;
    let call: AddNote = client.add_note().text("hello");
    let _: serde_json::Value = call.await.ok()?.into_parts().0;
    let notes: Vec<String> = client.read_notes().await.ok()?.into_parts().0;
    match client.get_order("1").await.ok()?.into_parts().0 {
        GetOrderOkContent::Json(order) => Some(order.id),
        GetOrderOkContent::Csv(text) => Some(text),
        _ => notes.into_iter().next(),
    }
}

fn main() {
    let client = Client::builder("https://shop.test").bearer_token("token").build();
    let client = client.expect("a client");
    drop((list(&client), create(&client), others(&client)));
}
