//! One property may now come without another.
//!
//! # Why it breaks
//! Readers that find the one count on the other and do not find it.
//! # Example
//! ```yaml,base,response
//! type: object
//! properties: { card: { type: string }, cvc: { type: string }, name: { type: string } }
//! dependentRequired: { card: [cvc] }
//! ```
//! ```yaml,revision,response
//! type: object
//! properties: { card: { type: string }, cvc: { type: string }, name: { type: string } }
//! ```
//! # Not reported when
//! The object must always hold the other property. Both schemas are proved to take the same values all the same.
//! # Evolve instead
//! Go on sending both.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;
use crate::witness::Probe;

#[derive(Debug)]
pub(crate) struct DependentRequiredRemoved;

impl Rule for DependentRequiredRemoved {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::error("dependent-required-removed")
        .since("0.1.0")
        .cites("JSON Schema 2020-12 Validation 6.5.4");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        for (name, needs) in &pair.base.dependent_required {
            let before = pair.revision.dependent_required.get(name);
            for need in needs {
                if before.is_some_and(|before| before.contains(need)) {
                    continue;
                }
                let predicate = format!("may now hold `{name}` without `{need}`");
                changes.push(
                    Difference::schema(Effect::Wider, predicate)
                        .at(pair.spans("dependentRequired"))
                        .gained(Probe::WithAndWithout(
                            (*name).to_owned(),
                            (*need).to_owned(),
                        ))
                        .unless_equal(),
                );
            }
        }
    }
}
