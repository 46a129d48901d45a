//! The tree under construction: open containers, and what was read for them.

use crate::syntax::mapping::object_of;
use crate::syntax::node::{Entry, Key, Node, NodeValue};
use crate::syntax::report::Report;

/// What a bracket opens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Array,
    Object,
}

/// A container whose end has not been read.
pub(super) struct Open {
    /// Where its bracket stands.
    pub(super) start: usize,
    pub(super) kind: Kind,
    /// Where its items or entries start on the shared stack.
    first: usize,
    /// The key whose value comes next.
    key: Option<Key>,
}

/// Values on their way into the root. Items and entries of all open containers lie on two shared stacks, so that a
/// complete container is one allocation of the right size.
#[derive(Default)]
pub(super) struct Tree {
    open: Vec<Open>,
    items: Vec<Node>,
    entries: Vec<Entry>,
    root: Option<Node>,
}

impl Tree {
    /// How many containers are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn innermost(&self) -> Option<&Open> {
        self.open.last()
    }

    /// How many containers stay open when the innermost of this kind is closed.
    pub(super) fn innermost_of(&self, kind: Kind) -> Option<usize> {
        self.open.iter().rposition(|open| open.kind == kind)
    }

    pub(super) fn open(&mut self, kind: Kind, start: usize) {
        let first = match kind {
            Kind::Array => self.items.len(),
            Kind::Object => self.entries.len(),
        };
        self.open.push(Open {
            start,
            kind,
            first,
            key: None,
        });
    }

    /// The key of the value that comes next.
    pub(super) fn key(&mut self, key: Key) {
        if let Some(object) = self.open.last_mut() {
            object.key = Some(key);
        }
    }

    /// Puts a complete value where it belongs.
    pub(super) fn place(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open {
                kind: Kind::Array, ..
            }) => self.items.push(node),
            Some(Open { key, .. }) => {
                if let Some(key) = key.take() {
                    self.entries.push(Entry { key, value: node });
                }
            }
        }
    }

    /// Completes the innermost container, which ends at `end`. A key without a value gets null.
    pub(super) fn close(&mut self, end: usize, report: &mut Report<'_>) {
        if self.open.last().is_some_and(|open| open.key.is_some()) {
            self.place(Node::new(report.span(end..end), NodeValue::Null));
        }
        let Some(open) = self.open.pop() else { return };
        let value = match open.kind {
            Kind::Array => NodeValue::Array(self.items.drain(open.first..).collect()),
            Kind::Object => {
                let entries = self.entries.drain(open.first..).collect();
                NodeValue::Object(object_of(entries, report))
            }
        };
        self.place(Node::new(report.span(open.start..end), value));
    }

    /// The root, once nothing is open.
    pub(super) fn into_root(self) -> Option<Node> {
        self.root
    }
}
