//! Keys in the memory of one process, bounded by count and bytes.
//!
//! Everything is forgotten at a restart and nothing is shared between processes: right for one process and for tests.
//! When it is full it refuses (the router answers 503) rather than forget a key before its time.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::{BoxFuture, ready};
use tokio::time::Instant;

use super::store::{
    Claim, Claimed, CompletionOutcome, FencingToken, Fingerprint, IdempotencyStore, RecordId,
    StoreError, StoredBody, StoredResponse,
};
use crate::clock::{Clock, TokioClock};

/// What a record costs besides its response: ids, digests and the entries of two indexes, rounded up.
const RECORD_BYTES: usize = 256;

/// How much a [`MemoryStore`] may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemoryLimits {
    /// Keys; 100,000 by default.
    pub records: usize,
    /// Bytes, answers included; 64 MiB by default. An answer that does not fit is remembered without its body.
    pub bytes: usize,
}

impl Default for MemoryLimits {
    fn default() -> Self {
        Self {
            records: 100_000,
            bytes: 64 << 20,
        }
    }
}

/// A store in memory. Clones share their records.
#[derive(Clone)]
pub struct MemoryStore {
    clock: Arc<dyn Clock>,
    limits: MemoryLimits,
    records: Arc<Mutex<Records>>,
}

#[derive(Default)]
struct Records {
    by_id: HashMap<RecordId, Record>,
    by_expiry: BTreeSet<(Instant, RecordId)>,
    bytes: usize,
    last_token: u64,
}

struct Record {
    fingerprint: Fingerprint,
    state: State,
    /// When it is forgotten; a running one lives on while its lease does.
    expires: Instant,
    bytes: usize,
}

enum State {
    Running {
        token: FencingToken,
        lease_ends: Instant,
    },
    Done(StoredResponse),
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
        self.records(now).by_id.len()
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

impl Records {
    fn claim(
        &mut self,
        claim: Claim,
        now: Instant,
        limits: MemoryLimits,
    ) -> Result<Claimed, StoreError> {
        if let Some(record) = self.by_id.get_mut(&claim.record) {
            if record.fingerprint != claim.fingerprint {
                return Ok(Claimed::Mismatch);
            }
            return Ok(match &mut record.state {
                State::Done(response) => Claimed::Done(response.clone()),
                State::Running { lease_ends, .. } if now < *lease_ends => Claimed::Running,
                // Whoever ran it is gone; a late answer of theirs fails on the token.
                State::Running { token, lease_ends } => {
                    self.last_token += 1;
                    *token = FencingToken(self.last_token);
                    *lease_ends = now + claim.lease;
                    Claimed::First(*token)
                }
            });
        }
        if self.by_id.len() >= limits.records || self.bytes + RECORD_BYTES > limits.bytes {
            return Err(StoreError::new("the memory store is full"));
        }
        self.last_token += 1;
        let token = FencingToken(self.last_token);
        let state = State::Running {
            token,
            lease_ends: now + claim.lease,
        };
        self.insert(
            claim.record,
            Record {
                fingerprint: claim.fingerprint,
                state,
                expires: now + claim.retention,
                bytes: RECORD_BYTES,
            },
        );
        Ok(Claimed::First(token))
    }

    fn complete(
        &mut self,
        id: RecordId,
        token: FencingToken,
        mut response: StoredResponse,
        expires: Instant,
        limits: MemoryLimits,
    ) -> CompletionOutcome {
        if self.running(id, token).is_none() {
            return CompletionOutcome::Lost;
        }
        let Some(record) = self.remove(id) else {
            return CompletionOutcome::Lost;
        };
        let mut bytes = RECORD_BYTES + response_bytes(&response);
        if self.bytes + bytes > limits.bytes {
            response.body = StoredBody::TooLarge;
            bytes = RECORD_BYTES + response_bytes(&response);
        }
        self.insert(
            id,
            Record {
                fingerprint: record.fingerprint,
                state: State::Done(response),
                expires,
                bytes,
            },
        );
        CompletionOutcome::Held
    }

    /// When the lease of a running call ends, if `token` holds it.
    fn running(&mut self, id: RecordId, token: FencingToken) -> Option<&mut Instant> {
        match &mut self.by_id.get_mut(&id)?.state {
            State::Running {
                token: holder,
                lease_ends,
            } if *holder == token => Some(lease_ends),
            State::Running { .. } | State::Done(_) => None,
        }
    }

    fn insert(&mut self, id: RecordId, record: Record) {
        self.bytes += record.bytes;
        self.by_expiry.insert((record.expires, id));
        self.by_id.insert(id, record);
    }

    fn remove(&mut self, id: RecordId) -> Option<Record> {
        let record = self.by_id.remove(&id)?;
        self.by_expiry.remove(&(record.expires, id));
        self.bytes -= record.bytes;
        Some(record)
    }

    fn forget_expired(&mut self, now: Instant) {
        while let Some(&(expires, id)) = self.by_expiry.first()
            && expires <= now
        {
            let Some(mut record) = self.remove(id) else {
                self.by_expiry.remove(&(expires, id));
                continue;
            };
            if let State::Running { lease_ends, .. } = record.state
                && lease_ends > now
            {
                record.expires = lease_ends;
                self.insert(id, record);
            }
        }
    }
}

fn response_bytes(response: &StoredResponse) -> usize {
    let headers: usize = response
        .headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 64)
        .sum();
    match &response.body {
        StoredBody::Kept(body) => headers + body.len(),
        StoredBody::TooLarge => headers,
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

    use super::super::store::{
        Claim, Claimed, CompletionOutcome, Fingerprint, IdempotencyStore, RecordId, StoredBody,
        StoredResponse,
    };
    use super::{MemoryLimits, MemoryStore};

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
