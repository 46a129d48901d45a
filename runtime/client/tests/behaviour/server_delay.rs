//! The server is never called again before it asked to be.

use std::time::Duration;

use crate::harness::{LIST, Reply, Script, client, status};

/// When the second attempt came in, in milliseconds, after this answer to the first one.
async fn second_attempt(fields: &[(&'static str, &str)]) -> Option<u128> {
    let fields = fields
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect();
    let script = Script::new([Reply::Status(503, fields), status(200)]);
    client(&script).call(&LIST).await.unwrap();
    script.times().get(1).copied()
}

fn is_about(asked: u128, actual: Option<u128>) -> bool {
    // At least what was asked for, at most a tenth more (and the rounding of the timer).
    actual.is_some_and(|actual| (asked..=asked + asked / 10 + 2).contains(&actual))
}

#[tokio::test(start_paused = true)]
async fn all_forms_of_the_field_are_a_floor_with_a_tenth_of_jitter() {
    let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
    for (asked, fields) in [
        (2_000, vec![("retry-after", "2")]),
        (1_500, vec![("retry-after", "1.5")]),
        (2_500, vec![("retry-after-ms", "2500")]),
        (
            2_500,
            vec![("retry-after-ms", "2500"), ("retry-after", "9")],
        ),
        (
            10_000,
            vec![date, ("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT")],
        ),
        (
            10_000,
            vec![date, ("retry-after", "Sunday, 06-Nov-94 08:49:47 GMT")],
        ),
        (
            10_000,
            vec![date, ("retry-after", "Sun Nov  6 08:49:47 1994")],
        ),
        (3_000, vec![("ratelimit", "\"default\";r=0;t=3")]),
        (
            4_000,
            vec![("retry-after", "4"), ("ratelimit", "\"default\";r=0;t=3")],
        ),
    ] {
        let actual = second_attempt(&fields).await;
        assert!(is_about(asked, actual), "{fields:?}: {actual:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn nonsense_and_the_past_leave_the_backoff_alone() {
    let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
    for fields in [
        vec![("retry-after", "-5")],
        vec![("retry-after", "soon")],
        vec![date, ("retry-after", "Sun, 06 Nov 1994 08:49:00 GMT")],
        vec![("ratelimit", "\"default\";r=5;t=3")],
    ] {
        let actual = second_attempt(&fields).await.unwrap();
        assert!(actual <= 102, "{fields:?}: {actual}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_delay_beyond_the_deadline_is_given_up_at_once_and_told_to_the_caller() {
    for value in ["30", "3600", "99999999999999999999"] {
        let script = Script::new([Reply::with(503, "retry-after", value), status(200)]);
        let begun = tokio::time::Instant::now();
        let response = client(&script).call(&LIST).await.unwrap();
        assert_eq!((response.status(), script.count()), (503, 1), "{value}");
        assert_eq!(begun.elapsed(), Duration::ZERO);
        assert!(response.meta().retry_after().unwrap() >= Duration::from_secs(30));
    }
}
