//! Streams: what a peer sees of them, and what the handler sees of the peer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::Body;
use countersign_core::stream::{Framing, Shape, StreamDescriptor};
use countersign_server::operation::{Idempotency, KeyHeader, OperationDescriptor};
use countersign_server::{Context, Event, EventStream, MemoryStore, Problem, Reply, Router};
use futures_util::stream::{self, Stream, StreamExt as _};
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

static WATCH: OperationDescriptor = OperationDescriptor {
    id: "watch",
    accept: "text/event-stream",
    stream: Some(StreamDescriptor::DEFAULT),
    ..OperationDescriptor::DEFAULT
};

static LINES: OperationDescriptor = OperationDescriptor {
    id: "lines",
    stream: Some(StreamDescriptor {
        media_type: "application/jsonl",
        framing: Framing::JsonLines,
        sentinel: "null",
        ..StreamDescriptor::DEFAULT
    }),
    ..OperationDescriptor::DEFAULT
};

static START: OperationDescriptor = OperationDescriptor {
    id: "start",
    method: "POST",
    idempotency: Idempotency::Accepted(KeyHeader::DEFAULT),
    ..WATCH
};

type Made = Arc<dyn Fn(&Context<()>) -> EventStream<Value> + Send + Sync>;

fn app(
    operation: &'static OperationDescriptor,
    make: impl Fn(&Context<()>) -> EventStream<Value> + Send + Sync + 'static,
) -> axum::Router {
    let service: Made = Arc::new(make);
    Router::<()>::new(&[])
        .idempotency(MemoryStore::default())
        .route(
            operation,
            &Arc::new(service),
            move |service, cx, ()| async move {
                Ok::<_, Problem>(Reply::new(200).stream(operation, service(&cx)))
            },
        )
        .build()
        .unwrap()
}

async fn answer(app: &axum::Router, request: Request<Body>) -> http::Response<Body> {
    app.clone().oneshot(request).await.unwrap()
}

fn get() -> Request<Body> {
    Request::new(Body::empty())
}

async fn text(app: &axum::Router) -> String {
    let body = answer(app, get()).await.into_body().collect().await;
    String::from_utf8(body.unwrap().to_bytes().to_vec()).unwrap()
}

/// The next piece of a body, as text; `None` at its end.
async fn piece(body: &mut Body) -> Option<String> {
    let frame = body.frame().await?.unwrap();
    Some(String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap())
}

fn numbers(count: u64) -> impl Stream<Item = Value> + Send + 'static {
    stream::iter((0..count).map(|number| json!(number)))
}

#[tokio::test(start_paused = true)]
async fn events_are_written_with_what_stands_around_them() {
    let app = app(&WATCH, |_| {
        let event = Event::new(json!({"text": "a\nb"}))
            .with_name("placed")
            .with_id("7")
            .with_retry(Duration::from_secs(2));
        EventStream::new(stream::iter([event, Event::new(json!(1))]))
    });
    let response = answer(&app, get()).await;
    let field = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(field("content-type"), "text/event-stream");
    assert_eq!(field("cache-control"), "no-store");
    assert_eq!(field("x-accel-buffering"), "no");
    assert_eq!(
        text(&app).await,
        "event: placed\nid: 7\nretry: 2000\ndata: {\"text\":\"a\\nb\"}\n\ndata: 1\n\n"
    );
}

#[tokio::test(start_paused = true)]
async fn a_silent_stream_says_that_it_is_alive() {
    let app = app(&WATCH, |_| {
        let slow = stream::once(async {
            tokio::time::sleep(Duration::from_secs(25)).await;
            json!(1)
        });
        EventStream::new(slow.chain(stream::pending())).keep_alive(Duration::from_secs(10))
    });
    let mut body = answer(&app, get()).await.into_body();
    let start = tokio::time::Instant::now();
    let mut seen = Vec::new();
    for _ in 0..4 {
        let piece = piece(&mut body).await.unwrap();
        seen.push((start.elapsed().as_secs(), piece));
    }
    let seen: Vec<(u64, &str)> = seen.iter().map(|(at, piece)| (*at, &**piece)).collect();
    let alive = ":\n\n";
    assert_eq!(
        seen,
        [(10, alive), (20, alive), (25, "data: 1\n\n"), (35, alive)]
    );
}

#[tokio::test(start_paused = true)]
async fn lines_are_lines_and_end_with_the_sentinel() {
    let app = app(&LINES, |_| EventStream::new(numbers(2)));
    assert_eq!(text(&app).await, "0\n1\nnull\n");
}

#[tokio::test(start_paused = true)]
async fn a_handler_knows_where_its_caller_stopped() {
    let app = app(&WATCH, |cx| {
        let last = cx.last_event_id().unwrap_or("none").to_owned();
        EventStream::new(stream::iter([json!(last)]))
    });
    assert_eq!(text(&app).await, "data: \"none\"\n\n");
    let request = Request::builder().header("last-event-id", "\u{e9}7");
    let body = answer(&app, request.body(Body::empty()).unwrap())
        .await
        .into_body();
    assert_eq!(
        body.collect().await.unwrap().to_bytes(),
        "data: \"\u{e9}7\"\n\n"
    );
}

#[tokio::test(start_paused = true)]
async fn a_failure_in_mid_stream_is_an_event_and_the_end() {
    let app = app(&WATCH, |_| {
        let failing = stream::iter([
            Ok(json!(1)),
            Err(Problem::new(StatusCode::GONE).with_detail("sold out")),
            Ok(json!(2)),
        ]);
        EventStream::fallible(failing)
    });
    let text = text(&app).await;
    assert!(
        text.starts_with("data: 1\n\nevent: error\ndata: {"),
        "{text}"
    );
    assert!(
        text.contains("sold out") && !text.contains("data: 2"),
        "{text}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_panic_or_a_value_that_cannot_be_written_ends_the_stream_and_tells_nothing() {
    let panicking = app(&WATCH, |_| {
        EventStream::new(numbers(3).map(|number| {
            assert!(number != json!(1), "secret");
            number
        }))
    });
    let broken = app(&WATCH, |_| {
        let event = |id: &str| Event::new(json!(0)).with_id(id);
        EventStream::new(stream::iter([
            event("a"),
            event("b\nsecret: 1"),
            event("c"),
        ]))
    });
    for app in [panicking, broken] {
        let text = text(&app).await;
        assert!(text.contains("data: 0\n\nevent: error\n"), "{text}");
        assert!(!text.contains("secret") && text.contains("500"), "{text}");
        assert_eq!(text.matches("data:").count(), 2, "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn lines_that_fail_are_cut_off() {
    let app = app(&LINES, |_| {
        EventStream::fallible(stream::iter([Ok(json!(1)), Err(Problem::internal())]))
    });
    let body = answer(&app, get()).await.into_body();
    assert!(body.collect().await.is_err());
}

/// Counts what was made, and says when it is dropped.
fn counted(made: &Arc<AtomicUsize>) -> impl Stream<Item = Value> + Send + 'static {
    struct Dropped(Arc<AtomicUsize>);
    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.fetch_add(1000, Ordering::Relaxed);
        }
    }
    let (made, dropped) = (Arc::clone(made), Dropped(Arc::clone(made)));
    stream::iter(0..100).map(move |number| {
        let _held = &dropped;
        made.fetch_add(1, Ordering::Relaxed);
        json!(number)
    })
}

#[tokio::test(start_paused = true)]
async fn events_are_made_when_they_are_taken_and_no_longer_than_somebody_takes_them() {
    let made = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&made);
    let app = app(&WATCH, move |_| EventStream::new(counted(&counter)));
    let mut body = answer(&app, get()).await.into_body();
    for _ in 0..3 {
        piece(&mut body).await.unwrap();
    }
    assert_eq!(made.load(Ordering::Relaxed), 3);
    drop(body);
    assert_eq!(
        made.load(Ordering::Relaxed),
        1003,
        "the handler's stream is gone"
    );
}

#[tokio::test(start_paused = true)]
async fn no_store_keeps_a_stream() {
    let app = app(&START, |_| EventStream::new(numbers(1)));
    for _ in 0..2 {
        let request = Request::builder()
            .method("POST")
            .header("idempotency-key", "k1");
        let response = answer(&app, request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), 200);
        assert!(!response.headers().contains_key("idempotency-replayed"));
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(body, "data: 0\n\n", "a second call is a call");
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_was_not_declared_is_the_servers_mistake() {
    static PLAIN: OperationDescriptor = OperationDescriptor::DEFAULT;
    let app = app(&PLAIN, |_| EventStream::new(numbers(1)));
    assert_eq!(answer(&app, get()).await.status(), 500);
}

#[tokio::test(start_paused = true)]
async fn text_events_that_are_no_text_are_the_servers_mistake() {
    static TEXTS: OperationDescriptor = OperationDescriptor {
        stream: Some(StreamDescriptor {
            shape: Shape::Text,
            ..StreamDescriptor::DEFAULT
        }),
        ..OperationDescriptor::DEFAULT
    };
    let app = app(&TEXTS, |_| {
        EventStream::new(stream::iter([json!("a\r\nb"), json!(1)]))
    });
    let text = text(&app).await;
    assert!(
        text.starts_with("data: a\ndata: b\n\nevent: error\n"),
        "{text}"
    );
}
