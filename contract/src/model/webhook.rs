//! Requests that go the other way: webhooks and callbacks.

use super::Operation;
use crate::source::SourceSpan;

/// One webhook (OAS 3.1.1 `webhooks`): the API calls, its user answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// The key under `webhooks`.
    pub name: String,
    /// One per method; the path is the webhook's name.
    pub operations: Vec<Operation>,
    /// Where it was written.
    pub span: SourceSpan,
}

/// OAS 3.1.1 Callback Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Callback {
    /// Runtime expression to operations.
    pub expressions: Vec<(String, Vec<Operation>)>,
    /// Where it was written.
    pub span: SourceSpan,
}
