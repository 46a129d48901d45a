//! Which nodes does a query select? (RFC 9535 2.3 and 2.5)

use std::cell::Cell;

use smol_str::SmolStr;

use super::{Query, Segment, Selector};
use crate::pointer::JsonPointer;
use crate::syntax::{Node, NodeValue};

/// How many nodes the queries of one overlay may look at.
const MAX_STEPS: u64 = 2_000_000;

/// What is left of the work that queries may do.
#[derive(Debug)]
pub(in crate::overlay) struct Budget(Cell<u64>);

impl Default for Budget {
    fn default() -> Self {
        Self::of(MAX_STEPS)
    }
}

impl Budget {
    /// So many nodes and no more.
    pub(super) fn of(steps: u64) -> Self {
        Self(Cell::new(steps))
    }

    /// One more node is looked at; false when there is no more to spend.
    pub(super) fn spend(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left > 0
    }

    /// Was there too much to do?
    pub(in crate::overlay) fn is_spent(&self) -> bool {
        self.0.get() == 0
    }
}

/// A node that a query selected, and where it stands.
#[derive(Clone, Debug)]
pub(in crate::overlay) struct Match<'t> {
    pub(in crate::overlay) pointer: JsonPointer,
    pub(in crate::overlay) node: &'t Node,
}

impl<'t> Match<'t> {
    fn child(&self, token: impl Into<SmolStr>, node: &'t Node) -> Self {
        Self {
            pointer: self.pointer.child(token),
            node,
        }
    }

    /// Its children with their places, in writing order.
    fn children(&self) -> Vec<Self> {
        match self.node.value() {
            NodeValue::Object(object) => {
                let entries = object.iter();
                entries
                    .map(|entry| self.child(entry.key.name.clone(), &entry.value))
                    .collect()
            }
            NodeValue::Array(items) => {
                let items = items.iter().enumerate();
                items
                    .map(|(at, item)| self.child(at.to_string(), item))
                    .collect()
            }
            NodeValue::Null | NodeValue::Bool(_) | NodeValue::Number(_) | NodeValue::String(_) => {
                Vec::new()
            }
        }
    }
}

impl Query {
    /// The nodes it selects in the tree of `root`, in order; some may come twice. Fewer than it should when the budget is
    /// spent.
    pub(in crate::overlay) fn select<'t>(&self, root: &'t Node, budget: &Budget) -> Vec<Match<'t>> {
        self.select_from(root, root, budget)
    }

    /// The same where `@` is `current`.
    pub(super) fn select_from<'t>(
        &self,
        root: &'t Node,
        current: &'t Node,
        budget: &Budget,
    ) -> Vec<Match<'t>> {
        let mut found = vec![Match {
            pointer: JsonPointer::root(),
            node: if self.absolute { root } else { current },
        }];
        for segment in &self.segments {
            let mut next = Vec::new();
            for one in found {
                segment.apply(one, root, budget, &mut next);
            }
            found = next;
        }
        found
    }
}

impl Segment {
    fn apply<'t>(
        &self,
        from: Match<'t>,
        root: &'t Node,
        budget: &Budget,
        found: &mut Vec<Match<'t>>,
    ) {
        let mut pending = vec![from];
        while let Some(one) = pending.pop() {
            if !budget.spend() {
                return;
            }
            for selector in &self.selectors {
                selector.apply(&one, root, budget, found);
            }
            if self.descendants {
                pending.extend(one.children().into_iter().rev());
            }
        }
    }
}

impl Selector {
    fn apply<'t>(
        &self,
        one: &Match<'t>,
        root: &'t Node,
        budget: &Budget,
        found: &mut Vec<Match<'t>>,
    ) {
        match self {
            Self::Name(name) => {
                let child = one.node.get(name);
                found.extend(child.map(|node| one.child(name.as_str(), node)));
            }
            Self::Wildcard => found.extend(one.children().into_iter().filter(|_| budget.spend())),
            Self::Index(index) => {
                let items = one.node.as_array().unwrap_or_default();
                let at = position(*index, items.len());
                let item = at.and_then(|at| Some((at, items.get(at)?)));
                found.extend(item.map(|(at, item)| one.child(at.to_string(), item)));
            }
            Self::Slice { start, end, step } => {
                let items = one.node.as_array().unwrap_or_default();
                for at in slice(*start, *end, *step, items.len()) {
                    if !budget.spend() {
                        return;
                    }
                    found.push(one.child(at.to_string(), &items[at]));
                }
            }
            Self::Filter(condition) => {
                for child in one.children() {
                    if budget.spend() && condition.holds(root, child.node, budget) {
                        found.push(child);
                    }
                }
            }
        }
    }
}

/// An index that counts from the end when it is negative.
fn position(index: i64, length: usize) -> Option<usize> {
    let length = i64::try_from(length).ok()?;
    let at = if index < 0 { index + length } else { index };
    usize::try_from(at).ok().filter(|_| at < length)
}

/// The positions of a slice, in its order (RFC 9535 2.3.4.2.2).
fn slice(start: Option<i64>, end: Option<i64>, step: i64, length: usize) -> Vec<usize> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let normal = |at: i64| {
        if at < 0 {
            at.saturating_add(length)
        } else {
            at
        }
    };
    let mut positions = Vec::new();
    if step > 0 {
        let mut at = normal(start.unwrap_or(0)).clamp(0, length);
        let end = normal(end.unwrap_or(length)).clamp(0, length);
        while at < end {
            positions.extend(usize::try_from(at));
            at = at.saturating_add(step);
        }
    } else if step < 0 {
        let mut at = start.map_or(length - 1, normal).clamp(-1, length - 1);
        let end = end.map_or(-1, normal).clamp(-1, length - 1);
        while at > end {
            positions.extend(usize::try_from(at));
            at = at.saturating_add(step);
        }
    }
    positions
}
