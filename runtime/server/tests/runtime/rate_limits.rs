//! The contract's rate, kept per caller.

use std::time::Duration;

use countersign_server::RateLimiting;
use countersign_server::operation::{
    ApiKeyLocation, OperationDescriptor, RateLimit, SecurityScheme, SecuritySchemeKind, SecurityUse,
};
use countersign_server::security::Secret;
use countersign_server::{Denied, Verified};
use tokio::time::advance;

use crate::tiny::{call, call_with, router};

static LIMITED: OperationDescriptor = OperationDescriptor {
    id: "limited",
    rate_limit: Some(RateLimit {
        requests: 60,
        window: Duration::from_secs(60),
        burst: 2,
    }),
    ..OperationDescriptor::DEFAULT
};

#[tokio::test(start_paused = true)]
async fn beyond_the_burst_a_caller_waits_for_what_accrues() {
    let app = router(&[], &[&LIMITED]).build().unwrap();
    let first = call(&app, "GET", "/").await;
    assert_eq!(
        first.header("ratelimit-policy"),
        Some(r#""contract";q=60;w=60"#)
    );
    assert_eq!(
        (first.status, first.header("ratelimit")),
        (200, Some(r#""contract";r=1"#))
    );
    assert_eq!(call(&app, "GET", "/").await.status, 200);
    advance(Duration::from_millis(300)).await;
    let refused = call(&app, "GET", "/").await;
    assert_eq!(
        (refused.status, refused.header("retry-after")),
        (429, Some("1"))
    );
    assert_eq!(refused.header("ratelimit"), Some(r#""contract";r=0;t=1"#));
    assert_eq!(
        refused.body["violated-policies"],
        serde_json::json!(["contract"])
    );
    advance(Duration::from_millis(699)).await;
    assert_eq!(call(&app, "GET", "/").await.status, 429);
    advance(Duration::from_millis(1)).await;
    assert_eq!(call(&app, "GET", "/").await.status, 200);
}

#[tokio::test]
async fn callers_do_not_use_up_each_others_allowance() {
    static SCHEMES: &[SecurityScheme] = &[SecurityScheme {
        name: "key",
        kind: SecuritySchemeKind::ApiKey {
            name: "X-Key",
            location: ApiKeyLocation::Header,
        },
    }];
    static SECURED: OperationDescriptor = OperationDescriptor {
        security: &[&[SecurityUse::new("key")]],
        ..LIMITED
    };
    async fn anybody(key: Secret) -> Result<Verified<&'static str>, Denied> {
        Ok(Verified::new(key.expose().as_str(), "somebody"))
    }
    let app = router(SCHEMES, &[&SECURED])
        .api_key(anybody)
        .build()
        .unwrap();
    for (key, status) in [("a", 200), ("a", 200), ("a", 429), ("b", 200)] {
        assert_eq!(
            call_with(&app, "GET", "/", &[("x-key", key)]).await.status,
            status,
            "{key}"
        );
    }
}

#[tokio::test]
async fn a_rate_that_a_gateway_keeps_is_not_kept_twice() {
    let app = router(&[], &[&LIMITED])
        .rate_limiting(RateLimiting::Off)
        .build()
        .unwrap();
    for _ in 0..5 {
        let seen = call(&app, "GET", "/").await;
        assert_eq!((seen.status, seen.header("ratelimit")), (200, None));
    }
}
