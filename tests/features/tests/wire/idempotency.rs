//! Does a POST whose contract asks for a key carry one, in the field and spelling of the contract, and act once?

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::Body;
use countersign_client::IdempotencyKey;
use countersign_client::core::operation::RetryPolicy;
use countersign_features::idempotent_post::Client;
use countersign_features::idempotent_post::server::{
    Api, CreateChargeRequest, CreateChargeResponse, ListChargesResponse, router,
};
use countersign_server::{BuildError, Context, MemoryStore, Problem};
use http::{Request, StatusCode};

use crate::seen::Seen;
use crate::violations::sent;

/// The amount, the field as it was sent, and the key as the handler gets it.
type Charge = (i64, String, Option<String>);

impl Api for Seen<Charge> {
    type Principal = ();
    type Error = Problem;

    async fn create_charge(
        &self,
        cx: Context<()>,
        request: CreateChargeRequest,
    ) -> Result<CreateChargeResponse, Problem> {
        let field = cx.headers().get("request-key").expect("required");
        let field = field.to_str().expect("visible ASCII").to_owned();
        let key = cx.idempotency_key().map(|key| key.as_str().to_owned());
        self.push((request.body, field, key));
        Ok(CreateChargeResponse::Created)
    }

    async fn list_charges(&self, cx: Context<()>) -> Result<ListChargesResponse, Problem> {
        assert!(
            !cx.headers().contains_key("request-key"),
            "a GET has no key"
        );
        Ok(ListChargesResponse::NoContent)
    }
}

fn app(seen: &Seen<Charge>) -> axum::Router {
    crate::built(
        router(seen.clone())
            .idempotency(MemoryStore::default())
            .build(),
    )
}

#[tokio::test]
async fn a_key_is_made_for_each_call_and_sent_as_the_contract_spells_it() {
    let seen = Seen::default();
    let api: Client = crate::client_of(app(&seen));
    let made = api
        .create_charge(5)
        .await
        .expect("declared")
        .meta()
        .idempotency_key
        .clone();
    api.create_charge(5).await.expect("declared");
    api.list_charges().await.expect("declared");
    let charges = seen.take();
    let [(5, field, Some(first)), (5, _, Some(second))] = &charges[..] else {
        panic!("{charges:?}");
    };
    assert_eq!(*field, format!("\"{first}\""));
    assert_eq!(
        made.as_ref().map(IdempotencyKey::as_str),
        Some(first.as_str())
    );
    assert_ne!(first, second, "two calls, two keys");
}

#[tokio::test]
async fn the_same_key_acts_once_and_hears_the_same_answer() {
    let seen = Seen::default();
    let api: Client = crate::client_of(app(&seen));
    let key = IdempotencyKey::new("with-\"quotes\"-and-\\").expect("a key");
    let first = api
        .create_charge(5)
        .idempotency_key(key.clone())
        .await
        .expect("declared");
    let again = api
        .create_charge(5)
        .idempotency_key(key.clone())
        .await
        .expect("declared");
    assert_eq!(
        (first.meta().replayed, again.meta().replayed),
        (false, true)
    );
    assert_eq!(seen.one().2.as_deref(), Some(key.as_str()));

    let other = api
        .create_charge(6)
        .idempotency_key(key)
        .await
        .expect_err("another payload");
    assert_eq!(other.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
    assert!(seen.take().is_empty());
}

#[tokio::test]
async fn a_call_that_breaks_the_contract_leaves_its_key_free() {
    let seen = Seen::default();
    let api: Client = crate::client_of(app(&seen));
    let key = IdempotencyKey::new("k").expect("a key");
    let refused = api
        .create_charge(0)
        .idempotency_key(key.clone())
        .await
        .expect_err("minimum: 1");
    assert_eq!(refused.status(), Some(StatusCode::BAD_REQUEST));
    let charged = api
        .create_charge(1)
        .idempotency_key(key)
        .await
        .expect("declared");
    assert!(!charged.meta().replayed);
    assert_eq!(seen.one().0, 1);
}

#[tokio::test]
async fn a_request_without_the_required_key_reaches_no_handler() {
    let seen = Seen::default();
    for field in [None, Some(("idempotency-key", "another field"))] {
        let mut request = Request::post("/charges").header("content-type", "application/json");
        if let Some((name, value)) = field {
            request = request.header(name, value);
        }
        let request = request.body(Body::from("5")).expect("a request");
        assert_eq!(sent(app(&seen), request).await.0, StatusCode::BAD_REQUEST);
    }
    assert!(seen.take().is_empty());
}

#[test]
fn a_server_without_a_place_for_keys_is_not_built() {
    let built = router(Seen::<Charge>::default()).build();
    assert!(
        matches!(built, Err(BuildError::MissingIdempotencyStore { .. })),
        "{built:?}"
    );
}

#[tokio::test]
async fn a_retry_repeats_the_key() {
    let keys = Seen::default();
    let calls = Arc::new(AtomicUsize::new(0));
    let (remembered, counted) = (keys.clone(), Arc::clone(&calls));
    let flaky = axum::Router::new().route(
        "/charges",
        axum::routing::post(async move |headers: http::HeaderMap| {
            remembered.push(headers.get("request-key").cloned());
            match counted.fetch_add(1, Ordering::Relaxed) {
                0 => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::CREATED,
            }
        }),
    );
    let twice_at_once = RetryPolicy {
        max_attempts: 2,
        initial_interval: Duration::ZERO,
        statuses: &[(503, 503)],
        ..RetryPolicy::DEFAULT
    };
    let api: Client = crate::client_of(flaky);
    let charged = api
        .create_charge(5)
        .retry(twice_at_once)
        .await
        .expect("the second attempt");
    assert_eq!(charged.meta().attempts, 2);
    let keys = keys.take();
    assert!(keys[0].is_some() && keys[0] == keys[1], "{keys:?}");
}
