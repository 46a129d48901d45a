//! Items that travel as parts of one body, as many as there are.

use axum::body::Body;
use countersign_client::ItemSource;
use countersign_server::{Context, EventStream, Problem};
use countersign_wire_streams::part_items::types::Reading;
use countersign_wire_streams::part_items::{Client, server};
use futures_util::stream::{self, StreamExt};
use http::{Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt;

use crate::client;

/// More than a body of parts that is read whole may have.
const MANY: i64 = 3_000;

struct Meter;

impl server::Api for Meter {
    type Principal = ();
    type Error = Problem;

    async fn send_readings(
        &self,
        _: Context<()>,
        request: server::SendReadingsRequest,
    ) -> Result<server::SendReadingsResponse, Problem> {
        let mut readings = request.body;
        let mut count = 0;
        while let Some(reading) = readings.item().await? {
            assert_eq!(reading.at, count);
            count += 1;
        }
        Ok(server::SendReadingsResponse::Ok(count))
    }

    async fn read_readings(&self, _: Context<()>) -> Result<server::ReadReadingsResponse, Problem> {
        let readings = stream::iter(0..MANY).map(|at| Reading::new(at).with_note("a\r\n--b"));
        Ok(server::ReadReadingsResponse::Ok(EventStream::new(readings)))
    }

    async fn watch(&self, _: Context<()>) -> Result<server::WatchResponse, Problem> {
        Ok(server::WatchResponse::Ok {
            content_type: "multipart/mixed; boundary=f".to_owned(),
            body: "--f--".into(),
        })
    }
}

#[tokio::test(start_paused = true)]
async fn every_part_is_a_value() {
    let api: Client = client(server::router(Meter));
    let readings = api.read_readings().await.expect("declared");
    let content_type = readings.meta().headers["content-type"].clone();
    let content_type = content_type.to_str().expect("ASCII");
    assert!(content_type.starts_with("multipart/mixed; boundary="));
    let readings: Vec<Reading> = readings
        .map(|reading| reading.expect("declared").data)
        .collect()
        .await;
    assert_eq!(readings.len(), 3_000);
    assert!(
        readings
            .iter()
            .all(|reading| reading.note.as_deref() == Some("a\r\n--b"))
    );
}

#[tokio::test(start_paused = true)]
async fn items_of_a_list_or_a_stream_are_parts() {
    let api: Client = client(server::router(Meter).body_limit(1 << 20));
    let many: Vec<Reading> = (0..MANY).map(Reading::new).collect();
    assert_eq!(*api.send_readings(many).await.expect("declared"), MANY);
    let none: Vec<Reading> = Vec::new();
    assert_eq!(*api.send_readings(none).await.expect("declared"), 0);
    let items = ItemSource::new(stream::iter(0..5).map(Reading::new));
    assert_eq!(*api.send_readings(items).await.expect("declared"), 5);
}

/// The status of an answer, and the place of what is wrong first.
async fn answer(content_type: &str, body: &'static str) -> (StatusCode, Value) {
    let app = server::router(Meter).build().expect("a router");
    let request = Request::post("/readings")
        .header("content-type", content_type)
        .body(Body::from(body.replace('\n', "\r\n")))
        .expect("a request");
    let answer = app.oneshot(request).await.expect("an answer");
    let status = answer.status();
    let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await;
    let body: Value = serde_json::from_slice(&body.expect("a body")).expect("JSON");
    (status, body["errors"][0]["pointer"].clone())
}

#[tokio::test(start_paused = true)]
async fn a_part_that_is_wrong_is_named_by_its_position() {
    let of_b = "multipart/mixed; boundary=b";
    let good = "--b\n\n{\"at\":0}\n--b--\n";
    assert_eq!(answer(of_b, good).await, (StatusCode::OK, Value::Null));
    let refused = |place: &str| (StatusCode::BAD_REQUEST, Value::from(place));
    let negative = "--b\n\n{\"at\":0}\n--b\n\n{\"at\":-1}\n--b--\n";
    assert_eq!(answer(of_b, negative).await, refused("#/1/at"));
    let cut_off = "--b\n\n{\"at\":0}\n--b\n\n{\"at\":1}";
    assert_eq!(answer(of_b, cut_off).await, refused("#/1"));
    assert_eq!(answer("multipart/mixed", good).await, refused("#/0"));
}
