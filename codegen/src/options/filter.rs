//! Which operations are wanted? Patterns over tags, paths and operationIds.

use countersign_contract::pattern::Pattern;

/// Keeps the operations that pass all three lists; an empty list lets everything pass.
///
/// An operation passes a list when one of the patterns that include fits, or none includes, and none that excludes fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Over the tags of an operation: one that fits is enough.
    pub tags: Vec<Pattern>,
    /// Over the path as the contract writes it (`/orders/{orderId}`); of a webhook, over its name.
    pub paths: Vec<Pattern>,
    /// Over the operationId as the contract writes it. Operations without one pass excluding patterns only.
    pub operations: Vec<Pattern>,
}

impl Filter {
    /// Is everything kept?
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.paths.is_empty() && self.operations.is_empty()
    }
}
