//! Bodies can be sent again, and are read up to a limit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use countersign_client::core::operation::OperationDescriptor;
use countersign_client::{Body, BodySource, Bytes, Error, Request};

use crate::harness::{LIST, Script, builder, client, status};

static UPLOAD: OperationDescriptor = OperationDescriptor {
    id: "upload",
    method: "PUT",
    ..OperationDescriptor::DEFAULT
};

#[tokio::test(start_paused = true)]
async fn every_attempt_sends_the_whole_body() {
    let script = Script::new([status(503), status(503), status(200)]);
    let opened = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&opened);
    let mut request = Request::new(&UPLOAD);
    request.body(
        "text/plain",
        BodySource::factory(move || {
            counter.fetch_add(1, Ordering::Relaxed);
            Body::from(Bytes::from_static(b"hello"))
        }),
    );
    client(&script).0.execute(request).await.unwrap();
    assert_eq!(opened.load(Ordering::Relaxed), 3);
    for seen in script.seen() {
        assert_eq!(
            (seen.body.as_slice(), seen.field("content-type")),
            (&b"hello"[..], Some("text/plain"))
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_response_beyond_the_limit_is_an_error_and_not_a_retry() {
    let script = Script::new([status(200)]);
    let client = builder(&script).body_limit(1).build().unwrap();
    let error = client.call(&LIST).await.unwrap_err();
    assert!(
        matches!(error, Error::ResponseTooLarge { limit: 1, .. }),
        "{error:?}"
    );
    assert_eq!((error.status().unwrap().as_u16(), script.count()), (200, 1));
}
