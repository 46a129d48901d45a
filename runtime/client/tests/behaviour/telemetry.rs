//! Each attempt is a span with the names of the OpenTelemetry HTTP conventions, and no secret in it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use countersign_client::core::operation::{
    Idempotency, KeyHeader, OperationDescriptor, ParameterDescriptor,
};
use countersign_client::core::trace_context::TraceContext;
use countersign_client::{IdempotencyKey, Request};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use crate::harness::{LIST, Reply, Script, builder, client, status};

type Fields = BTreeMap<String, String>;

/// Every span of this process, in order. One recorder for all tests: subscribers that come and go in other threads make
/// `tracing` forget who is interested in what.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Recorded>>);

#[derive(Default)]
struct Recorded {
    spans: Vec<Fields>,
    newest: BTreeMap<u64, usize>,
}

impl Recorder {
    fn installed() -> &'static Self {
        static RECORDER: OnceLock<Recorder> = OnceLock::new();
        RECORDER.get_or_init(|| {
            let recorder = Self::default();
            let subscriber = tracing_subscriber::registry().with(recorder.clone());
            tracing::subscriber::set_global_default(subscriber).unwrap();
            recorder
        })
    }
}

impl<S: tracing::Subscriber> Layer<S> for Recorder {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        let mut fields = Fields::new();
        attributes.record(&mut Fill(&mut fields));
        let mut recorded = self.0.lock().unwrap();
        recorded.spans.push(fields);
        let index = recorded.spans.len() - 1;
        recorded.newest.insert(id.into_u64(), index);
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, _: Context<'_, S>) {
        let mut recorded = self.0.lock().unwrap();
        let index = recorded.newest[&id.into_u64()];
        record.record(&mut Fill(&mut recorded.spans[index]));
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

/// The spans of a call, in order. Each test has operations of its own.
async fn spans(script: Script, request: Request) -> Vec<Fields> {
    let recorder = Recorder::installed();
    let operation = request.operation().id;
    let _outcome = client(&script).0.execute(request).await;
    let all = recorder.0.lock().unwrap();
    let ours = |fields: &&Fields| field(fields, "countersign.operation") == Some(operation);
    all.spans.iter().filter(ours).cloned().collect()
}

fn field<'f>(fields: &'f Fields, name: &str) -> Option<&'f str> {
    fields.get(name).map(String::as_str)
}

#[tokio::test(start_paused = true)]
async fn an_attempt_is_named_by_its_template_and_says_how_it_ended() {
    static ID: ParameterDescriptor = ParameterDescriptor::path("orderId");
    static GET: OperationDescriptor = OperationDescriptor {
        id: "observedGet",
        path: "/orders/{orderId}",
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
        ("countersign.operation", "observedGet"),
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
        let operation = Box::leak(Box::new(OperationDescriptor {
            id: error_type,
            ..LIST
        }));
        let mut request = Request::new(operation);
        request.retry(countersign_client::RetryPolicy::NEVER);
        let spans = spans(Script::new([reply]), request).await;
        assert_eq!(field(&spans[0], "error.type"), Some(error_type));
    }
}

#[tokio::test(start_paused = true)]
async fn resends_are_counted_and_the_key_stays_private() {
    static OBSERVED: OperationDescriptor = OperationDescriptor {
        id: "observedPost",
        method: "POST",
        idempotency: Idempotency::Accepted(KeyHeader::DEFAULT),
        ..OperationDescriptor::DEFAULT
    };
    let mut request = Request::new(&OBSERVED);
    request.idempotency_key(IdempotencyKey::new("cart-42").unwrap());
    let spans = spans(Script::new([status(503), status(201)]), request).await;
    let last = spans.last().unwrap();
    assert_eq!(field(last, "http.request.resend_count"), Some("1"));
    assert_eq!(field(last, "http.response.status_code"), Some("201"));
    assert!(!format!("{spans:?}").contains("cart-42"));
}

#[tokio::test(start_paused = true)]
async fn each_attempt_continues_the_trace_it_is_told() {
    let script = Script::new([status(503), status(200)]);
    let spans = Arc::new(AtomicU64::new(1));
    let client = builder(&script)
        .trace_context(move || {
            TraceContext::new(0xabc, spans.fetch_add(1, Ordering::Relaxed), true)
        })
        .build()
        .unwrap();
    client.call(&LIST).await.unwrap();
    let parents: Vec<String> = script
        .seen()
        .iter()
        .map(|seen| seen.field("traceparent").unwrap().to_owned())
        .collect();
    assert_eq!(
        parents,
        [
            "00-00000000000000000000000000000abc-0000000000000001-01",
            "00-00000000000000000000000000000abc-0000000000000002-01",
        ]
    );
}
