//! Nothing leads to the next page of a list any more.
//!
//! # Why it breaks
//! Deployed clients ask for the next page and get the same items again, or an error.
//! # Example
//! ```yaml,base
//! parameters: [{ name: cursor, in: query, schema: { type: string } }, { name: offset, in: query, schema: { type: integer } }]
//! x-countersign-pagination: { style: cursor, parameter: cursor, next: /next }
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! parameters: [{ name: cursor, in: query, schema: { type: string } }, { name: offset, in: query, schema: { type: integer } }]
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! Another thing leads to it: see `pagination-changed`.
//! # Evolve instead
//! Go on giving pages.

use crate::direction::Effect;
use crate::pairing::PolicyPair;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{Circumstance, MessagePlan};

#[derive(Debug)]
pub(crate) struct PaginationRemoved;

impl Rule for PaginationRemoved {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::error("pagination-removed")
        .since("0.1.0")
        .cites("x-countersign-pagination");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        if pair.base.policy.pagination.value.is_some()
            && pair.revision.policy.pagination.value.is_none()
        {
            let plan = MessagePlan::request().when(Circumstance::NextPage);
            changes.push(
                Difference::message(
                    Effect::Withdrawn,
                    "no longer says how its pages follow each other",
                    plan,
                )
                .at(pair.spans(|policy| &policy.pagination)),
            );
        }
    }
}
