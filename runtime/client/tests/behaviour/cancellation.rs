//! A call can be dropped at any await: nothing goes on behind its back and the client stays usable.

use std::sync::atomic::Ordering;
use std::time::Duration;

use countersign_client::core::operation::{OperationDescriptor, RateLimit, RetryPolicy};
use tokio::time::{sleep, timeout};

use crate::harness::{LIST, Reply, Script, client, status};

static STEADY: OperationDescriptor = OperationDescriptor {
    id: "steady",
    rate_limit: Some(RateLimit {
        requests: 1,
        window: Duration::from_secs(1),
        burst: 1,
    }),
    retry: RetryPolicy {
        initial_interval: Duration::from_secs(2),
        ..RetryPolicy::DEFAULT
    },
    ..OperationDescriptor::DEFAULT
};

#[tokio::test(start_paused = true)]
async fn a_call_dropped_in_an_attempt_takes_the_attempt_with_it() {
    let script = Script::new([Reply::Silence, status(200)]);
    let client = client(&script);
    assert!(
        timeout(Duration::from_secs(1), client.call(&LIST))
            .await
            .is_err()
    );
    assert_eq!(script.in_flight.load(Ordering::Relaxed), 0);
    sleep(Duration::from_secs(60)).await;
    assert_eq!(script.count(), 1, "nothing is retried by nobody");
    assert_eq!(client.call(&LIST).await.unwrap().status(), 200);
}

#[tokio::test(start_paused = true)]
async fn a_call_dropped_at_any_moment_leaves_the_client_usable() {
    // 503, pause, 503, pause, slow answer: drops land in the queue of the rate limit, in attempts and in pauses.
    for millis in (0..12_000).step_by(250) {
        let script = Script::new([
            Reply::Slow(503, Duration::from_millis(600)),
            Reply::Slow(503, Duration::from_millis(600)),
            Reply::Slow(200, Duration::from_millis(600)),
        ]);
        let client = client(&script);
        let _first_place = timeout(Duration::from_millis(millis / 4), client.call(&STEADY)).await;
        let _dropped = timeout(Duration::from_millis(millis), client.call(&STEADY)).await;
        assert_eq!(
            script.in_flight.load(Ordering::Relaxed),
            0,
            "after {millis} ms"
        );
        let before = script.count();
        sleep(Duration::from_secs(60)).await;
        assert_eq!(script.count(), before, "after {millis} ms");
        assert!(client.call(&STEADY).await.is_ok(), "after {millis} ms");
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_before_the_call_is_polled() {
    let script = Script::new([status(200)]);
    let client = client(&script);
    drop(client.call(&LIST));
    assert_eq!(script.count(), 0);
}
