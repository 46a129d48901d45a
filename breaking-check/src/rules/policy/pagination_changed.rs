//! Another thing leads to the next page of a list.
//!
//! # Why it breaks
//! Deployed clients ask for the next page as they did: they get the first one again, or an error, and miss the rest.
//! # Example
//! ```yaml,base
//! parameters: [{ name: cursor, in: query, schema: { type: string } }, { name: offset, in: query, schema: { type: integer } }]
//! x-countersign-pagination: { style: cursor, parameter: cursor, next: /next }
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! parameters: [{ name: cursor, in: query, schema: { type: string } }, { name: offset, in: query, schema: { type: integer } }]
//! x-countersign-pagination: { style: offset, parameter: offset }
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! There are no pages any more: see `pagination-removed`.
//! # Evolve instead
//! Offer the new way beside the old one.

use crate::direction::Effect;
use crate::pairing::{PolicyPair, next_page};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{Circumstance, MessagePlan};

#[derive(Debug)]
pub(crate) struct PaginationChanged;

impl Rule for PaginationChanged {
    type Subject<'c> = PolicyPair<'c>;
    const META: RuleMeta = RuleMeta::error("pagination-changed")
        .since("0.1.0")
        .cites("x-countersign-pagination");

    fn check(pair: &PolicyPair<'_>, changes: &mut Changes) {
        if let Some((old, new)) = pair.pages()
            && old.next != new.next
        {
            let predicate = format!("has other pages: {}", next_page(&new.next));
            let plan = MessagePlan::request().when(Circumstance::NextPage);
            changes.push(
                Difference::message(Effect::Withdrawn, predicate, plan)
                    .at(pair.spans(|policy| &policy.pagination)),
            );
        }
    }
}
