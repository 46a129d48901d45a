//! The contract now says how the pages of a list follow each other.
//!
//! # Why it does not break
//! Clients that know nothing of pages read what they are given.
//! # Example
//! ```yaml,base
//! parameters: [{ name: cursor, in: query, schema: { type: string } }, { name: offset, in: query, schema: { type: integer } }]
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! parameters: [{ name: cursor, in: query, schema: { type: string } }, { name: offset, in: query, schema: { type: integer } }]
//! x-countersign-pagination: { style: cursor, parameter: cursor, next: /next }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! It said so before.

use crate::direction::Effect;
use crate::pairing::PolicyPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct PaginationAdded;

impl Rule for PaginationAdded {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::info("pagination-added")
        .since("0.1.0")
        .cites("x-countersign-pagination");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        if pair.base.policy.pagination.value.is_none()
            && pair.revision.policy.pagination.value.is_some()
        {
            let predicate = "now says how its pages follow each other";
            changes.push(
                Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                    .at(pair.spans(|policy| &policy.pagination)),
            );
        }
    }
}
