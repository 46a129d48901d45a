//! One idempotency key per logical call, the same on every attempt.

use countersign_client::core::operation::{Idempotency, KeyFormat, KeyHeader, OperationDescriptor};
use countersign_client::{IdempotencyKey, Request};

use crate::harness::{CREATE, LIST, Reply, Script, client, status};

static QUOTED: OperationDescriptor = OperationDescriptor {
    id: "quoted",
    method: "POST",
    idempotency: Idempotency::Required(KeyHeader {
        name: "X-Idempotency",
        format: KeyFormat::Quoted,
        ..KeyHeader::DEFAULT
    }),
    ..OperationDescriptor::DEFAULT
};

#[tokio::test(start_paused = true)]
async fn every_attempt_has_the_key_of_the_call_and_every_call_its_own() {
    let script = Script::new([Reply::Unreachable, status(503), status(201)]);
    let client = client(&script);
    let first = client.call(&CREATE).await.unwrap();
    let second = client.call(&CREATE).await.unwrap();

    let keys: Vec<String> = script
        .seen()
        .iter()
        .map(|seen| seen.field("idempotency-key").unwrap().to_owned())
        .collect();
    assert_eq!(keys.len(), 4);
    assert!(keys[0] == keys[1] && keys[1] == keys[2]);
    assert_ne!(keys[2], keys[3]);
    assert_eq!(
        first.meta().idempotency_key.as_ref().unwrap().as_str(),
        keys[0]
    );
    assert_eq!(
        second.meta().idempotency_key.as_ref().unwrap().as_str(),
        keys[3]
    );
}

#[tokio::test(start_paused = true)]
async fn the_key_of_the_caller_is_used_and_spelled_as_the_contract_says() {
    let script = Script::new([status(503), status(201)]);
    let mut request = Request::new(&QUOTED);
    request.idempotency_key(IdempotencyKey::new("cart-42").unwrap());
    client(&script).0.execute(request).await.unwrap();
    for seen in script.seen() {
        assert_eq!(seen.field("x-idempotency"), Some("\"cart-42\""));
        assert_eq!(seen.field("idempotency-key"), None);
    }
}

#[tokio::test(start_paused = true)]
async fn operations_that_do_not_look_at_keys_get_none() {
    let script = Script::new([status(200)]);
    let response = client(&script).call(&LIST).await.unwrap();
    assert_eq!(script.seen()[0].field("idempotency-key"), None);
    assert_eq!(response.meta().idempotency_key, None);
}

#[tokio::test(start_paused = true)]
async fn a_failed_call_hands_its_key_back() {
    let script = Script::new([Reply::Silence]);
    let error = client(&script).call(&CREATE).await.unwrap_err();
    assert_eq!(
        error.idempotency_key().unwrap().as_str(),
        script.seen()[0].field("idempotency-key").unwrap()
    );
}

#[tokio::test(start_paused = true)]
async fn a_replayed_answer_is_marked() {
    for (name, value, replayed) in [
        ("idempotency-replayed", "true", true),
        ("idempotent-replayed", "true", true),
        ("idempotency-replayed", "false", false),
        ("x-other", "true", false),
    ] {
        let script = Script::new([Reply::with(201, name, value)]);
        let response = client(&script).call(&CREATE).await.unwrap();
        assert_eq!(response.meta().replayed, replayed, "{name}: {value}");
    }
}
