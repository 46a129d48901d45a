//! A listed value has another name in code (`x-enum-varnames`, `x-enumNames`).
//!
//! # Why it breaks
//! Messages stay as they are; code that was written with the old name does not compile.
//! # Example
//! ```yaml,base
//! type: integer
//! enum: [1, 2]
//! x-enum-varnames: [Low, High]
//! ```
//! ```yaml,revision
//! type: integer
//! enum: [1, 2]
//! x-enum-varnames: [Low, Urgent]
//! ```
//! # Not reported when
//! Only the case or the word breaks of the name differ: code spells it in its own way.
//! # Evolve instead
//! Keep the name.

use crate::direction::Effect;
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::schema_pair::SchemaPair;

#[derive(Debug)]
pub(crate) struct EnumNameChanged;

impl Rule for EnumNameChanged {
    type Subject<'c> = SchemaPair<'c>;
    const META: RuleMeta = RuleMeta::warning("enum-name-changed")
        .since("0.1.0")
        .cites("x-enum-varnames: names of listed values");

    fn check(pair: &SchemaPair<'_>, changes: &mut Changes) {
        let (Some(base), Some(revision)) = (&pair.base.enumeration, &pair.revision.enumeration)
        else {
            return;
        };
        for value in base.iter().filter(|value| revision.contains(value)) {
            let shown = value.to_json();
            let text = shown
                .as_str()
                .map_or_else(|| shown.to_string(), str::to_owned);
            let before = pair.base.notes.name_of(value).unwrap_or(&text);
            let now = pair.revision.notes.name_of(value).unwrap_or(&text);
            if letters(before) != letters(now) {
                changes.push(
                    Difference::schema(
                        Effect::Equal,
                        format!("calls the value {shown} `{now}` and no longer `{before}`"),
                    )
                    .at((
                        pair.base.span_of_any(NAMES),
                        pair.revision.span_of_any(NAMES),
                    ))
                    .losing_names(),
                );
            }
        }
    }
}

const NAMES: &[&str] = &["x-enum-varnames", "x-enumNames"];

/// What is left of a name whatever the spelling.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
