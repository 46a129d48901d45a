//! The product on loopback: a generated server, a generated client, and a network between them that misbehaves.
//!
//! `cargo xtask demo` runs this as its second chapter. It ends with an error unless everything it claims was observed.

mod network;
mod wire;

use std::net::SocketAddr;
use std::time::Duration;

use countersign_client::{Error, Reqwest};
use countersign_end_to_end::shop::Shop;
use countersign_server::{ServeOptions, serve};
use orders::client::CreateOrderError;
use orders::types::{NewOrder, OrderStatus};
use tokio::net::TcpListener;

use network::{Fault, FaultyNetwork};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

const TOKEN: &str = "demo~orders:read~orders:write";

fn main() -> Outcome {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(story())
}

async fn story() -> Outcome {
    let shop = Shop::default();
    let address = open(&shop).await?;
    say(&format!("The shop listens on http://{address}."));

    say(
        "\nSix orders, each a POST. The network does its worst; the client repeats with one key per order:",
    );
    place_orders(&shop, address).await?;

    say("\nA list comes in pages, events come one connection at a time; the client sees neither:");
    list_and_watch(address).await?;

    say("\nThe same order sent twice by hand, with the same key:");
    repeat_by_hand(&shop, address).await?;

    say(
        "\nAn order that breaks the contract never reaches the handler; one answer lists everything:",
    );
    break_the_contract(&shop, address).await?;

    say("\nA declared error is a variant, not a string:");
    run_out_of_stock(address).await?;

    say("\nWithout a token the door stays shut:");
    let (status, _) =
        wire::post(address, "/orders", &[("Idempotency-Key", "no-token")], "{}").await?;
    say(&format!("  POST /orders without Authorization -> {status}"));
    insist(status == 401, "401 without a token")
}

/// Serves the generated router on a free port of loopback, for as long as the program runs.
async fn open(shop: &Shop) -> Outcome<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(serve(
        listener,
        shop.app(),
        ServeOptions::default(),
        std::future::pending(),
    ));
    Ok(address)
}

fn client(address: SocketAddr, network: FaultyNetwork) -> Outcome<orders::Client> {
    Ok(orders::Client::builder(format!("http://{address}"))
        .bearer_token(TOKEN)
        .transport(network)
        .attempt_timeout(Duration::from_millis(400))
        .build()?)
}

async fn place_orders(shop: &Shop, address: SocketAddr) -> Outcome {
    let weather: [(&str, &[Fault]); 6] = [
        ("calm", &[]),
        ("the request is lost", &[Fault::RequestLost]),
        ("the answer is lost", &[Fault::AnswerLost]),
        (
            "the answer is lost twice",
            &[Fault::AnswerLost, Fault::AnswerLost],
        ),
        ("503 with Retry-After: 1", &[Fault::Unavailable]),
        ("the answer takes for ever", &[Fault::Slow]),
    ];
    for (number, (what, faults)) in weather.into_iter().enumerate() {
        let api = client(address, FaultyNetwork::new(Reqwest::new(), faults))?;
        let sku = format!("TEA-{number:02}");
        let placed = api
            .create_order(&NewOrder::new(sku.clone(), 1))
            .note("demo")
            .await?;
        let (order, meta) = placed.into_parts();
        let replayed = if meta.replayed {
            ", the stored answer came back"
        } else {
            ""
        };
        let effects = shop.placed(&sku);
        say(&format!(
            "  {sku}  {what:<27} {} attempt(s){replayed:<31} orders in the shop: {effects}",
            meta.attempts
        ));
        insist(
            order.sku == sku && effects == 1,
            "each order was placed exactly once",
        )?;
    }
    insist(shop.count() == 6, "six calls made six orders")
}

async fn list_and_watch(address: SocketAddr) -> Outcome {
    let api = client(
        address,
        FaultyNetwork::new(Reqwest::new(), &[Fault::AnswerLost]),
    )?;
    let mut items = api.list_orders().limit(2).items();
    let mut listed = Vec::new();
    while let Some(order) = items.next().await {
        listed.push(order?);
    }
    let skus: Vec<&str> = listed.iter().map(|order| order.sku.as_str()).collect();
    say(&format!(
        "  list_orders().limit(2).items() -> {}",
        skus.join(", ")
    ));
    insist(listed.len() == 6, "three pages of two are six orders")?;

    let mut events = api.watch_order(listed[0].id).stream().await?;
    let mut seen = Vec::new();
    while let Some(event) = events.next().await {
        seen.push(event?.data.status);
    }
    say(&format!(
        "  watch_order(id).stream()       -> {seen:?}; the last event was {}",
        events.last_event_id().unwrap_or_default()
    ));
    insist(
        seen == [OrderStatus::Placed, OrderStatus::Paid, OrderStatus::Shipped],
        "every event is seen once",
    )
}

async fn repeat_by_hand(shop: &Shop, address: SocketAddr) -> Outcome {
    let authorization = format!("Bearer {TOKEN}");
    let headers = [
        ("Authorization", authorization.as_str()),
        ("Idempotency-Key", "cart-42"),
    ];
    let before = shop.count();
    let (first, _) = wire::post(
        address,
        "/orders",
        &headers,
        r#"{"sku": "COFFEE", "quantity": 2}"#,
    )
    .await?;
    let (second, _) = wire::post(
        address,
        "/orders",
        &headers,
        r#"{"quantity": 2, "sku": "COFFEE"}"#,
    )
    .await?;
    let (other, problem) = wire::post(
        address,
        "/orders",
        &headers,
        r#"{"sku": "COFFEE", "quantity": 3}"#,
    )
    .await?;
    say(&format!(
        "  same key, same order -> {first}, then {second} from the store; orders made: {}",
        shop.count() - before
    ));
    say(&format!(
        "  same key, other order -> {other}: {}",
        problem["title"].as_str().unwrap_or_default()
    ));
    insist(
        shop.count() == before + 1 && (first, second, other) == (201, 201, 422),
        "a key stands for one order",
    )
}

async fn break_the_contract(shop: &Shop, address: SocketAddr) -> Outcome {
    let authorization = format!("Bearer {TOKEN}");
    let headers = [
        ("Authorization", authorization.as_str()),
        ("Idempotency-Key", "bad-1"),
    ];
    let before = shop.count();
    let body = r#"{"sku": "tea", "quantity": 0, "gift": "yes"}"#;
    let (status, problem) = wire::post(address, "/orders", &headers, body).await?;
    say(&format!(
        "  POST /orders {body} -> {status} application/problem+json"
    ));
    for error in problem["errors"].as_array().into_iter().flatten() {
        let text = |key: &str| error[key].as_str().unwrap_or_default().to_owned();
        say(&format!("    {:<12} {}", text("pointer"), text("detail")));
    }
    let listed = problem["errors"].as_array().map_or(0, Vec::len);
    insist(
        status == 400 && listed == 3 && shop.count() == before,
        "three violations and no order",
    )
}

async fn run_out_of_stock(address: SocketAddr) -> Outcome {
    let api = client(address, FaultyNetwork::new(Reqwest::new(), &[]))?;
    match api.create_order(&NewOrder::new("SOLD-OUT", 1)).await {
        Err(Error::Api(CreateOrderError::Conflict(problem), _)) => {
            say(&format!(
                "  Err(Api(Conflict(OutOfStock {{ available: {}, .. }})))",
                problem.available
            ));
            Ok(())
        }
        other => Err(format!("expected CreateOrderError::Conflict, got {other:?}").into()),
    }
}

fn insist(holds: bool, what: &str) -> Outcome {
    if holds {
        Ok(())
    } else {
        Err(format!("the demo expected that {what}").into())
    }
}

#[expect(clippy::print_stdout, reason = "the demo tells a story")]
fn say(line: &str) {
    println!("{line}");
}
