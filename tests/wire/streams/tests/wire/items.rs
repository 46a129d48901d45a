//! Requests of JSON lines and records: sent item by item, read item by item, each held against its schema.

use std::convert::Infallible;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use countersign_client::core::operation::RetryPolicy;
use countersign_client::{Body, BodySource, Builder, InMemory, ItemSource};
use countersign_server::{BodyStream, Context, MemoryStore, Mode, Problem, Router};
use countersign_wire_streams::item_requests::types::{Reading, ReplaceRecordsContent};
use countersign_wire_streams::item_requests::{Client, server};
use futures_util::stream::{self, StreamExt};
use serde_json::Value;
use tokio::sync::Notify;
use tower::ServiceExt;

use crate::client;

/// The status of a problem, and the place of what is wrong first.
type Refusal = (u16, Option<Value>);

/// What a store has read, and whom it tells.
#[derive(Clone, Default)]
struct Store {
    read: Arc<AtomicI64>,
    arrived: Arc<Notify>,
    refused: Arc<Mutex<Vec<Refusal>>>,
}

impl Store {
    /// Counts what obeys the contract, and notes what does not.
    async fn count(&self, mut items: countersign_server::ItemStream<Reading>) -> i64 {
        let mut count = 0;
        while let Some(item) = items.next().await {
            match item {
                Ok(_) => {
                    count += 1;
                    self.read.fetch_add(1, Ordering::SeqCst);
                    self.arrived.notify_one();
                }
                Err(problem) => {
                    let problem = serde_json::to_value(&problem).expect("JSON");
                    let status = problem["status"]
                        .as_u64()
                        .and_then(|status| u16::try_from(status).ok());
                    let place = problem["errors"]
                        .get(0)
                        .map(|error| error["pointer"].clone());
                    let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
                    refused.push((status.unwrap_or_default(), place));
                }
            }
        }
        count
    }

    fn refused(&self) -> Vec<Refusal> {
        std::mem::take(&mut *self.refused.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl server::Api for Store {
    type Principal = ();
    type Error = Problem;

    async fn import_readings(
        &self,
        _: Context<()>,
        request: server::ImportReadingsRequest,
    ) -> Result<server::ImportReadingsResponse, Problem> {
        let items = request.body.item_limit(64);
        Ok(server::ImportReadingsResponse::Ok(self.count(items).await))
    }

    async fn replace_readings(
        &self,
        _: Context<()>,
        request: server::ReplaceReadingsRequest,
    ) -> Result<server::ReplaceReadingsResponse, Problem> {
        Ok(server::ReplaceReadingsResponse::Ok(
            self.count(request.body).await,
        ))
    }

    async fn append_records(
        &self,
        _: Context<()>,
        request: server::AppendRecordsRequest,
    ) -> Result<server::AppendRecordsResponse, Problem> {
        let mut items = request.body;
        while items.item().await?.is_some() {
            self.read.fetch_add(1, Ordering::SeqCst);
        }
        Ok(server::AppendRecordsResponse::NoContent)
    }

    async fn replace_records(
        &self,
        _: Context<()>,
        request: server::ReplaceRecordsRequest,
    ) -> Result<server::ReplaceRecordsResponse, Problem> {
        let how = match request.body {
            ReplaceRecordsContent::Json(readings) => format!("{} values", readings.len()),
            ReplaceRecordsContent::Jsonl(lines) => {
                let mut lines = BodyStream::from(lines);
                let mut length = 0;
                while let Some(piece) = lines.chunk().await? {
                    length += piece.len();
                }
                format!("{length} bytes")
            }
        };
        Ok(server::ReplaceRecordsResponse::Ok(how))
    }
}

fn router(store: &Store) -> Router<()> {
    server::router(store.clone()).idempotency(MemoryStore::default())
}

fn readings(count: i64) -> Vec<Reading> {
    (0..count).map(Reading::new).collect()
}

#[tokio::test(start_paused = true)]
async fn lines_beside_values_travel_as_the_bytes_they_are() {
    let api: Client = client(router(&Store::default()));
    let values = api.replace_records(readings(3)).await.expect("declared");
    assert_eq!(*values, "3 values");
    let lines = BodySource::from("{\"at\":1}\n{\"at\":2}\n".as_bytes().to_vec());
    let lines = ReplaceRecordsContent::Jsonl(lines);
    let lines = api.replace_records(lines).await.expect("declared");
    assert_eq!(*lines, "18 bytes");
}

#[tokio::test(start_paused = true)]
async fn an_item_is_read_before_the_next_is_made() {
    let store = Store::default();
    let api: Client = client(router(&store));
    let (read, arrived) = (Arc::clone(&store.read), Arc::clone(&store.arrived));
    let items = stream::iter(0..1000).then(move |at| {
        let (read, arrived) = (Arc::clone(&read), Arc::clone(&arrived));
        async move {
            // Whoever collected the items would wait here for ever.
            while read.load(Ordering::SeqCst) < at {
                arrived.notified().await;
            }
            Reading::new(at).with_value(0.5)
        }
    });
    let count = api
        .import_readings(ItemSource::new(items))
        .await
        .expect("declared");
    assert_eq!(*count, 1000);
    assert_eq!(store.refused(), []);
}

#[tokio::test(start_paused = true)]
async fn a_list_is_sent_as_items_in_the_framing_of_the_contract() {
    let store = Store::default();
    let api: Client = client(router(&store));
    assert_eq!(
        *api.replace_readings()
            .body(readings(3))
            .await
            .expect("declared"),
        3
    );
    assert_eq!(
        *api.replace_readings().body(vec![]).await.expect("declared"),
        0
    );
    api.append_records(readings(4))
        .dry(true)
        .await
        .expect("declared");
    assert_eq!(store.read.load(Ordering::SeqCst), 7);
}

/// How many answers of 503 a call gets for this body.
async fn attempts(items: impl Into<ItemSource<Reading>>) -> i64 {
    let calls = Arc::new(AtomicI64::new(0));
    let counted = Arc::clone(&calls);
    let down = axum::Router::new().fallback(async move || {
        counted.fetch_add(1, Ordering::SeqCst);
        http::StatusCode::SERVICE_UNAVAILABLE
    });
    let eager = RetryPolicy {
        max_attempts: 3,
        statuses: &[(503, 503)],
        ..RetryPolicy::DEFAULT
    };
    let api = Builder::<Client>::new("http://features.test")
        .transport(InMemory::serve(down))
        .retry(eager)
        .build()
        .expect("a client");
    api.replace_readings().body(items).await.expect_err("503");
    calls.load(Ordering::SeqCst)
}

#[tokio::test(start_paused = true)]
async fn only_items_that_can_be_sent_again_are_tried_again() {
    assert_eq!(attempts(readings(2)).await, 3);
    assert_eq!(
        attempts(ItemSource::factory(|| stream::iter(readings(2)))).await,
        3
    );
    assert_eq!(
        attempts(ItemSource::new(stream::iter(readings(2)))).await,
        1
    );
}

#[tokio::test(start_paused = true)]
async fn items_that_fail_to_come_break_the_request_off() {
    let store = Store::default();
    let api: Client = client(router(&store));
    let lost = stream::iter([Ok(Reading::new(1)), Err("lost")]);
    let _ = api.import_readings(ItemSource::fallible(lost)).await;
    assert_eq!(store.read.load(Ordering::SeqCst), 1);
    assert_eq!(store.refused(), [(400, None)]);
}

/// The answer to these pieces of a body.
async fn sent(
    app: &axum::Router,
    method: &str,
    media_type: &str,
    pieces: &[&'static str],
) -> (u16, Value) {
    let pieces: Vec<_> = pieces
        .iter()
        .map(|piece| Ok::<_, Infallible>((*piece).into()))
        .collect();
    let body = BodySource::once(Body::from_stream(stream::iter(pieces)));
    let request = http::Request::builder()
        .method(method)
        .uri("/readings")
        .header("content-type", media_type)
        .header("idempotency-key", "0b1e5e3c-0000-4000-8000-000000000001")
        .body(axum::body::Body::new(body.open()))
        .expect("a request");
    let answer = app.clone().oneshot(request).await.expect("an answer");
    let status = answer.status().as_u16();
    let body = axum::body::to_bytes(answer.into_body(), 1 << 20)
        .await
        .expect("a body");
    (status, serde_json::from_slice(&body).expect("JSON"))
}

#[tokio::test(start_paused = true)]
async fn a_bad_item_is_an_error_with_its_place_and_those_after_it_are_read() {
    let store = Store::default();
    let app = router(&store).build().expect("complete");
    let lines = [
        "{\"at\":0}\n\n{\"a",
        "t\":-1}\n{at}\n{\"at\":3,\"x\":1}",
        "\n5\n{\"at\":5}",
    ];
    let (status, count) = sent(&app, "POST", "application/jsonl", &lines).await;
    assert_eq!((status, count), (200, Value::from(2)));
    let places = ["#/1/at", "#/2", "#/3/x", "#/4"].map(|place| (400, Some(place.into())));
    assert_eq!(store.refused(), places);
    let records = ["\u{1e}{\"at\":0}\n\u{1e}17\u{1e}{\"at\":2}\n"];
    let (status, count) = sent(&app, "POST", "application/json-seq", &records).await;
    assert_eq!((status, count), (200, Value::from(2)));
    assert_eq!(store.refused(), [(400, Some("#/1".into()))]);
}

#[tokio::test(start_paused = true)]
async fn an_item_beyond_the_limit_ends_the_stream() {
    let store = Store::default();
    let app = router(&store).build().expect("complete");
    let long = "{\"at\":1,\"value\":0.000000000000000000000000000000000000000000000000000001}\n";
    let (status, count) = sent(
        &app,
        "POST",
        "application/jsonl",
        &["{\"at\":0}\n", long, "{\"at\":2}"],
    )
    .await;
    assert_eq!((status, count), (200, Value::from(1)));
    assert_eq!(store.refused(), [(413, None)]);
}

#[tokio::test(start_paused = true)]
async fn items_under_a_key_are_checked_before_the_key_is_claimed() {
    let store = Store::default();
    let app = router(&store).build().expect("complete");
    let (status, problem) = sent(
        &app,
        "PUT",
        "application/x-ndjson",
        &["{\"at\":0}\n{\"at\":-1}\n", "{}"],
    )
    .await;
    assert_eq!(status, 400);
    let errors = problem["errors"].as_array().expect("a list");
    let places: Vec<&Value> = errors.iter().map(|error| &error["pointer"]).collect();
    assert_eq!(places, ["#/1/at", "#/2"]);
    assert_eq!(store.read.load(Ordering::SeqCst), 0);
    // The same key is free.
    let (status, count) = sent(&app, "PUT", "application/x-ndjson", &["{\"at\":0}"]).await;
    assert_eq!((status, count), (200, Value::from(1)));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_only_reports_hands_over_what_its_types_hold() {
    let store = Store::default();
    let app = router(&store)
        .validation(Mode::Report)
        .build()
        .expect("complete");
    let lines = ["{\"at\":-1}\n{\"at\":\"x\"}\n{"];
    let (status, count) = sent(&app, "POST", "application/jsonl", &lines).await;
    assert_eq!((status, count), (200, Value::from(1)));
    let places = ["#/1/at", "#/2"].map(|place| (400, Some(place.into())));
    assert_eq!(store.refused(), places);
}
