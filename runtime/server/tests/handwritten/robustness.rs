//! No request, however odd, makes the server fail or answer with anything but what the contract or RFC 9457 says.

use axum::body::Body;
use proptest::prelude::*;

use crate::shop::{Shop, app, call, request};

fn content_type() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "application/json",
        "Application/JSON; charset=x",
        "text/plain",
        "*/*",
        ";",
        "",
    ])
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        "[{}\\[\\]\":,a-z0-9e+.-]{0,40}".prop_map(String::into_bytes),
        r#"\{"sku": ?("[A-Z]{2,4}"|[0-9]{1,3}|null), "quantity": -?[0-9]{1,20}(\.[05])?(e[0-9]{1,3})?\}"#
            .prop_map(String::into_bytes),
    ]
}

proptest! {
    #[test]
    fn every_answer_is_the_contracts_or_a_problem(
        method in prop::sample::select(vec!["GET", "HEAD", "POST", "DELETE", "PUT", "OPTIONS", "BREW"]),
        path in "/(orders)?(/[a-z0-9%:.+~-]{0,6})?(\\?[a-z=&%+]{0,10})?",
        authorization in "(Bearer|bearer|Basic)? ?(ann_orders:(read|write))?",
        key in "[ -~]{0,20}",
        content_type in content_type(),
        body in body(),
    ) {
        let asked = request(method, &path)
            .header("authorization", authorization)
            .header("x-operator-key", "sesame")
            .header("idempotency-key", key)
            .header("content-type", content_type)
            .body(Body::from(body))
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let seen = runtime.block_on(call(&app(&Shop::default()), asked));
        prop_assert!(seen.status < 500, "{seen:?}");
        if seen.status >= 400 && method != "HEAD" {
            prop_assert_eq!(seen.header("content-type"), Some("application/problem+json"));
            if let Some(status) = seen.json().get("status") {
                prop_assert_eq!(status, seen.status);
            }
        }
    }
}
