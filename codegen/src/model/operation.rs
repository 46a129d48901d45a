//! Operations before they have names.

/// The operations of one tag. An operation belongs to its first tag; operations without a tag share one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GroupModel {
    /// The tag as written; `None` for the operations without one.
    pub(crate) tag: Option<String>,
    /// The tag's description.
    pub(crate) description: Option<String>,
}

/// One operation.
#[derive(Clone, Debug)]
pub(crate) struct OperationModel {
    /// `operationId`; without one the name is made of method and path.
    pub(crate) operation_id: Option<String>,
    /// The method in upper case.
    pub(crate) method: String,
    /// The path template as written.
    pub(crate) path: String,
    /// Index into `ApiModel::groups`.
    pub(crate) group: usize,
}
