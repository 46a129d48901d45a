//! Anchors and aliases (YAML 1.2.2 section 7.1): stored once, shared by reference, and bounded when written out.

use std::sync::Arc;

use crate::source::SourceSpan;
use crate::syntax::node::NodeValue;

/// How large a value is when its aliases are written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    /// Nodes, keys not counted.
    pub(super) nodes: u64,
    /// Levels of containers.
    pub(super) height: usize,
}

impl Extent {
    /// A scalar.
    pub(super) const SCALAR: Self = Self {
        nodes: 1,
        height: 0,
    };

    /// An empty container.
    pub(super) const CONTAINER: Self = Self {
        nodes: 1,
        height: 1,
    };

    /// Counts a child in.
    pub(super) fn include(&mut self, child: Self) {
        self.nodes = self.nodes.saturating_add(child.nodes);
        self.height = self.height.max(child.height + 1);
    }
}

/// An anchor that was read.
#[derive(Clone, Debug)]
pub(super) enum Anchor {
    /// Its node is not complete: an alias to it would contain itself.
    Open(SourceSpan),
    /// Its node is complete.
    Complete {
        value: Arc<NodeValue>,
        span: SourceSpan,
        extent: Extent,
    },
}

/// The anchors of a document by the parser's number for them.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    by_id: Vec<Option<Anchor>>,
}

impl Anchors {
    /// Remembers an anchor; id 0 means that a node has none.
    pub(super) fn set(&mut self, id: usize, anchor: Anchor) {
        if id == 0 {
            return;
        }
        if self.by_id.len() <= id {
            self.by_id.resize(id + 1, None); // the parser numbers anchors one after the other
        }
        self.by_id[id] = Some(anchor);
    }

    pub(super) fn get(&self, id: usize) -> Option<&Anchor> {
        self.by_id.get(id)?.as_ref()
    }
}
