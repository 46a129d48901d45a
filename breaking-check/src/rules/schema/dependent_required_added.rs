//! One property must now come with another.
//!
//! # Why it breaks
//! Whoever sends the one alone is refused.
//! # Example
//! ```yaml,base
//! type: object
//! properties: { card: { type: string }, cvc: { type: string }, name: { type: string } }
//! ```
//! ```yaml,revision
//! type: object
//! properties: { card: { type: string }, cvc: { type: string }, name: { type: string } }
//! dependentRequired: { card: [cvc] }
//! ```
//! # Not reported when
//! The object must always hold the other property. Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Go on taking the one alone.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct DependentRequiredAdded;

impl Rule for DependentRequiredAdded {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("dependent-required-added")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.5.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for (name, needs) in &pair.revision.dependent_required {
            let before = pair.base.dependent_required.get(name);
            for need in needs {
                if before.is_some_and(|before| before.contains(need)) {
                    continue;
                }
                let predicate = format!("must now hold `{need}` where it holds `{name}`");
                changes.push(
                    Difference::schema(Effect::Narrower, predicate)
                        .at(pair.spans("dependentRequired"))
                        .lost(Probe::WithAndWithout(
                            (*name).to_owned(),
                            (*need).to_owned(),
                        ))
                        .unless_equal(),
                );
            }
        }
    }
}
