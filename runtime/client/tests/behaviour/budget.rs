//! A client does not make an outage worse.

use std::time::Duration;

use crate::harness::{ADD, LIST, Reply, STUBBORN, Script, client, status};

#[tokio::test(start_paused = true)]
async fn retries_of_all_calls_together_are_limited_and_first_attempts_are_not() {
    let script = Script::new([status(503)]);
    let client = client(&script);
    for _ in 0..400 {
        client.call(&STUBBORN).await.unwrap();
        // Failing costs time; without this the backoff alone would spread the calls.
        tokio::time::advance(Duration::from_millis(1)).await;
    }
    let seconds = script.times().last().unwrap() / 1_000;
    let retries = script.count() - 400;
    assert!(script.count() >= 400);
    assert!(
        retries as u128 <= 400 / 5 + (seconds / 10 + 1) * 101,
        "{retries} in {seconds} s"
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_without_budget_fails_fast_with_the_last_answer() {
    let script = Script::new([status(503)]);
    let client = client(&script);
    let calls = futures_util::future::join_all((0..300).map(|_| client.call(&LIST))).await;
    let alone = calls
        .into_iter()
        .filter(|outcome| outcome.as_ref().unwrap().meta().attempts == 1)
        .count();
    assert!(alone >= 100, "{alone} of 300 calls were not retried");
    assert!(script.count() <= 300 + 60 + 100);
}

#[tokio::test(start_paused = true)]
async fn clones_of_a_client_share_the_budget_and_clients_do_not() {
    let script = Script::new([status(503)]);
    let (one, other) = (client(&script), client(&script));
    let clone = one.0.clone();
    futures_util::future::join_all((0..300).map(|_| one.call(&LIST))).await;
    let request = || countersign_client::Request::new(&LIST);
    let attempts = |runtime: countersign_client::Runtime| async move {
        runtime.execute(request()).await.unwrap().meta().attempts
    };
    assert_eq!(attempts(clone).await, 1);
    assert_eq!(attempts(other.0).await, 3);
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_helped_is_given_back_and_one_that_did_not_is_not() {
    let retried = |second: Reply| async move {
        // The reserve is 100 retries; each call that is not let down takes one.
        let replies: Vec<Reply> = (0..200)
            .flat_map(|_| [Reply::Unreachable, second.clone()])
            .collect();
        let script = Script::new(replies);
        let client = client(&script);
        let mut retried = 0;
        for _ in 0..200 {
            let before = script.count();
            let _outcome = client.call(&ADD).await;
            retried += script.count() - before - 1;
            if script.count() - before == 1 {
                break;
            }
        }
        retried
    };
    assert_eq!(retried(status(200)).await, 200);
    assert!(retried(Reply::Reset).await < 200);
}
