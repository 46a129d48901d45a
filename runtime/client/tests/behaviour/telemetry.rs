//! Each attempt is a span with the names of the OpenTelemetry HTTP conventions, and no secret in it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use countersign_client::core::operation::{OperationDescriptor, ParameterDescriptor, Segment};
use countersign_client::{IdempotencyKey, Request};
use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber;
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use crate::harness::{CREATE, LIST, Reply, Script, client, status};

type Fields = BTreeMap<String, String>;

#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<BTreeMap<u64, Fields>>>);

impl<S: tracing::Subscriber> Layer<S> for Recorder {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        let mut spans = self.0.lock().unwrap();
        attributes.record(&mut Fill(spans.entry(id.into_u64()).or_default()));
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, _: Context<'_, S>) {
        let mut spans = self.0.lock().unwrap();
        record.record(&mut Fill(spans.entry(id.into_u64()).or_default()));
    }
}

struct Fill<'f>(&'f mut Fields);

impl Visit for Fill<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

/// The spans of a call, in order.
async fn spans(script: Script, request: Request) -> Vec<Fields> {
    let recorder = Recorder::default();
    // Ids of closed spans are used again, so every span is kept open until the end by the registry being bypassed.
    let subscriber = tracing_subscriber::registry().with(recorder.clone());
    let client = client(&script);
    let _outcome = client.0.execute(request).with_subscriber(subscriber).await;
    let spans = recorder.0.lock().unwrap();
    spans.values().cloned().collect()
}

fn field<'f>(fields: &'f Fields, name: &str) -> Option<&'f str> {
    fields.get(name).map(String::as_str)
}

#[tokio::test(start_paused = true)]
async fn an_attempt_is_named_by_its_template_and_says_how_it_ended() {
    static ID: ParameterDescriptor = ParameterDescriptor::path("orderId");
    static GET: OperationDescriptor = OperationDescriptor {
        id: "getOrder",
        path: "/orders/{orderId}",
        segments: &[Segment::Literal("/orders/"), Segment::Parameter("orderId")],
        ..OperationDescriptor::DEFAULT
    };
    let mut request = Request::new(&GET);
    request.parameter(&ID, "private");
    let spans = spans(Script::new([status(404)]), request).await;
    let [span] = &spans[..] else {
        panic!("{spans:?}")
    };
    for (name, value) in [
        ("otel.name", "GET /orders/{orderId}"),
        ("otel.kind", "client"),
        ("http.request.method", "GET"),
        ("url.template", "/orders/{orderId}"),
        ("url.scheme", "https"),
        ("server.address", "shop.test"),
        ("server.port", "443"),
        ("http.response.status_code", "404"),
        ("error.type", "404"),
        ("countersign.operation", "getOrder"),
    ] {
        assert_eq!(field(span, name), Some(value), "{name}");
    }
    assert_eq!(field(span, "http.request.resend_count"), None);
    assert!(!format!("{span:?}").contains("private"));
}

#[tokio::test(start_paused = true)]
async fn attempts_that_are_cut_off_or_never_leave_say_so() {
    for (reply, error_type) in [
        (Reply::Silence, "timeout"),
        (Reply::Unreachable, "connect"),
        (Reply::Reset, "io"),
        (status(503), "503"),
    ] {
        let mut request = Request::new(&LIST);
        request.retry(countersign_client::RetryPolicy::NEVER);
        let spans = spans(Script::new([reply]), request).await;
        assert_eq!(field(&spans[0], "error.type"), Some(error_type));
    }
}

#[tokio::test(start_paused = true)]
async fn resends_are_counted_and_the_key_stays_private() {
    let mut request = Request::new(&CREATE);
    request.idempotency_key(IdempotencyKey::new("cart-42").unwrap());
    let spans = spans(Script::new([status(503), status(201)]), request).await;
    let last = spans.last().unwrap();
    assert_eq!(field(last, "http.request.resend_count"), Some("1"));
    assert_eq!(field(last, "http.response.status_code"), Some("201"));
    assert!(!format!("{spans:?}").contains("cart-42"));
}
