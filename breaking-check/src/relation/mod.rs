//! Schema against schema, whoever sends: does one take more than the other?
//!
//! A facade over the schema algebra of `jsonschema`. It proves; it does not find witnesses, and where it cannot decide it
//! says so.

mod size;

pub(crate) use size::reachable;

use jsonschema::canonical::{self, CanonicalSchema, Containment};
use serde_json::Value;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Covers {
    /// It does: proved.
    Yes,
    /// It does not: proved.
    No,
    /// Undecided, and why.
    Unknown(String),
}

/// Relates two self-contained JSON Schema 2020-12 documents. `format` is an annotation.
pub fn relate(base: &Value, revision: &Value) -> Relation {
    if base == revision {
        return Relation::Equal;
    }
    let (base, revision) = match (canonicalize(base), canonicalize(revision)) {
        (Ok(base), Ok(revision)) => (base, revision),
        (Err(reason), _) | (_, Err(reason)) => return Relation::Unknown(reason),
    };
    if base == revision {
        return Relation::Equal;
    }
    match (contains(&revision, &base), contains(&base, &revision)) {
        (Covers::Yes, Covers::Yes) => Relation::Equal,
        (Covers::Yes, Covers::No) => Relation::Wider,
        (Covers::No, Covers::Yes) => Relation::Narrower,
        (Covers::No, Covers::No) => Relation::Incomparable,
        (Covers::Unknown(reason), _) | (_, Covers::Unknown(reason)) => Relation::Unknown(reason),
    }
}

/// Does `outer` take every value that `inner` takes? Both are self-contained JSON Schema 2020-12 documents.
pub fn covers(outer: &Value, inner: &Value) -> Covers {
    if outer == inner {
        return Covers::Yes;
    }
    match (canonicalize(outer), canonicalize(inner)) {
        (Ok(outer), Ok(inner)) if outer == inner => Covers::Yes,
        (Ok(outer), Ok(inner)) => contains(&outer, &inner),
        (Err(reason), _) | (_, Err(reason)) => Covers::Unknown(reason),
    }
}

fn canonicalize(document: &Value) -> Result<CanonicalSchema, String> {
    canonical::options()
        .offline()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(false)
        .canonicalize(document)
        .map_err(|error| format!("the schema algebra cannot read it: {error}"))
}

fn contains(outer: &CanonicalSchema, inner: &CanonicalSchema) -> Covers {
    match outer.covers(inner) {
        Ok(Containment::Yes) => Covers::Yes,
        Ok(Containment::No) => Covers::No,
        Ok(Containment::Unknown) => {
            Covers::Unknown("the schema algebra cannot decide it".to_owned())
        }
        Err(error) => Covers::Unknown(format!("the schema algebra cannot compare them: {error}")),
    }
}
