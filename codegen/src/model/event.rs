//! What do webhooks and callbacks look like to Rust? Operations that the API calls and its user answers.

use super::{GroupModel, OperationModel, ValidationModel, XmlModel};

/// Every webhook and callback; a small API of its own, whose types are those of the contract.
#[derive(Clone, Debug, Default)]
pub(crate) struct EventsModel {
    /// Webhooks, then callbacks, in contract order.
    pub(crate) operations: Vec<OperationModel>,
    /// Their groups.
    pub(crate) groups: Vec<GroupModel>,
    /// What receivers check messages against.
    pub(crate) validation: ValidationModel,
    /// What messages look like as XML.
    pub(crate) xml: XmlModel,
}

/// What an operation has that is a webhook or callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EventModel {
    /// The runtime expression that gives the URL of a callback; nothing for a webhook, whose URL is agreed elsewhere.
    pub(crate) expression: Option<String>,
}
