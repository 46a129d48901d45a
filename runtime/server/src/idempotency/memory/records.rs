//! The records themselves: one state machine per call, and two indexes that agree.

use std::collections::{BTreeSet, HashMap};

use tokio::time::Instant;

use super::super::store::{
    Claim, Claimed, CompletionOutcome, FencingToken, Fingerprint, RecordId, StoreError, StoredBody,
    StoredResponse,
};

/// How much a [`super::MemoryStore`] may hold.
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

/// What a record costs besides its response: ids, digests and the entries of two indexes, rounded up.
const RECORD_BYTES: usize = 256;

/// Every record, by name and by the time it is forgotten.
#[derive(Default)]
pub(super) struct Records {
    by_id: HashMap<RecordId, Record>,
    by_expiry: BTreeSet<(Instant, RecordId)>,
    bytes: usize,
    last_token: u64,
}

/// One call.
pub(super) struct Record {
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

impl Records {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.by_id.len()
    }

    pub(super) fn claim(
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

    pub(super) fn complete(
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
    pub(super) fn running(&mut self, id: RecordId, token: FencingToken) -> Option<&mut Instant> {
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

    pub(super) fn remove(&mut self, id: RecordId) -> Option<Record> {
        let record = self.by_id.remove(&id)?;
        self.by_expiry.remove(&(record.expires, id));
        self.bytes -= record.bytes;
        Some(record)
    }

    pub(super) fn forget_expired(&mut self, now: Instant) {
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
