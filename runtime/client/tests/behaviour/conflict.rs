//! 409 means "still running" where a key was sent, and is an answer everywhere else.

use countersign_client::core::operation::OperationDescriptor;

use crate::harness::{ADD, CREATE, Reply, Script, client, status};

static PUT: OperationDescriptor = OperationDescriptor {
    id: "put",
    method: "PUT",
    ..OperationDescriptor::DEFAULT
};

#[tokio::test(start_paused = true)]
async fn a_key_in_flight_is_waited_for_and_its_answer_is_the_answer() {
    let script = Script::new([
        Reply::Reset,
        Reply::with(409, "retry-after", "1"),
        status(201),
    ]);
    let response = client(&script).call(&CREATE).await.unwrap();
    assert_eq!((response.status(), response.meta().attempts), (201, 3));
    assert!(script.times()[2] - script.times()[1] >= 1_000);
}

#[tokio::test(start_paused = true)]
async fn another_payload_under_the_same_key_is_final() {
    let script = Script::new([status(409), status(422), status(201)]);
    let response = client(&script).call(&CREATE).await.unwrap();
    assert_eq!((response.status(), response.meta().attempts), (422, 2));
}

#[tokio::test(start_paused = true)]
async fn without_a_key_a_conflict_is_the_answer() {
    for operation in [&ADD, &PUT] {
        let script = Script::new([status(409), status(201)]);
        assert_eq!(client(&script).call(operation).await.unwrap().status(), 409);
    }
}
