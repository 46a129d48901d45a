//! A call is sent again only if that cannot make it happen twice.

use countersign_client::core::operation::{OperationDescriptor, RetryPolicy};
use countersign_client::{Error, IdempotencyKey, Request};

use crate::harness::{ADD, CREATE, LIST, Reply, Script, client, status};

/// Attempts of an operation against a server that always replies like this.
async fn attempts(operation: &'static OperationDescriptor, reply: Reply) -> usize {
    let script = Script::new([reply]);
    let _outcome = client(&script).call(operation).await;
    script.count()
}

#[tokio::test(start_paused = true)]
async fn a_post_without_a_key_is_sent_once_if_the_server_may_have_seen_it() {
    for reply in [
        status(500),
        status(503),
        status(429),
        status(408),
        Reply::Reset,
        Reply::Silence,
    ] {
        assert_eq!(attempts(&ADD, reply.clone()).await, 1, "{reply:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_post_that_never_left_is_sent_again() {
    assert_eq!(attempts(&ADD, Reply::Unreachable).await, 3);
    let script = Script::new([Reply::Unreachable, status(200)]);
    assert_eq!(client(&script).call(&ADD).await.unwrap().meta().attempts, 2);
}

#[tokio::test(start_paused = true)]
async fn a_post_that_may_have_been_sent_once_is_not_sent_again_after_a_later_connection_error() {
    let script = Script::new([Reply::Unreachable, Reply::Reset, Reply::Unreachable]);
    let error = client(&script).call(&ADD).await.unwrap_err();
    assert!(matches!(error, Error::Io { sent: true, .. }), "{error:?}");
    assert_eq!(script.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn idempotent_methods_and_keyed_posts_are_sent_again() {
    for reply in [status(500), status(503), status(429), Reply::Reset] {
        assert_eq!(attempts(&LIST, reply.clone()).await, 3, "{reply:?}");
        assert_eq!(attempts(&CREATE, reply.clone()).await, 3, "{reply:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn answers_that_will_not_change_are_final() {
    for code in [200, 204, 302, 400, 401, 403, 404, 409, 422, 501, 505] {
        assert_eq!(attempts(&LIST, status(code)).await, 1, "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_server_may_know_better_but_not_make_a_call_unsafe() {
    let says = |code, word: &str| Reply::with(code, "x-should-retry", word);
    assert_eq!(attempts(&LIST, says(503, "false")).await, 1);
    assert_eq!(attempts(&LIST, says(400, "true")).await, 3);
    assert_eq!(attempts(&ADD, says(503, "true")).await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_key_the_operation_does_not_look_at_makes_nothing_safe() {
    let script = Script::new([status(503)]);
    let mut request = Request::new(&ADD);
    request.idempotency_key(IdempotencyKey::new("cart-42").unwrap());
    client(&script).0.execute(request).await.unwrap();
    assert_eq!(script.count(), 1);
    assert_eq!(script.seen()[0].field("idempotency-key"), Some("cart-42"));
}

#[tokio::test(start_paused = true)]
async fn retries_can_be_switched_off_for_a_call() {
    let script = Script::new([status(503)]);
    let mut request = Request::new(&LIST);
    request.retry(RetryPolicy::NEVER);
    client(&script).0.execute(request).await.unwrap();
    assert_eq!(script.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_last_response_is_the_outcome_of_a_call_that_never_succeeded() {
    let script = Script::new([status(503), status(502), status(500)]);
    let response = client(&script).call(&LIST).await.unwrap();
    assert_eq!((response.status(), response.meta().attempts), (500, 3));
}

#[tokio::test(start_paused = true)]
async fn an_error_says_whether_the_server_may_have_acted() {
    let outcome = |reply| async move {
        let script = Script::new([reply]);
        client(&script)
            .call(&ADD)
            .await
            .unwrap_err()
            .may_have_been_sent()
    };
    assert!(!outcome(Reply::Unreachable).await);
    assert!(outcome(Reply::Reset).await);
    assert!(outcome(Reply::Silence).await);
}
