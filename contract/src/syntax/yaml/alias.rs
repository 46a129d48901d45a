//! Anchors and aliases (YAML 1.2.2 section 7.1): stored once, shared by reference, and bounded when written out.

use std::sync::Arc;

use super::fault;
use crate::diagnostic::Diagnostic;
use crate::source::SourceSpan;
use crate::syntax::node::NodeValue;
use crate::syntax::parse::SyntaxLimits;

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

/// A complete value that an alias may repeat.
#[derive(Clone, Debug)]
pub(super) struct Anchored {
    pub(super) value: Arc<NodeValue>,
    pub(super) span: SourceSpan,
    pub(super) extent: Extent,
}

#[derive(Clone, Debug)]
enum Anchor {
    /// Its node, which starts here, is not complete: an alias to it would contain itself.
    Open(SourceSpan),
    Complete(Anchored),
}

/// The anchors of a document by the parser's number for them; 0 stands for none.
#[derive(Debug)]
pub(super) struct Anchors {
    by_id: Vec<Option<Anchor>>,
    limits: SyntaxLimits,
    /// Nodes that aliases have added so far.
    expanded: u64,
}

impl Anchors {
    pub(super) fn new(limits: SyntaxLimits) -> Self {
        Self {
            by_id: Vec::new(),
            limits,
            expanded: 0,
        }
    }

    /// The node of an anchor starts here.
    pub(super) fn open(&mut self, id: usize, place: SourceSpan) {
        self.set(id, Anchor::Open(place));
    }

    /// The node of an anchor is complete.
    pub(super) fn complete(&mut self, id: usize, anchored: Anchored) {
        self.set(id, Anchor::Complete(anchored));
    }

    fn set(&mut self, id: usize, anchor: Anchor) {
        if id == 0 {
            return;
        }
        if self.by_id.len() <= id {
            self.by_id.resize(id + 1, None); // the parser numbers anchors one after the other
        }
        self.by_id[id] = Some(anchor);
    }

    /// What an alias at `place`, inside of `depth` containers, repeats. `Err` where it may not: with a finding, or with
    /// none where the reason was given before.
    pub(super) fn expand(
        &mut self,
        id: usize,
        place: SourceSpan,
        depth: usize,
    ) -> Result<Anchored, Option<Diagnostic>> {
        let anchored = match self.by_id.get(id).and_then(Option::as_ref) {
            None => return Err(None), // the parser resolves aliases to anchors it told us of
            Some(Anchor::Open(start)) => return Err(Some(recursive(place, *start))),
            Some(Anchor::Complete(anchored)) => anchored,
        };
        let limit = self.limits.alias_nodes;
        if self.expanded > limit {
            return Err(None);
        }
        self.expanded = self.expanded.saturating_add(anchored.extent.nodes);
        if self.expanded > limit {
            return Err(Some(too_many(limit, place, anchored.span)));
        }
        if depth + anchored.extent.height > self.limits.nesting {
            let finding = fault::too_deep(self.limits.nesting, place);
            return Err(Some(finding.label(anchored.span, "this is repeated")));
        }
        Ok(anchored.clone())
    }
}

fn recursive(place: SourceSpan, start: SourceSpan) -> Diagnostic {
    Diagnostic::error(
        "yaml-recursive-alias",
        "this alias stands inside the value it repeats",
    )
    .at(place)
    .label(start, "the value starts here")
    .help("use a `$ref` for a recursive structure")
}

fn too_many(limit: u64, place: SourceSpan, repeated: SourceSpan) -> Diagnostic {
    Diagnostic::error(
        "yaml-alias-expansion",
        format!("the aliases of this file stand for more than {limit} nodes"),
    )
    .at(place)
    .label(repeated, "this is repeated")
    .help("aliases from here on are left empty")
}
