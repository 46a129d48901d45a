//! Schema against schema, whoever sends: does one take more than the other?
//!
//! One schema takes everything that another takes if nothing obeys the other and not the one. `search` looks for such a value:
//! what it finds is held against both schemas by an independent validator before it counts, and what it cannot find, having
//! looked everywhere, is not there. Where there is more to look at than it may, the answer is unknown, with the reason.

mod arena;
mod array_conditions;
mod arrays;
mod between;
mod branch;
mod contracts;
mod documents;
mod evaluate;
mod expand;
mod formula;
mod leaf;
mod models;
mod number;
mod objects;
mod read;
mod schema_of;
mod search;
mod text;
mod unevaluated;

pub(crate) use between::Between;
pub(crate) use contracts::{Contracts, Reading};

use std::rc::Rc;

use serde_json::Value;

use arena::Node;
use documents::Documents;
use formula::Literal;
use search::Search;

/// Steps that one question may take: most take a few dozen, and this many a second.
const STEPS: u64 = 30_000;

/// How the values of a revised schema relate to those of its base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same values.
    Equal,
    /// The revision takes fewer values.
    Narrower,
    /// The revision takes more values.
    Wider,
    /// Each takes values that the other does not.
    Incomparable,
    /// Undecided, and why.
    Unknown(String),
}

impl Relation {
    /// The relation seen from the other side.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Narrower => Self::Wider,
            Self::Wider => Self::Narrower,
            other => other,
        }
    }
}

/// Does one schema take every value that another one takes?
#[derive(Clone, Debug, PartialEq)]
pub enum Covers {
    /// It does: proved.
    Yes,
    /// It does not take this value, which the other one does.
    No(Value),
    /// Undecided, and why.
    Unknown(String),
}

/// Relates two self-contained JSON Schema 2020-12 documents. `format` is an annotation.
pub fn relate(base: &Value, revision: &Value) -> Relation {
    match (covers(revision, base), covers(base, revision)) {
        (Covers::Yes, Covers::Yes) => Relation::Equal,
        (Covers::Yes, Covers::No(_)) => Relation::Wider,
        (Covers::No(_), Covers::Yes) => Relation::Narrower,
        (Covers::No(_), Covers::No(_)) => Relation::Incomparable,
        (Covers::Unknown(reason), _) | (_, Covers::Unknown(reason)) => Relation::Unknown(reason),
    }
}

/// Does `outer` take every value that `inner` takes? Both are self-contained JSON Schema 2020-12 documents. A counterexample has
/// been judged by the validator, on both sides.
pub fn covers(outer: &Value, inner: &Value) -> Covers {
    if outer == inner {
        return Covers::Yes;
    }
    let (arena, [outer_root, inner_root]) = Documents::arena([outer, inner]);
    if outer_root == inner_root {
        return Covers::Yes;
    }
    let mut search = Search::new(Rc::new(arena), STEPS);
    match counterexample(&mut search, outer_root, inner_root) {
        Ok(None) => Covers::Yes,
        Ok(Some(value)) => match (takes(inner, &value), takes(outer, &value)) {
            (Ok(true), Ok(false)) => Covers::No(value),
            (Ok(_), Ok(_)) => Covers::Unknown("the validator sees a value otherwise".to_owned()),
            (Err(reason), _) | (_, Err(reason)) => Covers::Unknown(reason),
        },
        Err(reason) => Covers::Unknown(reason),
    }
}

/// A value that obeys `inner` and not `outer`; nothing if there is none.
fn counterexample(
    search: &mut Search<'_>,
    outer: Node,
    inner: Node,
) -> Result<Option<Value>, String> {
    let literals = vec![
        Literal {
            node: inner,
            holds: true,
        },
        Literal {
            node: outer,
            holds: false,
        },
    ];
    let found = search.values(literals, 1);
    match found.values.into_iter().next() {
        Some(value) => Ok(Some(value)),
        None if found.complete => Ok(None),
        None => Err(found
            .doubt
            .unwrap_or_else(|| "nothing was found".to_owned())),
    }
}

fn takes(document: &Value, value: &Value) -> Result<bool, String> {
    let validator = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(false)
        .build(document);
    match validator {
        Ok(validator) => Ok(validator.is_valid(value)),
        Err(error) => Err(format!("the validator cannot read the schema: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use std::rc::Rc;

    use super::counterexample;
    use super::documents::Documents;
    use super::search::Search;

    #[test]
    fn who_runs_out_of_steps_never_says_that_there_is_nothing() {
        let whole = json!({"type": "integer"});
        for inner in [
            json!({"type": "array", "minItems": 6, "contains": whole, "minContains": 4, "prefixItems": [{"type": "string"}, {"type": "null"}]}),
            json!({"type": "array", "contains": {"type": "null"}, "maxContains": 1, "minItems": 3, "not": {"uniqueItems": true}}),
            json!({"type": "object", "minProperties": 3, "patternProperties": {"^x": whole}, "not": {"propertyNames": {"maxLength": 3}}}),
            json!({"oneOf": [{"required": ["a"]}, {"required": ["b"]}, {"required": ["c"]}], "type": "object", "minProperties": 4}),
        ] {
            let outer = json!({"not": inner});
            let (arena, [outer, inner]) = Documents::arena([&outer, &inner]);
            let arena = Rc::new(arena);
            let ask = |steps| {
                let mut search = Search::new(Rc::clone(&arena), steps);
                counterexample(&mut search, outer, inner)
            };
            for steps in 0..2_000 {
                let found = ask(steps);
                assert!(!matches!(found, Ok(None)), "{steps} steps");
            }
            assert!(matches!(ask(1_000_000), Ok(Some(_))));
        }
    }
}
