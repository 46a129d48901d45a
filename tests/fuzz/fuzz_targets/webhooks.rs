//! Any text as a callback's expression and as a webhook's signature: no panic, and nothing forged is believed.
//!
//! The first line is the expression and the signature, the rest the body.
#![no_main]

use std::time::Duration;

use countersign_core::runtime_expression::{Exchange, evaluate};
use countersign_core::webhook_signature::{Signed, SigningKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (head, body) = text.split_once('\n').unwrap_or((text, ""));
    let mut exchange = Exchange::new("POST", head);
    exchange.request.body = serde_json::from_str(body).ok();
    let _ = evaluate(head, &exchange);
    let _ = evaluate(body, &exchange);
    let _ = SigningKey::parse(head);
    let Ok(key) = SigningKey::from_bytes(&[7; 32]) else {
        return;
    };
    let right = key.sign("id", 7, body.as_bytes());
    let check = |signature: &str| {
        let signed = Signed {
            id: "id",
            timestamp: "7",
            signature,
            body: body.as_bytes(),
        };
        signed.verify(std::slice::from_ref(&key), 7, Duration::from_secs(300))
    };
    assert_eq!(check(&right), Ok(()));
    if !head.contains(right.trim_start_matches("v1,")) {
        assert!(check(head).is_err());
    }
});
