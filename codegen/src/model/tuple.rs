//! Arrays whose first items have types of their own.

use super::types::TypeRef;

/// An array whose first items have types of their own.
#[derive(Clone, Debug)]
pub(crate) struct TupleModel {
    /// The first items, one at least.
    pub(crate) items: Vec<TupleItem>,
    /// The array of those that follow, where there may be some.
    pub(crate) rest: Option<TypeRef>,
    /// Do its items travel as parts of one body, files among them?
    pub(crate) parts: bool,
}

/// One item of a tuple.
#[derive(Clone, Debug)]
pub(crate) struct TupleItem {
    /// Its type without regard to presence.
    pub(crate) ty: TypeRef,
    /// May the array end before it?
    pub(crate) optional: bool,
}
