//! An operation has other tags.
//!
//! # Why it breaks
//! Nothing changes on the wire. Generated servers have a trait for the operations of each first tag: code that implements
//! the old one no longer compiles when that tag changed.
//! # Example
//! ```yaml,base,harmless
//! tags: [orders]
//! responses: { "200": { description: ok } }
//! ```
//! ```yaml,revision
//! tags: [sales]
//! responses: { "200": { description: ok } }
//! ```
//! # Not reported when
//! The tags are the same in another order behind the first one.
//! # Evolve instead
//! Leave the first tag; add others behind it.

use countersign_contract::model::Operation;
use std::collections::BTreeSet;

use crate::direction::Effect;
use crate::pairing::OperationPair;
use crate::policy::Promise;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::MessagePlan;

#[derive(Debug)]
pub(crate) struct OperationTagsChanged;

impl Rule for OperationTagsChanged {
    type Subject<'c> = OperationPair<'c>;
    const META: RuleMeta = RuleMeta::error("operation-tags-changed")
        .promise(Promise::Source)
        .since("0.1.0")
        .cites("OAS 3.1.1 Operation Object, tags");

    fn check(pair: &OperationPair<'_>, changes: &mut Changes) {
        let Some((base, revision)) = pair.sides.both() else {
            return;
        };
        let all =
            |operation: &Operation| operation.tags.iter().cloned().collect::<BTreeSet<String>>();
        let moved = base.tags.first() != revision.tags.first();
        if moved || all(base) != all(revision) {
            let said = |tags: &[String]| match tags {
                [] => "none".to_owned(),
                tags => format!("`{}`", tags.join("`, `")),
            };
            let predicate = format!(
                "has other tags: {} and no longer {}",
                said(&revision.tags),
                said(&base.tags)
            );
            let difference = Difference::message(Effect::Equal, predicate, MessagePlan::Nothing)
                .at((Some(base.method_span), Some(revision.method_span)));
            changes.push(if moved {
                difference.changing_types()
            } else {
                difference
            });
        }
    }
}
