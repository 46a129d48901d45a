//! What a contract says about sending again, keys, limits and pages, on both sides of an operation.

use std::time::Duration;

use countersign_contract::SourceSpan;
use countersign_contract::model::Operation;
use countersign_contract::policy::{
    IdempotencyKeyPolicy, IdempotencyPolicy, NextPagePolicy, PageSource, PaginationPolicy, Policy,
    RateLimitPolicy, Sourced,
};

use super::OperationPair;
use crate::witness::Circumstance;

/// When a client sends a request again whose answer got lost.
pub(crate) const SOON: Duration = Duration::from_secs(60);

/// The policies of an operation that both contracts have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PolicyPair<'c> {
    pub(crate) base: &'c Operation,
    pub(crate) revision: &'c Operation,
}

impl<'c> PolicyPair<'c> {
    /// The policies of an operation that both contracts have.
    pub(crate) fn of(pair: &OperationPair<'c>) -> Option<Self> {
        let (base, revision) = pair.sides.both()?;
        Some(Self { base, revision })
    }

    /// Where a behaviour was said on each side; the operation itself where nobody said it.
    pub(crate) fn spans<T>(
        &self,
        of: impl Fn(&Policy) -> &Sourced<T>,
    ) -> (Option<SourceSpan>, Option<SourceSpan>) {
        let span =
            |operation: &Operation| of(&operation.policy).span.or(Some(operation.method_span));
        (span(self.base), span(self.revision))
    }

    /// The keys that both sides honour.
    pub(crate) fn keys(&self) -> Option<(&'c IdempotencyKeyPolicy, &'c IdempotencyKeyPolicy)> {
        Some((key_of(self.base)?, key_of(self.revision)?))
    }
}

impl<'c> PolicyPair<'c> {
    /// How both sides go on to the next page.
    pub(crate) fn pages(&self) -> Option<(&'c PaginationPolicy, &'c PaginationPolicy)> {
        let of = |operation: &'c Operation| operation.policy.pagination.value.as_ref();
        Some((of(self.base)?, of(self.revision)?))
    }

    /// A rate that the base admits and the revision does not.
    pub(crate) fn refused_rate(&self) -> Option<Circumstance> {
        only_admitted(self.base, self.revision)
    }

    /// A rate that the revision admits and the base does not.
    pub(crate) fn new_rate(&self) -> Option<Circumstance> {
        only_admitted(self.revision, self.base)
    }
}

/// As many requests at once as one side admits, or as long as it admits them; one more than the other side does where there
/// is no limit.
fn only_admitted(one: &Operation, other: &Operation) -> Option<Circumstance> {
    let limit = other.policy.rate_limit.value?;
    let (requests, within) = match one.policy.rate_limit.value {
        None => (limit.burst.checked_add(1)?, Duration::ZERO),
        Some(own) if own.burst > limit.burst => (own.burst, Duration::ZERO),
        Some(own) => (own.burst.checked_add(own.requests)?, own.window),
    };
    (!admits(limit, requests, within)).then_some(Circumstance::Often { requests, within })
}

/// Does a bucket of `burst` requests that is refilled with `requests` per `window` hold this many?
pub(crate) fn admits(limit: RateLimitPolicy, requests: u64, within: Duration) -> bool {
    let refilled = u128::from(limit.requests) * within.as_nanos() / limit.window.as_nanos().max(1);
    u128::from(requests) <= u128::from(limit.burst) + refilled
}

/// The key that an operation honours.
pub(crate) fn key_of(operation: &Operation) -> Option<&IdempotencyKeyPolicy> {
    match &operation.policy.idempotency.value {
        IdempotencyPolicy::None => None,
        IdempotencyPolicy::Accepted(key) | IdempotencyPolicy::Required(key) => Some(key),
    }
}

/// Does an operation refuse requests without a key?
pub(crate) fn requires_key(operation: &Operation) -> bool {
    matches!(
        operation.policy.idempotency.value,
        IdempotencyPolicy::Required(_)
    )
}

/// What leads to the next page, in words: ``query parameter `cursor` with `/next` of the page asks for the next page``.
pub(crate) fn next_page(next: &NextPagePolicy) -> String {
    let of = |source: &PageSource| match source {
        PageSource::Body(pointer) => format!("`{pointer}` of the page"),
        PageSource::Header(name) => format!("header `{name}`"),
    };
    match next {
        NextPagePolicy::Cursor { parameter, source } => {
            format!("`{parameter}` with {} asks for the next page", of(source))
        }
        NextPagePolicy::Offset { parameter } => {
            format!("`{parameter}` with the number of items seen asks for the next page")
        }
        NextPagePolicy::Number { parameter, first } => {
            format!(
                "`{parameter}` with the number of the page, from {first} on, asks for the next page"
            )
        }
        NextPagePolicy::Link => "header `Link` leads to the next page".to_owned(),
        NextPagePolicy::Url { source } => {
            format!("the URL in {} leads to the next page", of(source))
        }
    }
}
