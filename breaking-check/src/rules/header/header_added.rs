//! A response header is new.
//!
//! # Why it does not break
//! It breaks nobody.
//! # Example
//! ```yaml,base
//! responses: { "200": { description: ok, headers: {  } } }
//! ```
//! ```yaml,revision
//! responses: { "200": { description: ok, headers: { X-Total: { schema: { type: integer } } } } }
//! ```
//! # Not reported when
//! Only the case of its name changed.

use crate::direction::Effect;
use crate::pairing::{HeaderPair, Paired};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct HeaderAdded;

impl Rule for HeaderAdded {
    type Subject<'c> = HeaderPair<'c>;
    const META: RuleMeta = RuleMeta::info("header-added")
        .since("0.1.0")
        .cites("OAS 3.1.1 Header Object");

    fn check(pair: &HeaderPair<'_>, changes: &mut Changes) {
        if let Paired::Added(revision) = pair.sides {
            changes.push(
                Difference::message(Effect::Equal, "was added", MessagePlan::Nothing)
                    .at((None, Some(revision.span))),
            );
        }
    }
}
