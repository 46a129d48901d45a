//! Does what `compare` proves happen on the wire? The very message of each proof is sent to generated servers of both versions, or
//! read by generated clients of both: back and forth between the first orders contract, its successor and the breaking one.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::IntoResponse;
use countersign_breaking_check::{Change, Options, Verdict, Witness, compare};
use countersign_client::InMemory;
use countersign_contract::load::load_path;
use countersign_contract::{Contract, Severity};
use countersign_core::problem::Problem;
use countersign_end_to_end::shop::Customer;
use countersign_server::security::Secret;
use countersign_server::{Context, Denied, MemoryStore, Verified, Verifier};
use futures_util::future::BoxFuture;
use tower::ServiceExt;
use uuid::Uuid;

/// What handlers answer: whoever sees it was let through.
const REACHED: StatusCode = StatusCode::IM_A_TEAPOT;

/// Handlers that were reached say so.
struct Reached;

/// One version: its contract, a server of it, and what its client makes of an answer.
struct Version {
    name: &'static str,
    server: fn() -> axum::Router,
    reads: fn(String, axum::Router) -> BoxFuture<'static, Result<(), String>>,
}

macro_rules! reached {
    ($krate:ident, $trait:ident { $($method:ident($request:ident) -> $response:ident;)* }) => {
        impl $krate::server::$trait for Reached {
            type Principal = Customer;
            type Error = Problem;

            $(async fn $method(
                &self,
                _: Context<Customer>,
                _: $krate::server::$request,
            ) -> Result<$krate::server::$response, Problem> {
                Err(Problem::new(REACHED))
            })*
        }
    };
}

reached!(orders, Orders {
    list_orders(ListOrdersRequest) -> ListOrdersResponse;
    create_order(CreateOrderRequest) -> CreateOrderResponse;
    get_order(GetOrderRequest) -> GetOrderResponse;
    cancel_order(CancelOrderRequest) -> CancelOrderResponse;
    watch_order(WatchOrderRequest) -> WatchOrderResponse;
});
reached!(orders, Payments {
    pay_order(PayOrderRequest) -> PayOrderResponse;
});
reached!(orders_v2, Orders {
    list_orders(ListOrdersRequest) -> ListOrdersResponse;
    create_order(CreateOrderRequest) -> CreateOrderResponse;
    get_order(GetOrderRequest) -> GetOrderResponse;
    cancel_order(CancelOrderRequest) -> CancelOrderResponse;
    watch_order(WatchOrderRequest) -> WatchOrderResponse;
});
reached!(orders_v2, Payments {
    refund_order(RefundOrderRequest) -> RefundOrderResponse;
    pay_order(PayOrderRequest) -> PayOrderResponse;
});
reached!(orders_breaking, Orders {
    list_orders(ListOrdersRequest) -> ListOrdersResponse;
    create_order(CreateOrderRequest) -> CreateOrderResponse;
    get_order(GetOrderRequest) -> GetOrderResponse;
    watch_order(WatchOrderRequest) -> WatchOrderResponse;
});
reached!(orders_breaking, Payments {
    refund_order(RefundOrderRequest) -> RefundOrderResponse;
    pay_order(PayOrderRequest) -> PayOrderResponse;
});

macro_rules! version {
    ($name:literal, $krate:ident, $order:expr) => {
        Version {
            name: $name,
            server: || {
                $krate::server::router(Reached)
                    .verifier("bearer", Verifier::bearer(let_in))
                    .idempotency(MemoryStore::default())
                    .build()
                    .expect("every scheme has a verifier")
            },
            reads: |operation, server| {
                Box::pin(async move {
                    let api = $krate::Client::builder("http://shop.test")
                        .bearer_token("TOKEN")
                        .transport(InMemory::serve(server))
                        .build()
                        .expect("a client");
                    match operation.as_str() {
                        "GET /orders" => api
                            .list_orders()
                            .await
                            .map(drop)
                            .map_err(|error| error.to_string()),
                        "GET /orders/{orderId}" => api
                            .get_order(Uuid::nil())
                            .await
                            .map(drop)
                            .map_err(|error| error.to_string()),
                        "POST /orders" => $order(api).await,
                        other => panic!("no call of {other} here: add it"),
                    }
                })
            },
        }
    };
}

/// Whoever holds a token may do everything.
async fn let_in(_: Secret) -> Result<Verified<Customer>, Denied> {
    let scopes = ["orders:read", "orders:write", "payments:write"];
    Ok(Verified::new("ann", Customer("ann".to_owned())).with_scopes(scopes))
}

fn versions() -> [Version; 3] {
    let first = version!("v1", orders, async |api: orders::Client| {
        let order = orders::types::NewOrder::new("TEA", 1);
        api.create_order(&order)
            .await
            .map(drop)
            .map_err(|error| error.to_string())
    });
    let second = version!("v2", orders_v2, async |api: orders_v2::Client| {
        let order = orders_v2::types::NewOrder::new("TEA", 1);
        api.create_order(&order)
            .await
            .map(drop)
            .map_err(|error| error.to_string())
    });
    let breaking = version!(
        "v2-breaking",
        orders_breaking,
        async |api: orders_breaking::Client| {
            use orders_breaking::types::{Contact, EmailContact, NewOrder};
            let contact = Contact::from(EmailContact::new("ann@example.test"));
            let order = NewOrder::new("TEA", 1, contact);
            api.create_order("gift", &order)
                .await
                .map(drop)
                .map_err(|error| error.to_string())
        }
    );
    [first, second, breaking]
}

impl Version {
    fn contract(&self) -> Contract {
        let specs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/orders");
        let loaded = load_path(&specs.join(self.name).with_extension("yaml"));
        loaded.contract.expect("our own contract loads")
    }
}

#[tokio::test]
async fn what_is_proven_happens_between_generated_clients_and_servers() {
    let [first, second, breaking] = &versions();
    let mut seen = Vec::new();
    for (base, revision) in [
        (first, second),
        (second, first),
        (first, breaking),
        (breaking, first),
    ] {
        let report = compare(&base.contract(), &revision.contract(), &Options::default());
        for change in &report.changes {
            let Some(witness) = &change.witness else {
                let known = matches!(change.verdict, Verdict::Harmless | Verdict::Stated);
                assert!(known, "{}", change.message);
                continue;
            };
            let observed = if witness.text.starts_with("HTTP/") {
                answered(change, witness, base, revision).await
            } else {
                requested(witness, base, revision).await
            };
            let severity = match change.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            };
            seen.push(format!(
                "{} -> {}: {severity}[{}] {}: {observed}",
                base.name, revision.name, change.rule, change.message
            ));
        }
    }
    insta::assert_snapshot!(seen.join("\n"));
}

/// The request of a proof reaches the handler of the base, and not that of the revision, or not whole.
async fn requested(witness: &Witness, base: &Version, revision: &Version) -> String {
    let before = send(&witness.text, (base.server)()).await;
    assert_eq!(before, REACHED, "{} of {}", witness.text, base.name);
    let after = send(&witness.text, (revision.server)()).await;
    if witness.reason.ends_with("is not declared") {
        // What nobody declared is let through and never looked at.
        assert_eq!(after, REACHED, "{} of {}", witness.text, revision.name);
        return "ignored by the server".to_owned();
    }
    assert!(
        after.is_client_error() && after != REACHED,
        "{} of {}: {after}",
        witness.text,
        revision.name
    );
    format!("refused by the server with {}", after.as_u16())
}

/// The answer of a proof is read by the client of the revision and not by that of the base, or not as anything it knows.
async fn answered(
    change: &Change,
    witness: &Witness,
    base: &Version,
    revision: &Version,
) -> String {
    let operation = change.place.operation.to_string();
    let answers = || answering(&witness.text);
    let after = (revision.reads)(operation.clone(), answers()).await;
    assert_eq!(after, Ok(()), "{} of {}", witness.text, revision.name);
    let before = (base.reads)(operation, answers()).await;
    if change.rule == "enum-value-added" && before.is_ok() {
        // Generated clients keep such values as `Unknown`; others have no code for them.
        return "kept as unknown by the client".to_owned();
    }
    let error = before.expect_err(&witness.text);
    format!("unreadable to the client: {error}")
}

async fn send(curl: &str, server: axum::Router) -> StatusCode {
    let answer = server.oneshot(request(curl)).await;
    answer.expect("servers answer").status()
}

/// The request that a `curl` command sends.
fn request(curl: &str) -> Request<Body> {
    let mut words = words(curl).into_iter().skip(1);
    let mut request = Request::builder();
    let mut body = String::new();
    while let Some(word) = words.next() {
        let mut next = || words.next().expect("an option has a value");
        request = match word.as_str() {
            "-X" => request.method(next().as_str()),
            "-H" => {
                let field = next();
                let (name, value) = field.split_once(": ").expect("a field");
                request.header(name, value)
            }
            "-d" => {
                body = next();
                request
            }
            url => {
                let path = url.strip_prefix("http://localhost:8080");
                request.uri(path.expect("our own server"))
            }
        };
    }
    request.body(Body::from(body)).expect("a request")
}

/// Words of a shell command: between spaces, or between single quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for (at, part) in command.split('\'').enumerate() {
        if at % 2 == 1 {
            words.last_mut().expect("one").push_str(part);
            continue;
        }
        for (at, word) in part.split(' ').enumerate() {
            if at > 0 {
                words.push(String::new());
            }
            words.last_mut().expect("one").push_str(word);
        }
    }
    words
}

/// A server that always gives one answer.
fn answering(message: &str) -> axum::Router {
    let (head, body) = message.split_once("\n\n").unwrap_or((message, ""));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    let status: u16 = status.and_then(|code| code.parse().ok()).expect("a status");
    let fields: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let body = body.to_owned();
    axum::Router::new().fallback(async move || {
        let mut answer = (StatusCode::from_u16(status).expect("a status"), body).into_response();
        for (name, value) in fields {
            let name: axum::http::HeaderName = name.parse().expect("a name");
            answer
                .headers_mut()
                .insert(name, value.parse().expect("a value"));
        }
        answer
    })
}
