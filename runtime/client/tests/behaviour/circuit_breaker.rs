//! A group of operations that keeps failing is left alone for a while.

use std::time::Duration;

use countersign_client::core::operation::{OperationDescriptor, RetryPolicy};
use countersign_client::{CircuitBreaker, Error, Request};
use tokio::time::{Instant, advance, timeout};

use crate::harness::{Client, Reply, Script, builder, status};

static PAY: OperationDescriptor = OperationDescriptor {
    id: "pay",
    group: "Payments",
    retry: RetryPolicy::NEVER,
    ..OperationDescriptor::DEFAULT
};

static REFUND: OperationDescriptor = OperationDescriptor {
    id: "refund",
    ..PAY
};

static SHIP: OperationDescriptor = OperationDescriptor {
    id: "ship",
    group: "Shipping",
    ..PAY
};

fn client(script: &Script) -> Client {
    builder(script)
        .circuit_breaker(CircuitBreaker::default())
        .build()
        .unwrap()
}

async fn calls(client: &Client, count: usize) {
    for _ in 0..count {
        let _outcome = client.call(&PAY).await;
    }
}

/// So many answers of the one kind, then the other kind for ever.
fn first(count: usize, reply: &Reply, then: Reply) -> Script {
    let mut replies = vec![reply.clone(); count];
    replies.push(then);
    Script::new(replies)
}

#[tokio::test(start_paused = true)]
async fn an_open_circuit_refuses_its_group_at_once_and_no_other() {
    let script = first(20, &status(500), status(200));
    let client = client(&script);
    calls(&client, 20).await;
    let begun = Instant::now();
    for operation in [&PAY, &REFUND] {
        let error = client.call(operation).await.unwrap_err();
        assert!(matches!(error, Error::CircuitOpen { .. }), "{error:?}");
        assert!(
            error.retry_after().unwrap() >= Duration::from_secs(5) && !error.may_have_been_sent()
        );
    }
    assert_eq!((begun.elapsed(), script.count()), (Duration::ZERO, 20));
    assert_eq!(client.call(&SHIP).await.unwrap().status(), 200);
}

#[tokio::test(start_paused = true)]
async fn probes_that_succeed_close_it_again() {
    let script = first(20, &Reply::Reset, status(200));
    let client = client(&script);
    calls(&client, 20).await;
    advance(Duration::from_secs(6)).await;
    for _ in 0..10 {
        assert_eq!(client.call(&PAY).await.unwrap().status(), 200);
    }
}

#[tokio::test(start_paused = true)]
async fn mistakes_of_the_caller_do_not_open_it() {
    for code in [400, 401, 403, 404, 409, 422] {
        let script = Script::new([status(code)]);
        let client = client(&script);
        calls(&client, 40).await;
        assert_eq!(script.count(), 40, "{code}");
    }
    for code in [408, 429, 500, 503] {
        let script = Script::new([status(code)]);
        let client = client(&script);
        calls(&client, 40).await;
        assert_eq!(script.count(), 20, "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn calls_that_are_dropped_give_their_probes_back() {
    let mut replies = vec![status(500); 20];
    replies.extend([
        Reply::Silence,
        Reply::Silence,
        Reply::Silence,
        Reply::Silence,
        status(200),
    ]);
    let script = Script::new(replies);
    let client = client(&script);
    calls(&client, 20).await;
    advance(Duration::from_secs(6)).await;
    for _ in 0..4 {
        assert!(
            timeout(Duration::from_secs(1), client.call(&PAY))
                .await
                .is_err()
        );
    }
    assert_eq!(client.call(&PAY).await.unwrap().status(), 200);
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_is_too_slow_has_failed() {
    let script = first(20, &status(500), Reply::Silence);
    let client = client(&script);
    calls(&client, 20).await;
    advance(Duration::from_secs(6)).await;
    let mut request = Request::new(&PAY);
    request.deadline(Duration::from_secs(1));
    assert!(matches!(
        client.0.execute(request).await.unwrap_err(),
        Error::Timeout { .. }
    ));
    assert!(matches!(
        client.call(&PAY).await.unwrap_err(),
        Error::CircuitOpen { .. }
    ));
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_is_refused_leaves_the_last_answer_as_the_outcome() {
    static STUBBORN: OperationDescriptor = OperationDescriptor {
        id: "stubborn-pay",
        retry: RetryPolicy {
            max_attempts: 50,
            max_interval: Duration::from_millis(100),
            ..RetryPolicy::DEFAULT
        },
        ..PAY
    };
    let script = Script::new([status(503)]);
    let response = client(&script).call(&STUBBORN).await.unwrap();
    assert_eq!((response.status(), response.meta().attempts), (503, 20));
}

#[tokio::test(start_paused = true)]
async fn without_a_circuit_breaker_every_call_goes_out() {
    let script = Script::new([status(500)]);
    let client = builder(&script).build().unwrap();
    calls(&client, 40).await;
    assert_eq!(script.count(), 40);
}
