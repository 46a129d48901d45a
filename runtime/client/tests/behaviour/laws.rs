//! What holds for every policy, every server and every throw of the dice.

use std::time::Duration;

use countersign_client::core::operation::{
    Idempotency, KeyHeader, OperationDescriptor, RetryPolicy, TimeoutPolicy,
};
use proptest::prelude::*;
use tokio::time::Instant;

use crate::harness::{Client, Reply, Script, Seeded, builder, status};

fn reply() -> impl Strategy<Value = Reply> {
    prop_oneof![
        Just(Reply::Unreachable),
        Just(Reply::Reset),
        Just(Reply::Silence),
        (0_u64..20_000).prop_map(|millis| Reply::Slow(503, Duration::from_millis(millis))),
        (0_u32..40).prop_map(|seconds| Reply::with(429, "retry-after", seconds.to_string())),
        prop::sample::select(vec![200_u16, 400, 409, 500, 502, 504]).prop_map(status),
    ]
}

fn policy() -> impl Strategy<Value = RetryPolicy> {
    (1_u32..12, 0_u64..3_000, 0.5_f64..4.0).prop_map(|(max_attempts, millis, multiplier)| {
        RetryPolicy {
            max_attempts,
            initial_interval: Duration::from_millis(millis),
            multiplier,
            ..RetryPolicy::DEFAULT
        }
    })
}

fn operation(
    method: &'static str,
    keyed: bool,
    retry: RetryPolicy,
) -> &'static OperationDescriptor {
    Box::leak(Box::new(OperationDescriptor {
        id: "any",
        method,
        retry,
        idempotency: if keyed {
            Idempotency::Accepted(KeyHeader::DEFAULT)
        } else {
            Idempotency::None
        },
        timeout: TimeoutPolicy::DEFAULT,
        ..OperationDescriptor::DEFAULT
    }))
}

/// Runs in virtual time on a runtime of its own.
fn virtually<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap()
        .block_on(future)
}

struct Observed {
    script: Script,
    elapsed: Duration,
    sent_again: bool,
}

fn observe(operation: &'static OperationDescriptor, replies: Vec<Reply>, seed: u64) -> Observed {
    virtually(async {
        let script = Script::new(replies);
        let client: Client = builder(&script).random(Seeded::new(seed)).build().unwrap();
        let begun = Instant::now();
        let _outcome = client.call(operation).await;
        Observed {
            elapsed: begun.elapsed(),
            sent_again: script.count() > 1,
            script,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_call_outlives_its_deadline_and_no_attempt_begins_after_it(
        retry in policy(), replies in prop::collection::vec(reply(), 1..8), seed: u64,
    ) {
        let observed = observe(operation("GET", false, retry), replies, seed);
        prop_assert!(observed.elapsed <= Duration::from_millis(30_001));
        prop_assert!(observed.script.times().iter().all(|at| *at < 30_000));
        prop_assert!(observed.script.count() <= retry.max_attempts as usize);
    }

    #[test]
    fn every_attempt_of_a_call_has_the_same_key(
        retry in policy(), replies in prop::collection::vec(reply(), 1..8), seed: u64,
    ) {
        let observed = observe(operation("POST", true, retry), replies, seed);
        let seen = observed.script.seen();
        let key = seen[0].field("idempotency-key");
        prop_assert!(key.is_some());
        prop_assert!(seen.iter().all(|attempt| attempt.field("idempotency-key") == key));
    }

    #[test]
    fn a_post_without_a_key_is_seen_by_the_server_once_at_most(
        retry in policy(), replies in prop::collection::vec(reply(), 1..8), seed: u64,
    ) {
        let unreachable = |reply: &&Reply| matches!(reply, Reply::Unreachable);
        let never_left = replies.iter().take_while(unreachable).count();
        let observed = observe(operation("POST", false, retry), replies.clone(), seed);
        prop_assert!(!observed.sent_again || never_left > 0);
        prop_assert!(observed.script.count() <= never_left + 1 || never_left == replies.len());
    }

    #[test]
    fn the_next_attempt_comes_no_earlier_than_the_server_asked(
        retry in policy(), seconds in 0_u32..20, seed: u64,
    ) {
        let replies = vec![Reply::with(503, "retry-after", seconds.to_string())];
        let observed = observe(operation("GET", false, retry), replies, seed);
        for pair in observed.script.times().windows(2) {
            prop_assert!(pair[1] - pair[0] >= u128::from(seconds) * 1_000);
        }
    }

    #[test]
    fn a_server_that_is_down_gets_a_fifth_more_load_beyond_the_reserve(
        calls in 1_usize..300, retry in policy(), seed: u64,
    ) {
        let operation = operation("GET", false, retry);
        let (attempts, seconds) = virtually(async {
            let script = Script::new([status(503)]);
            let client: Client = builder(&script).random(Seeded::new(seed)).build().unwrap();
            futures_util::future::join_all((0..calls).map(|_| client.call(operation))).await;
            (script.count(), script.times().last().copied().unwrap_or_default() / 1_000)
        });
        let windows = usize::try_from(seconds).unwrap() / 10 + 1;
        prop_assert!(attempts - calls <= calls / 5 + windows * 101, "{attempts} attempts in {seconds} s");
    }
}
