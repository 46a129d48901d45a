//! Does a hand-written type keep to a schema of the contract?
//!
//! The type is what programs have and the contract what they meet, so this is a comparison with the type as the base and the
//! schema as the revision, judged by the same relation and the same worlds as any other.

mod prepare;
#[cfg(feature = "schemars")]
mod schemars;
mod text;

use std::fmt;

use countersign_contract::Contract;
use countersign_contract::schema::SchemaId;

#[cfg(feature = "schemars")]
pub use self::schemars::assert_conforms;
use crate::change::{Change, OperationName, Report, Verdict};
use crate::direction::{Caller, Direction};
use crate::pairing::{OperationPair, Paired};
use crate::policy::Options;
use crate::side::Sides;
use crate::{documents, report_on};

/// What a type does with values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// It is made of them: it has to take whatever the contract allows.
    Reads,
    /// They are made of it: the contract has to allow whatever it gives.
    Writes,
}

/// Which messages the values are part of: properties that are `readOnly` are no part of requests, and those that are
/// `writeOnly` no part of responses (OAS 3.0.4 Schema Object).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Of {
    /// Any messages, or none: every property counts.
    Anything,
    /// Requests.
    Requests,
    /// Responses.
    Responses,
}

/// Why a type does not keep to a schema. `Display` gives each finding with both places and the value that shows it.
#[derive(Clone, Debug)]
pub struct Nonconformance {
    /// The name of the type.
    pub name: String,
    /// What was asked of it.
    pub what: Use,
    /// What stands against it, with the type as the base and the contract as the revision: proven, or unknown with the reason.
    pub report: Box<Report>,
}

impl fmt::Display for Nonconformance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::text(self))
    }
}

impl std::error::Error for Nonconformance {}

impl Use {
    /// The direction in which the type's values and those of the contract are compared. A reader may leave alone what it does
    /// not know, as clients do with responses; what a writer sends has to be known, as requests have.
    fn direction(self) -> Direction {
        match self {
            Self::Reads => Direction::Response,
            Self::Writes => Direction::Request,
        }
    }

    fn caller(self) -> Caller {
        match self {
            Self::Reads => Caller::Api,
            Self::Writes => Caller::User,
        }
    }
}

/// Holds a type, given as the JSON Schema of its values, against a schema of a contract.
///
/// Numbers are compared by value: the formats of 64 bits and of floating point bound nothing, since programs agree on no more
/// of them (RFC 8259 section 6), and those of 32 bits and fewer do. A type that parses a `format` of texts has to be sent it;
/// one that writes texts is not held to a format, which is an annotation (JSON Schema 2020-12 Validation 7.2.1).
///
/// # Errors
/// Where a value shows that it does not, and where nobody knows.
pub fn conforms(
    name: &str,
    of_type: &Contract,
    contract: &Contract,
    schema: SchemaId,
    (what, of): (Use, Of),
    options: &Options,
) -> Result<(), Nonconformance> {
    let mut base = prepare::prepared(of_type, what, of);
    let mut revision = prepare::prepared(contract, what, of);
    let Some(root) = base.root_schema else {
        return Ok(());
    };
    let label = format!("`{}`", name.rsplit("::").next().unwrap_or(name));
    base.operations = vec![documents::reading(&base, "", label.clone(), root)];
    revision.operations = vec![documents::reading(&revision, "", label.clone(), schema)];
    let operations = [OperationPair {
        name: OperationName {
            kind: documents::KIND,
            method: String::new(),
            path: label,
        },
        caller: what.caller(),
        sides: Paired::Both {
            base: &base.operations[0],
            revision: &revision.operations[0],
        },
    }];
    let sides = Sides {
        base: &base,
        revision: &revision,
    };
    let mut report = report_on(sides, &operations, options);
    let harmless = |change: &Change| change.verdict == Verdict::Harmless;
    report.changes.retain(|change| !harmless(change));
    if report.changes.is_empty() {
        return Ok(());
    }
    Err(Nonconformance {
        name: name.to_owned(),
        what,
        report: Box::new(report),
    })
}
