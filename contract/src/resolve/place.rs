//! A node together with the way that led to it.

use smol_str::SmolStr;

use crate::pointer::JsonPointer;
use crate::source::{SourceId, SourceSpan};
use crate::syntax::Node;

/// A node and its pointer in its own source.
#[derive(Clone, Debug)]
pub(crate) struct Place<'w> {
    /// The node.
    pub(crate) node: &'w Node,
    /// Its pointer within its source.
    pub(crate) pointer: JsonPointer,
}

impl<'w> Place<'w> {
    /// The place of a file's whole tree.
    pub(crate) fn root(node: &'w Node) -> Self {
        Self {
            node,
            pointer: JsonPointer::root(),
        }
    }

    /// The place one step below.
    pub(crate) fn child(&self, token: impl Into<SmolStr>, node: &'w Node) -> Self {
        Self {
            node,
            pointer: self.pointer.child(token),
        }
    }

    /// The place under a key, if the node is an object that has it and its value is not `null`.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let node = self.node.get(key)?;
        (!node.is_null()).then(|| self.child(key, node))
    }

    /// The source it stands in.
    pub(crate) fn source(&self) -> SourceId {
        self.node.span().source
    }

    /// Where it was written.
    pub(crate) fn span(&self) -> SourceSpan {
        self.node.span()
    }
}
