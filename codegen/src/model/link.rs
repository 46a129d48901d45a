//! What may be asked after an answer.

use countersign_contract::model::{LinkTarget, StatusPattern};

/// A link of a response (OAS 3.1.1 section 4.8.20): documentation, since only the caller knows whether it wants to go on.
#[derive(Clone, Debug)]
pub(crate) struct LinkModel {
    /// The response that has it.
    pub(crate) status: StatusPattern,
    /// The operation it leads to.
    pub(crate) target: LinkTarget,
    /// Which parameters of that operation, and its body (`None`), are taken from where.
    pub(crate) values: Vec<(Option<String>, String)>,
}
