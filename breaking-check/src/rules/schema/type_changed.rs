//! A value has another type.
//!
//! # Why it breaks
//! A reader that expects the old type cannot decode the new one.
//! # Example
//! ```yaml,base
//! type: [string, integer]
//! ```
//! ```yaml,revision
//! type: string
//! ```
//! # Not reported when
//! Only `null` was added or removed: see `nullability-added` and `nullability-removed`.
//! # Evolve instead
//! Add a property of another name with the new type.

use countersign_contract::schema::Type;

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::{SchemaPair, View};
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct TypeChanged;

impl Rule for TypeChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("type-changed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.1.1");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (base, revision) = (pair.base, pair.revision);
        if base.types == revision.types {
            return;
        }
        let lost = only_in(base, revision);
        let gained = only_in(revision, base);
        let predicate = format!(
            "changed its type from {} to {}",
            named(base),
            named(revision)
        );
        changes.push(
            Difference::schema(Effect::of(!lost.is_empty(), !gained.is_empty()), predicate)
                .at(pair.spans("type"))
                .lost(Probe::Types(lost))
                .gained(Probe::Types(gained))
                .changing_types(),
        );
    }
}

/// The types that one side takes and the other does not; `null` is left to the rules about nullability.
fn only_in(one: &View<'_>, other: &View<'_>) -> Vec<Type> {
    Type::ALL
        .into_iter()
        .filter(|kind| *kind != Type::Null && one.takes(*kind) && !other.takes(*kind))
        .collect()
}

fn named(view: &View<'_>) -> String {
    view.types
        .map_or_else(|| "any".to_owned(), |types| types.to_string())
}
