//! One effect per key, whatever the network and the callers do.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use countersign_server::idempotency::{
    Claim, Claimed, CompletionOutcome, Failures, FencingToken, MemoryLimits, RecordId, StoreError,
    StoredResponse,
};
use countersign_server::{IdempotencyStore, MemoryStore};
use futures_util::future::{BoxFuture, join_all};
use tokio::sync::Semaphore;
use tokio::time::advance;

use crate::shop::{Seen, Shop, app, call, order, order_by, shop_router};

const TEA: &str = r#"{"sku": "TEA", "quantity": 2}"#;
const BUSY: &str = r#"{"sku": "BUSY", "quantity": 2}"#;
const BROKEN: &str = r#"{"sku": "BROKEN", "quantity": 2}"#;
const PANIC: &str = r#"{"sku": "PANIC", "quantity": 2}"#;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const MILLISECOND: Duration = Duration::from_millis(1);

fn is_replay(seen: &Seen) -> bool {
    seen.header("idempotency-replayed") == Some("true")
}

/// A shop whose next order waits for a permit.
fn closed_shop() -> Shop {
    Shop {
        gate: Arc::new(Semaphore::new(0)),
        ..Shop::default()
    }
}

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
    assert_eq!((first.status, is_replay(&first)), (201, false));
    assert_eq!((second.status, is_replay(&second)), (201, true));
    assert_eq!(
        (&second.text, second.header("location")),
        (&first.text, first.header("location"))
    );
    assert_eq!(shop.count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_duplicates_have_one_effect() {
    let shop = closed_shop();
    let app = app(&shop);
    let calls: Vec<_> = (0..64)
        .map(|_| {
            let app = app.clone();
            tokio::spawn(async move { call(&app, order("k1", TEA)).await })
        })
        .collect();
    tokio::task::yield_now().await;
    shop.gate.add_permits(1);
    let seen: Vec<Seen> = join_all(calls)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert_eq!(shop.count(), 1);
    let firsts = seen
        .iter()
        .filter(|seen| seen.status == 201 && !is_replay(seen))
        .count();
    assert_eq!(firsts, 1);
    assert!(
        seen.iter()
            .all(|seen| seen.status == 201 || seen.status == 409),
        "{seen:?}"
    );
}

#[tokio::test]
async fn a_duplicate_in_flight_is_told_to_come_back() {
    let shop = closed_shop();
    let app = app(&shop);
    let first = tokio::spawn({
        let app = app.clone();
        async move { call(&app, order("k1", TEA)).await }
    });
    tokio::task::yield_now().await;
    let second = call(&app, order("k1", TEA)).await;
    assert_eq!(
        (second.status, second.header("retry-after")),
        (409, Some("1"))
    );
    assert_eq!(
        second.json()["type"],
        "urn:countersign:problem:idempotency-key-in-flight"
    );
    shop.gate.add_permits(1);
    assert_eq!(first.await.unwrap().status, 201);
    assert!(is_replay(&call(&app, order("k1", TEA)).await));
}

#[tokio::test]
async fn a_key_names_one_payload() {
    let shop = Shop::default();
    let app = app(&shop);
    call(&app, order("k1", TEA)).await;
    let other = call(&app, order("k1", r#"{"sku": "TEA", "quantity": 3}"#)).await;
    assert_eq!(other.status, 422);
    assert_eq!(
        other.json()["type"],
        "urn:countersign:problem:idempotency-key-reused"
    );
    assert!(
        is_replay(&call(&app, order("k1", TEA)).await),
        "the first payload still counts"
    );
    assert_eq!(shop.count(), 1);
}

#[tokio::test]
async fn the_same_key_of_two_principals_names_two_calls() {
    let shop = Shop::default();
    let app = app(&shop);
    let ann = call(&app, order_by("ann", "k1", TEA)).await;
    let bob = call(&app, order_by("bob", "k1", TEA)).await;
    assert_eq!(
        (ann.header("location"), bob.header("location")),
        (Some("/orders/ann-1"), Some("/orders/bob-2"))
    );
}

#[tokio::test(start_paused = true)]
async fn a_key_is_forgotten_when_its_retention_ends_and_not_before() {
    let shop = Shop::default();
    let app = app(&shop);
    call(&app, order("k1", TEA)).await;
    advance(DAY.saturating_sub(MILLISECOND)).await;
    assert!(is_replay(&call(&app, order("k1", TEA)).await));
    advance(2 * MILLISECOND).await;
    let again = call(&app, order("k1", TEA)).await;
    assert_eq!(
        (again.status, is_replay(&again), shop.count()),
        (201, false, 2)
    );
}

#[tokio::test]
async fn refused_requests_leave_no_trace() {
    let store = MemoryStore::default();
    let shop = Shop::default();
    let app = shop_router(&shop)
        .idempotency(store.clone())
        .build()
        .unwrap();
    assert_eq!(call(&app, order("k1", "{}")).await.status, 400);
    assert_eq!(call(&app, order_by("eve", "k1", TEA)).await.status, 401);
    assert!(store.is_empty());
    assert_eq!(call(&app, order("k1", TEA)).await.status, 201);
}

#[tokio::test]
async fn a_handler_that_did_nothing_frees_the_key() {
    let store = MemoryStore::default();
    let app = shop_router(&Shop::default())
        .idempotency(store.clone())
        .build()
        .unwrap();
    assert_eq!(call(&app, order("k1", BUSY)).await.status, 503);
    assert!(store.is_empty());
}

#[tokio::test]
async fn a_failure_is_the_answer_unless_handlers_undo_theirs() {
    for (failures, replayed) in [(Failures::Keep, true), (Failures::Release, false)] {
        for body in [BROKEN, PANIC] {
            let router = shop_router(&Shop::default()).idempotency(MemoryStore::default());
            let app = router.idempotency_failures(failures).build().unwrap();
            assert_eq!(call(&app, order("k1", body)).await.status, 500);
            let again = call(&app, order("k1", body)).await;
            assert_eq!(
                (again.status, is_replay(&again)),
                (500, replayed),
                "{failures:?} {body}"
            );
        }
    }
}

#[tokio::test]
async fn a_caller_that_hangs_up_does_not_stop_its_call() {
    let shop = closed_shop();
    let app = app(&shop);
    let caller = tokio::spawn({
        let app = app.clone();
        async move { call(&app, order("k1", TEA)).await }
    });
    tokio::task::yield_now().await;
    caller.abort();
    assert!(caller.await.unwrap_err().is_cancelled());
    shop.gate.add_permits(1);
    while shop.count() == 0 {
        tokio::task::yield_now().await;
    }
    tokio::task::yield_now().await;
    let again = call(&app, order("k1", TEA)).await;
    assert_eq!(
        (again.status, is_replay(&again), shop.count()),
        (201, true, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn a_running_call_keeps_its_claim_however_long_it_takes() {
    let shop = closed_shop();
    let app = app(&shop);
    let first = tokio::spawn({
        let app = app.clone();
        async move { call(&app, order("k1", TEA)).await }
    });
    for _ in 0..100 {
        advance(Duration::from_secs(9)).await;
        tokio::task::yield_now().await;
    }
    assert_eq!(call(&app, order("k1", TEA)).await.status, 409);
    shop.gate.add_permits(1);
    assert_eq!(first.await.unwrap().status, 201);
    assert_eq!(shop.count(), 1);
}

#[tokio::test]
async fn an_answer_too_large_to_keep_still_counts_as_done() {
    let shop = Shop::default();
    let router = shop_router(&shop).idempotency(MemoryStore::default());
    let app = router.idempotency_response_limit(10).build().unwrap();
    assert_eq!(call(&app, order("k1", TEA)).await.status, 201);
    let again = call(&app, order("k1", TEA)).await;
    assert_eq!((again.status, again.header("retry-after")), (409, None));
    assert_eq!(again.json()["original-status"], 201);
    assert_eq!(shop.count(), 1);
}

#[tokio::test]
async fn a_full_store_refuses_rather_than_forgets() {
    let shop = Shop::default();
    let limits = MemoryLimits {
        records: 1,
        ..MemoryLimits::default()
    };
    let app = shop_router(&shop)
        .idempotency(MemoryStore::new(limits))
        .build()
        .unwrap();
    assert_eq!(call(&app, order("k1", TEA)).await.status, 201);
    let second = call(&app, order("k2", TEA)).await;
    assert_eq!(
        (second.status, second.header("retry-after")),
        (503, Some("1"))
    );
    assert!(is_replay(&call(&app, order("k1", TEA)).await));
    assert_eq!(shop.count(), 1);
}

/// A store in which the first `failures` steps of each kind fail.
#[derive(Debug)]
struct Flaky {
    inner: MemoryStore,
    claims: AtomicU32,
    completions: AtomicU32,
}

impl Flaky {
    fn new(claims: u32, completions: u32) -> Self {
        Self {
            inner: MemoryStore::default(),
            claims: AtomicU32::new(claims),
            completions: AtomicU32::new(completions),
        }
    }
}

fn fails(left: &AtomicU32) -> bool {
    left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
        left.checked_sub(1)
    })
    .is_ok()
}

fn down<T: Send + 'static>() -> BoxFuture<'static, Result<T, StoreError>> {
    Box::pin(std::future::ready(Err(StoreError::new(
        "connection refused",
    ))))
}

impl IdempotencyStore for Flaky {
    fn claim(&self, claim: Claim) -> BoxFuture<'_, Result<Claimed, StoreError>> {
        if fails(&self.claims) {
            down()
        } else {
            self.inner.claim(claim)
        }
    }

    fn complete(
        &self,
        record: RecordId,
        token: FencingToken,
        response: StoredResponse,
        retention: Duration,
    ) -> BoxFuture<'_, Result<CompletionOutcome, StoreError>> {
        if fails(&self.completions) {
            return down();
        }
        self.inner.complete(record, token, response, retention)
    }

    fn abandon(
        &self,
        record: RecordId,
        token: FencingToken,
    ) -> BoxFuture<'_, Result<(), StoreError>> {
        self.inner.abandon(record, token)
    }

    fn renew(
        &self,
        record: RecordId,
        token: FencingToken,
        lease: Duration,
    ) -> BoxFuture<'_, Result<CompletionOutcome, StoreError>> {
        self.inner.renew(record, token, lease)
    }
}

#[tokio::test]
async fn nothing_runs_while_the_store_is_down() {
    let shop = Shop::default();
    let app = shop_router(&shop)
        .idempotency(Flaky::new(1, 0))
        .build()
        .unwrap();
    let refused = call(&app, order("k1", TEA)).await;
    assert_eq!(
        (refused.status, refused.header("retry-after")),
        (503, Some("1"))
    );
    assert!(
        !refused.text.contains("connection refused"),
        "{}",
        refused.text
    );
    assert_eq!(shop.count(), 0);
    assert_eq!(call(&app, order("k1", TEA)).await.status, 201);
}

#[tokio::test(start_paused = true)]
async fn an_answer_is_offered_to_a_failing_store_again() {
    let shop = Shop::default();
    let app = shop_router(&shop)
        .idempotency(Flaky::new(0, 2))
        .build()
        .unwrap();
    assert_eq!(call(&app, order("k1", TEA)).await.status, 201);
    assert!(is_replay(&call(&app, order("k1", TEA)).await));
    assert_eq!(shop.count(), 1);
}
