//! One effect per key.

use crate::shop::{Shop, app, call, order};

const TEA: &str = r#"{"sku": "TEA", "quantity": 2}"#;

#[tokio::test]
async fn a_repeated_call_gets_the_first_answer_marked_as_replayed() {
    let shop = Shop::default();
    let app = app(&shop);
    let first = call(&app, order("k1", TEA)).await;
    let second = call(
        &app,
        order("\"k1\"", "{ \"quantity\": 2,\n \"sku\": \"TEA\" }"),
    )
    .await;
    assert_eq!(
        (first.status, first.header("idempotency-replayed")),
        (201, None)
    );
    assert_eq!(
        (second.status, second.header("idempotency-replayed")),
        (201, Some("true"))
    );
    assert_eq!(
        (&second.text, second.header("location")),
        (&first.text, first.header("location"))
    );
    assert_eq!(shop.count(), 1);
}
