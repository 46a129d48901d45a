//! Laws of `covers` and `relate`.

use countersign_breaking_check::relation::{Covers, Relation, covers, relate};
use serde_json::json;

use crate::oracle::Oracle;
use crate::{Case, Counts, schemas};

pub(crate) fn laws(case: &Case, counts: &mut Counts) -> Result<(), String> {
    let (base, revision) = (&case.base, &case.revision);
    let oracles = [Oracle::of(base), Oracle::of(revision)];
    let forth = covers(revision, base);
    let back = covers(base, revision);
    sound(&forth, &oracles[0], &oracles[1], counts)?;
    sound(&back, &oracles[1], &oracles[0], counts)?;

    let relation = relate(base, revision);
    counts.add("relations");
    counts.add(match &relation {
        Relation::Equal => "relations equal",
        Relation::Narrower => "relations narrower",
        Relation::Wider => "relations wider",
        Relation::Incomparable => "relations incomparable",
        Relation::Unknown(_) => "relations unknown",
    });
    let mirrored = relate(revision, base).reversed();
    let known = |relation: &Relation| !matches!(relation, Relation::Unknown(_));
    if known(&relation) && known(&mirrored) && relation != mirrored {
        return Err(format!(
            "{relation:?}, and {mirrored:?} from the other side"
        ));
    }

    // In other words, since what is written alike is not looked into.
    let itself = relate(base, &json!({ "allOf": [base, true] }));
    if known(&itself) && itself != Relation::Equal {
        return Err(format!("the base is {itself:?} to itself"));
    }

    let onward = covers(&case.third, revision);
    if forth == Covers::Yes && onward == Covers::Yes {
        counts.add("chains of three");
        if let Covers::No(value) = covers(&case.third, base) {
            return Err(format!("covering is not transitive: {value}"));
        }
    }
    Ok(())
}

/// Is an answer what the values say?
fn sound(
    answer: &Covers,
    inner: &Oracle,
    outer: &Oracle,
    counts: &mut Counts,
) -> Result<(), String> {
    match answer {
        Covers::No(value) => {
            counts.add("witnesses of relations");
            if !inner.takes(value)? || outer.takes(value)? {
                return Err(format!("{value} is no counterexample"));
            }
        }
        Covers::Yes => {
            for value in schemas::samples() {
                if inner.takes(&value)? && !outer.takes(&value)? {
                    return Err(format!("{value} is a counterexample to what was proved"));
                }
            }
        }
        Covers::Unknown(_) => {}
    }
    Ok(())
}
