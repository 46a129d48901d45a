//! Work stops when its caller has stopped waiting, and does not begin when there is no room.

use std::sync::Arc;
use std::time::Duration;

use countersign_server::operation::OperationDescriptor;
use countersign_server::{Context, Problem, Reply, Router};
use http::HeaderName;

use crate::tiny::call_with;

static SLOW: OperationDescriptor = OperationDescriptor {
    id: "slow",
    ..OperationDescriptor::DEFAULT
};

async fn slow(_: Arc<()>, cx: Context<()>, (): ()) -> Result<Reply, Problem> {
    tokio::time::sleep(Duration::from_secs(2)).await;
    Ok(Reply::new(200).json("application/json", &cx.deadline().is_some()))
}

#[tokio::test(start_paused = true)]
async fn a_passed_deadline_is_a_gateway_timeout() {
    let app = Router::new(&[])
        .route(&SLOW, &Arc::new(()), slow)
        .deadline_header(HeaderName::from_static("x-deadline-ms"))
        .build()
        .unwrap();
    for (header, status) in [
        ("1999", 504),
        ("2001", 200),
        ("18446744073709551615", 200),
        ("soon", 200),
    ] {
        let seen = call_with(&app, "GET", "/", &[("x-deadline-ms", header)]).await;
        assert_eq!(seen.status, status, "{header}");
    }
}

#[tokio::test(start_paused = true)]
async fn requests_beyond_the_capacity_are_told_to_come_back() {
    let app = Router::new(&[])
        .route(&SLOW, &Arc::new(()), slow)
        .concurrency_limit(2)
        .build()
        .unwrap();
    let one = call_with(&app, "GET", "/", &[]);
    let two = call_with(&app, "GET", "/", &[]);
    let three = call_with(&app, "GET", "/", &[]);
    let (one, two, three) = tokio::join!(one, two, three);
    assert_eq!((one.status, two.status, three.status), (200, 200, 503));
    assert_eq!(three.header("retry-after"), Some("1"));
    assert_eq!(call_with(&app, "GET", "/", &[]).await.status, 200);
}
