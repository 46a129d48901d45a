//! What is wrong with a message.

use std::fmt;

use countersign_contract::model::ParameterLocation;
use countersign_contract::{JsonPointer, Severity, SourceSpan};

use crate::engine::EngineError;
use crate::violation::Violation;

/// One thing to say about a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// How serious it is: an error means that the message does not obey the contract.
    pub severity: Severity,
    /// Which part of the message.
    pub place: Place,
    /// What it is.
    pub kind: FindingKind,
    /// One clause without subject, as in `must be at least 1, is 0`.
    pub message: String,
    /// Where in the recording, when the message was read from one.
    pub span: Option<SourceSpan>,
    /// Where the contract says so.
    pub contract_span: Option<SourceSpan>,
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The operation that the recording names.
    Operation,
    /// The request's method.
    Method,
    /// The request's path.
    Path,
    /// The response's status.
    Status,
    /// The credentials of the request.
    Credentials,
    /// A parameter of the request.
    Parameter {
        /// `in`
        location: ParameterLocation,
        /// `name`
        name: String,
    },
    /// A header of the response.
    Header(String),
    /// The media type of the body.
    ContentType,
    /// The body, at a pointer.
    Body(JsonPointer),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation => f.write_str("operation"),
            Self::Method => f.write_str("method"),
            Self::Path => f.write_str("path"),
            Self::Status => f.write_str("status"),
            Self::Credentials => f.write_str("credentials"),
            Self::Parameter { location, name } => {
                write!(f, "{} parameter `{name}`", location.name())
            }
            Self::Header(name) => write!(f, "header `{name}`"),
            Self::ContentType => f.write_str("content type"),
            Self::Body(pointer) if pointer.is_root() => f.write_str("body"),
            Self::Body(pointer) => write!(f, "body {pointer}"),
        }
    }
}

/// What a finding is.
#[derive(Clone, Debug, PartialEq)]
pub enum FindingKind {
    /// No path of the contract fits.
    UnknownPath,
    /// The path is known, the method is not.
    UnknownMethod,
    /// There is no operation of this name.
    UnknownOperation,
    /// A required parameter was not sent.
    MissingParameter,
    /// A query parameter that the contract does not declare.
    UndeclaredParameter,
    /// The text does not have the form that the parameter's style or the body's media type demands.
    Malformed,
    /// A value does not obey its schema.
    Violation(Box<Violation>),
    /// A body must be there and is not.
    MissingBody,
    /// A body is there and none is declared.
    UndeclaredBody,
    /// The body is of a media type that the contract does not declare.
    UndeclaredMediaType,
    /// The status is none that the contract declares.
    UndeclaredStatus,
    /// A required header was not sent.
    MissingHeader,
    /// No alternative of the operation's security is satisfied by what was sent.
    MissingCredentials,
    /// The contract's policy requires an idempotency key and none was sent.
    MissingIdempotencyKey,
    /// A part of the message was not looked at.
    NotChecked,
    /// The schema gave no verdict.
    NoVerdict(EngineError),
}

impl Finding {
    pub(crate) fn new(
        severity: Severity,
        place: Place,
        kind: FindingKind,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            place,
            kind,
            message: message.into(),
            span: None,
            contract_span: None,
        }
    }

    pub(crate) fn error(place: Place, kind: FindingKind, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, place, kind, message)
    }

    #[must_use]
    pub(crate) fn declared_at(mut self, span: SourceSpan) -> Self {
        self.contract_span = Some(span);
        self
    }

    #[must_use]
    pub(crate) fn at(mut self, span: Option<SourceSpan>) -> Self {
        self.span = span;
        self
    }
}
