//! Calls keep to the rate the contract declares.

use std::time::Duration;

use countersign_client::core::operation::{OperationDescriptor, RateLimit};
use countersign_client::{Error, Request};
use futures_util::future::join_all;
use tokio::time::Instant;

use crate::harness::{LIST, Script, client, status};

static LIMITED: OperationDescriptor = OperationDescriptor {
    id: "limited",
    rate_limit: Some(RateLimit {
        requests: 4,
        window: Duration::from_secs(1),
        burst: 2,
    }),
    ..OperationDescriptor::DEFAULT
};

#[tokio::test(start_paused = true)]
async fn calls_beyond_the_burst_wait_for_their_turn() {
    let script = Script::new([status(200)]);
    let client = client(&script);
    join_all((0..5).map(|_| client.call(&LIMITED))).await;
    let mut times = script.times();
    times.sort_unstable();
    assert_eq!(
        times.iter().map(|at| at / 10 * 10).collect::<Vec<_>>(),
        [0, 0, 250, 500, 750]
    );
}

#[tokio::test(start_paused = true)]
async fn a_turn_after_the_deadline_is_refused_at_once() {
    let script = Script::new([status(200)]);
    let client = client(&script);
    let impatient = || {
        let mut request = Request::new(&LIMITED);
        request.deadline(Duration::from_millis(100));
        client.0.execute(request)
    };
    let begun = Instant::now();
    let outcomes = join_all((0..3).map(|_| impatient())).await;
    let refused = outcomes.into_iter().find_map(Result::err).unwrap();
    assert!(
        matches!(refused, Error::RateLimited { retry_after, .. } if retry_after == Duration::from_millis(250))
    );
    assert!(!refused.may_have_been_sent());
    assert_eq!((begun.elapsed(), script.count()), (Duration::ZERO, 2));
}

#[tokio::test(start_paused = true)]
async fn operations_do_not_take_turns_from_each_other() {
    let script = Script::new([status(200)]);
    let client = client(&script);
    join_all((0..3).map(|_| client.call(&LIMITED))).await;
    let begun = Instant::now();
    client.call(&LIST).await.unwrap();
    assert_eq!(begun.elapsed(), Duration::ZERO);
}
