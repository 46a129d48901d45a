//! Time limits: the whole call, one attempt, and what counts to which.

use std::time::Duration;

use countersign_client::core::operation::{OperationDescriptor, RetryPolicy};
use countersign_client::{Error, Request, TimeoutScope, TransportError};
use tokio::time::Instant;

use crate::harness::{ADD, LIST, Reply, Script, builder, client, status};

static PATIENT: OperationDescriptor = OperationDescriptor {
    id: "patient",
    retry: RetryPolicy {
        max_attempts: 1_000,
        initial_interval: Duration::from_secs(8),
        max_interval: Duration::from_secs(8),
        ..RetryPolicy::DEFAULT
    },
    ..OperationDescriptor::DEFAULT
};

#[tokio::test(start_paused = true)]
async fn an_attempt_takes_ten_seconds_at_most_and_the_call_thirty() {
    let script = Script::new([Reply::Silence]);
    let begun = Instant::now();
    let error = client(&script).call(&LIST).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Timeout {
                scope: TimeoutScope::Call,
                sent: true,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(begun.elapsed().as_secs(), 30);
    assert_eq!(script.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_took_too_long_and_may_not_be_repeated_is_the_outcome() {
    let script = Script::new([Reply::Silence]);
    let begun = Instant::now();
    let error = client(&script).call(&ADD).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Timeout {
                scope: TimeoutScope::Attempt,
                sent: true,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(begun.elapsed().as_secs(), 10);
}

#[tokio::test(start_paused = true)]
async fn backoff_counts_to_the_call_but_not_to_the_attempt() {
    // Each attempt takes 9 s, each pause up to 8 s: attempts are never cut short, and the third one is the last that fits.
    let script = Script::new([Reply::Slow(503, Duration::from_secs(9))]);
    let begun = Instant::now();
    let outcome = client(&script).call(&PATIENT).await;
    assert!(begun.elapsed() <= Duration::from_secs(30));
    for pair in script.times().windows(2) {
        assert!(pair[1] - pair[0] >= 9_000, "{:?}", script.times());
    }
    match outcome {
        Ok(response) => assert_eq!(response.status(), 503),
        Err(error) => assert!(matches!(
            error,
            Error::Timeout {
                scope: TimeoutScope::Call,
                ..
            }
        )),
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_a_client_and_a_contract_can_each_set_limits_and_the_nearest_wins() {
    let elapsed = |request: Request, script: Script| async move {
        let begun = Instant::now();
        let client = builder(&script)
            .deadline(Duration::from_secs(7))
            .build()
            .unwrap();
        client.0.execute(request).await.unwrap_err();
        begun.elapsed().as_secs()
    };
    let silence = || Script::new([Reply::Silence]);
    assert_eq!(elapsed(Request::new(&LIST), silence()).await, 7);
    let mut request = Request::new(&LIST);
    request.deadline(Duration::from_secs(2));
    assert_eq!(elapsed(request, silence()).await, 2);
    let mut request = Request::new(&ADD);
    request.attempt_timeout(Duration::from_secs(1));
    assert_eq!(elapsed(request, silence()).await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_that_passes_between_attempts_remembers_what_was_sent() {
    let script = Script::new([Reply::Unreachable]);
    let mut request = Request::new(&PATIENT);
    request.deadline(Duration::from_millis(1));
    let error = client(&script).0.execute(request).await.unwrap_err();
    assert!(!error.may_have_been_sent(), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_takes_too_long_was_not_sent() {
    #[derive(Debug)]
    struct Far;
    impl countersign_client::Transport for Far {
        fn send(
            &self,
            request: http::Request<countersign_client::Body>,
        ) -> futures_util::future::BoxFuture<'static, countersign_client::TransportResult> {
            let limit = *request
                .extensions()
                .get::<countersign_client::ConnectTimeout>()
                .unwrap();
            Box::pin(async move {
                tokio::time::sleep(limit.0).await;
                Err(TransportError::connect_timeout("no answer to SYN"))
            })
        }
    }
    let client = builder(&Script::new([status(200)]))
        .transport(Far)
        .build()
        .unwrap();
    let begun = Instant::now();
    let error = client.call(&ADD).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Timeout {
                scope: TimeoutScope::Connect,
                sent: false,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(
        begun.elapsed() >= Duration::from_secs(9),
        "three attempts of 3 s each"
    );
}

#[tokio::test(start_paused = true)]
async fn a_pause_that_ends_with_the_deadline_is_followed_by_nothing() {
    #[derive(Debug)]
    struct NoJitter;
    impl countersign_client::Random for NoJitter {
        fn bits(&self) -> Option<u64> {
            Some(0)
        }
    }
    // Timers count whole milliseconds: the pause of 9.5 ms and the deadline of 10 ms are over at once.
    let script = Script::new([Reply::with(503, "retry-after-ms", "9.5"), status(200)]);
    let client = builder(&script).random(NoJitter).build().unwrap();
    let mut request = Request::new(&LIST);
    request.deadline(Duration::from_millis(10));
    let error = client.0.execute(request).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Timeout {
                scope: TimeoutScope::Call,
                sent: true,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(script.count(), 1);
}
