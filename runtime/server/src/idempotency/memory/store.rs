//! The store: records behind a lock, on a clock.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::{BoxFuture, ready};
use tokio::time::Instant;

use super::super::store::{
    Claim, Claimed, CompletionOutcome, FencingToken, IdempotencyStore, RecordId, StoreError,
    StoredResponse,
};
use super::records::{MemoryLimits, Records};
use crate::clock::{Clock, TokioClock};

/// A store in memory. Clones share their records.
#[derive(Clone)]
pub struct MemoryStore {
    clock: Arc<dyn Clock>,
    limits: MemoryLimits,
    records: Arc<Mutex<Records>>,
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new(MemoryLimits::default())
    }
}

impl MemoryStore {
    /// An empty store on the runtime's clock.
    pub fn new(limits: MemoryLimits) -> Self {
        Self::with_clock(limits, TokioClock)
    }

    /// An empty store on another clock.
    pub fn with_clock(limits: MemoryLimits, clock: impl Clock) -> Self {
        tracing::info!("idempotency keys are kept in the memory of this process only");
        Self {
            clock: Arc::new(clock),
            limits,
            records: Arc::default(),
        }
    }

    /// How many calls it remembers at the moment.
    pub fn len(&self) -> usize {
        let now = self.clock.now();
        self.records(now).len()
    }

    /// Whether it remembers none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The records that have not expired. A panic while the lock was held cannot have left a record half written:
    /// every change is a single insertion or removal per index.
    fn records(&self, now: Instant) -> MutexGuard<'_, Records> {
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        records.forget_expired(now);
        records
    }
}

impl IdempotencyStore for MemoryStore {
    fn claim(&self, claim: Claim) -> BoxFuture<'_, Result<Claimed, StoreError>> {
        let now = self.clock.now();
        let outcome = self.records(now).claim(claim, now, self.limits);
        Box::pin(ready(outcome))
    }

    fn complete(
        &self,
        record: RecordId,
        token: FencingToken,
        response: StoredResponse,
        retention: Duration,
    ) -> BoxFuture<'_, Result<CompletionOutcome, StoreError>> {
        let now = self.clock.now();
        let expires = now + retention;
        let outcome = self
            .records(now)
            .complete(record, token, response, expires, self.limits);
        Box::pin(ready(Ok(outcome)))
    }

    fn abandon(
        &self,
        record: RecordId,
        token: FencingToken,
    ) -> BoxFuture<'_, Result<(), StoreError>> {
        let mut records = self.records(self.clock.now());
        if records.running(record, token).is_some() {
            records.remove(record);
        }
        Box::pin(ready(Ok(())))
    }

    fn renew(
        &self,
        record: RecordId,
        token: FencingToken,
        lease: Duration,
    ) -> BoxFuture<'_, Result<CompletionOutcome, StoreError>> {
        let now = self.clock.now();
        let outcome = match self.records(now).running(record, token) {
            Some(lease_ends) => {
                *lease_ends = now + lease;
                CompletionOutcome::Held
            }
            None => CompletionOutcome::Lost,
        };
        Box::pin(ready(Ok(outcome)))
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bytes::Bytes;
    use http::{HeaderMap, StatusCode};
    use tokio::time::advance;

    use super::super::super::store::{
        Claim, Claimed, CompletionOutcome, Fingerprint, IdempotencyStore, RecordId, StoredBody,
        StoredResponse,
    };
    use super::super::{MemoryLimits, MemoryStore};

    const LEASE: Duration = Duration::from_secs(30);
    const RETENTION: Duration = Duration::from_secs(3600);
    const MILLISECOND: Duration = Duration::from_millis(1);

    fn claim(record: u8, fingerprint: u8) -> Claim {
        Claim {
            record: RecordId([record; 32]),
            fingerprint: Fingerprint([fingerprint; 32]),
            lease: LEASE,
            retention: RETENTION,
        }
    }

    fn response(text: &'static str) -> StoredResponse {
        StoredResponse {
            status: StatusCode::CREATED,
            headers: HeaderMap::new(),
            body: StoredBody::Kept(Bytes::from_static(text.as_bytes())),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_claim_passes_on_when_its_lease_ends_and_the_late_answer_is_refused() {
        let store = MemoryStore::default();
        let Ok(Claimed::First(zombie)) = store.claim(claim(1, 1)).await else {
            panic!()
        };
        advance(LEASE.saturating_sub(MILLISECOND)).await;
        assert_eq!(store.claim(claim(1, 1)).await.unwrap(), Claimed::Running);
        advance(MILLISECOND).await;
        assert_eq!(store.claim(claim(1, 2)).await.unwrap(), Claimed::Mismatch);
        let Ok(Claimed::First(heir)) = store.claim(claim(1, 1)).await else {
            panic!()
        };
        assert!(heir > zombie);

        let record = RecordId([1; 32]);
        let late = store
            .complete(record, zombie, response("late"), RETENTION)
            .await
            .unwrap();
        assert_eq!(late, CompletionOutcome::Lost);
        store.abandon(record, zombie).await.unwrap();
        assert_eq!(
            store.renew(record, zombie, LEASE).await.unwrap(),
            CompletionOutcome::Lost
        );
        assert_eq!(store.claim(claim(1, 1)).await.unwrap(), Claimed::Running);
        let kept = store
            .complete(record, heir, response("kept"), RETENTION)
            .await
            .unwrap();
        assert_eq!(kept, CompletionOutcome::Held);
        assert_eq!(
            store.claim(claim(1, 1)).await.unwrap(),
            Claimed::Done(response("kept"))
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_running_call_outlives_its_retention_while_its_lease_is_renewed() {
        let store = MemoryStore::default();
        let Ok(Claimed::First(token)) = store.claim(claim(1, 1)).await else {
            panic!()
        };
        advance(RETENTION.saturating_sub(MILLISECOND)).await;
        store.renew(RecordId([1; 32]), token, LEASE).await.unwrap();
        advance(LEASE.saturating_sub(MILLISECOND)).await;
        assert_eq!(store.claim(claim(1, 1)).await.unwrap(), Claimed::Running);
        advance(MILLISECOND).await;
        assert!(store.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn bytes_are_given_back_when_records_go() {
        let limits = MemoryLimits {
            records: 10,
            bytes: 600,
        };
        let store = MemoryStore::new(limits);
        for round in 0..10 {
            let Ok(Claimed::First(token)) = store.claim(claim(round, 1)).await else {
                panic!()
            };
            let record = RecordId([round; 32]);
            store
                .complete(record, token, response("twelve bytes"), RETENTION)
                .await
                .unwrap();
            let Ok(Claimed::First(other)) = store.claim(claim(100, 1)).await else {
                panic!()
            };
            assert!(store.claim(claim(200, 1)).await.is_err());
            store.abandon(RecordId([100; 32]), other).await.unwrap();
            advance(RETENTION).await;
        }
        assert!(store.is_empty());
    }

    #[tokio::test]
    async fn an_answer_that_does_not_fit_is_kept_without_its_body() {
        let limits = MemoryLimits {
            records: 10,
            bytes: 300,
        };
        let store = MemoryStore::new(limits);
        let Ok(Claimed::First(token)) = store.claim(claim(1, 1)).await else {
            panic!()
        };
        let long = StoredResponse {
            body: StoredBody::Kept(Bytes::from(vec![b'x'; 100])),
            ..response("")
        };
        store
            .complete(RecordId([1; 32]), token, long, RETENTION)
            .await
            .unwrap();
        let Ok(Claimed::Done(kept)) = store.claim(claim(1, 1)).await else {
            panic!()
        };
        assert_eq!(kept.body, StoredBody::TooLarge);
    }
}
