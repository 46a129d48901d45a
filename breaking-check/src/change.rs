//! A finding: what changed, where, whom it reaches, and the proof.

use std::collections::BTreeSet;
use std::fmt;

use countersign_contract::model::{ParameterLocation, StatusPattern};
use countersign_contract::{Severity, SourceMap, SourceSpan};
use indexmap::IndexSet;

use crate::direction::{Direction, Effect};
use crate::documents;
use crate::policy::{Promise, World};
use crate::side::Side;

/// The operation, webhook or callback a change was found in. `Display` gives `GET /orders`, `webhook POST created` or,
/// for the schemas of a JSON Schema on its own, ``schema `Price` ``.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationName {
    /// `webhook`, `callback`, `schema` or nothing.
    pub kind: &'static str,
    /// The method in upper case; empty for a schema.
    pub method: String,
    /// The path template of the revision (of the base, if it was removed), or the webhook's name, or what
    /// the schema is called.
    pub path: String,
}

impl fmt::Display for OperationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind == documents::KIND {
            return f.write_str(&self.path);
        }
        if !self.kind.is_empty() {
            write!(f, "{} ", self.kind)?;
        }
        write!(f, "{} {}", self.method, self.path)
    }
}

/// Which part of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Location {
    /// The operation itself.
    Operation,
    /// Where it is served.
    Servers,
    /// Its security requirements.
    Security,
    /// A parameter.
    Parameter {
        /// `in`.
        location: ParameterLocation,
        /// `name`.
        name: String,
    },
    /// A value of a JSON Schema on its own.
    Value,
    /// The request body, in whatever media type.
    RequestBody,
    /// The request body in one media type.
    RequestContent {
        /// The media type.
        media_type: String,
    },
    /// Each item of a request body that is a sequence of them (`itemSchema`).
    RequestItem {
        /// The media type.
        media_type: String,
    },
    /// A response, in whatever media type.
    Response {
        /// Its key.
        status: StatusPattern,
    },
    /// A header of a response.
    ResponseHeader {
        /// The response's key.
        status: StatusPattern,
        /// The header's name.
        name: String,
    },
    /// A link of a response.
    ResponseLink {
        /// The response's key.
        status: StatusPattern,
        /// The link's name.
        name: String,
    },
    /// A response body in one media type.
    ResponseContent {
        /// The response's key.
        status: StatusPattern,
        /// The media type.
        media_type: String,
    },
    /// Each item of a response body that is a sequence of them (`itemSchema`).
    ResponseItem {
        /// The response's key.
        status: StatusPattern,
        /// The media type.
        media_type: String,
    },
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation => f.write_str("operation"),
            Self::Value => f.write_str("values of"),
            Self::Servers => f.write_str("the servers of"),
            Self::Security => f.write_str("the security of"),
            Self::Parameter { location, name } => {
                write!(f, "{} parameter `{name}` of", location.name())
            }
            Self::RequestBody => f.write_str("the request body of"),
            Self::RequestContent { media_type } => write!(f, "the {media_type} request body of"),
            Self::RequestItem { media_type } => {
                write!(f, "each item of the {media_type} request body of")
            }
            Self::Response { status } => write!(f, "response {status} of"),
            Self::ResponseHeader { status, name } => {
                write!(f, "header `{name}` of response {status} of")
            }
            Self::ResponseLink { status, name } => {
                write!(f, "link `{name}` of response {status} of")
            }
            Self::ResponseContent { status, media_type } => {
                write!(f, "the {media_type} body of response {status} of")
            }
            Self::ResponseItem { status, media_type } => {
                write!(
                    f,
                    "each item of the {media_type} body of response {status} of"
                )
            }
        }
    }
}

/// Where in which operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The operation.
    pub operation: OperationName,
    /// The part of it.
    pub location: Location,
    /// Steps from the root of the value to the part that changed: property names, and `*` for any item or any other key.
    pub path: Vec<String>,
}

impl Place {
    /// The steps as text, `/items/*/price`; empty at the root.
    pub fn pointer(&self) -> String {
        self.path
            .iter()
            .flat_map(|step| ["/".to_owned(), step.replace('~', "~0").replace('/', "~1")])
            .collect()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "`{}` in ", self.pointer())?;
        }
        if self.operation.kind == documents::KIND {
            return write!(f, "{}", self.operation);
        }
        write!(f, "{} {}", self.location, self.operation)
    }
}

/// How sure the tool is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It breaks somebody, and a verified witness shows how.
    Proven,
    /// It breaks nobody on the wire.
    Harmless,
    /// Undecided, and why.
    Unknown(String),
    /// Plain to see in the texts or in the decisions about them: there is nothing to prove.
    Stated,
}

impl Verdict {
    /// The word in reports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Harmless => "harmless",
            Self::Unknown(_) => "unknown",
            Self::Stated => "stated",
        }
    }
}

/// A message that one side takes and the other refuses. Both were verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// What to look at: a `curl` command for requests, an HTTP response as text for responses.
    pub text: String,
    /// The part of the message that the change is about, when it is a JSON value.
    pub value: Option<serde_json::Value>,
    /// The side that takes the message.
    pub accepted_by: Side,
    /// The side that refuses it.
    pub rejected_by: Side,
    /// Why it refuses it.
    pub reason: String,
}

/// One finding. A change in a shared component is one finding, whatever number of operations it reaches.
#[derive(Clone, Debug)]
pub struct Change {
    /// Id of the rule that names it.
    pub rule: &'static str,
    /// How serious it is under the options of this comparison.
    pub severity: Severity,
    /// The weakest promise it breaks, if it breaks any.
    pub breaks: Option<Promise>,
    /// What it does to the set of messages.
    pub effect: Effect,
    /// Which way the messages travel that it hurts (or would hurt).
    pub direction: Direction,
    /// Where it was found first.
    pub place: Place,
    /// All places it reaches with the same outcome, the first one included, in the order of the contract.
    pub reaches: Vec<Place>,
    /// Where it is in the base.
    pub base: Option<SourceSpan>,
    /// Where it is in the revision.
    pub revision: Option<SourceSpan>,
    /// JSON pointer of what it is about, in the file that holds it: of the schema or of the operation, as the revision has it
    /// (the base, where it was removed).
    pub pointer: String,
    /// One sentence in the user's terms: the place, then [`predicate`](Self::predicate).
    pub message: String,
    /// What happened at the place: the sentence without its beginning.
    pub predicate: String,
    /// Why it matters, from the rule's documentation; `None` for harmless changes.
    pub why: Option<&'static str>,
    /// What to do instead, from the rule's documentation; `None` for harmless changes.
    pub help: Option<&'static str>,
    /// How sure the tool is.
    pub verdict: Verdict,
    /// The proof; present exactly when the verdict is [`Verdict::Proven`].
    pub witness: Option<Witness>,
}

impl Change {
    /// The distinct operations it reaches, in the order of the contract.
    pub fn operations(&self) -> Vec<&OperationName> {
        let distinct: IndexSet<&OperationName> =
            self.reaches.iter().map(|place| &place.operation).collect();
        distinct.into_iter().collect()
    }
}

/// Everything a comparison found, the most serious first; equal ones in the order of the contract.
#[derive(Clone, Debug)]
pub struct Report {
    /// The findings.
    pub changes: Vec<Change>,
    /// The world that was assumed.
    pub world: World,
    /// The texts of the base, for showing places.
    pub base: SourceMap,
    /// The texts of the revision.
    pub revision: SourceMap,
    /// How many findings were ignored by decision, wholly.
    pub ignored: usize,
    /// The decisions of [`Options::ignores`](crate::Options) that covered something, by index.
    pub used_ignores: BTreeSet<usize>,
}

impl Report {
    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.changes
            .iter()
            .filter(|change| change.severity == severity)
            .count()
    }

    /// The highest severity among the findings.
    pub fn worst(&self) -> Option<Severity> {
        self.changes.iter().map(|change| change.severity).max()
    }
}
