//! Does a node meet the condition of a filter? (RFC 9535 2.3.5.2.2 and 2.4)

use std::borrow::Cow;
use std::cmp::Ordering;

use super::evaluate::Budget;
use super::pattern::Pattern;
use super::{Comparison, Condition, Operand, Query};
use crate::syntax::{Node, NodeValue, Number};

impl Condition {
    pub(super) fn holds(&self, root: &Node, current: &Node, budget: &Budget) -> bool {
        match self {
            Self::Any(conditions) => {
                let mut conditions = conditions.iter();
                conditions.any(|condition| condition.holds(root, current, budget))
            }
            Self::All(conditions) => {
                let mut conditions = conditions.iter();
                conditions.all(|condition| condition.holds(root, current, budget))
            }
            Self::Not(condition) => !condition.holds(root, current, budget),
            Self::Exists(query) => !query.select_from(root, current, budget).is_empty(),
            Self::Compare(left, comparison, right) => {
                let left = left.value(root, current, budget);
                let right = right.value(root, current, budget);
                comparison.holds(left.as_deref(), right.as_deref())
            }
            Self::Pattern {
                whole,
                text,
                pattern,
            } => {
                let text = text.value(root, current, budget);
                let pattern = pattern.value(root, current, budget);
                let (Some(NodeValue::String(text)), Some(NodeValue::String(pattern))) =
                    (text.as_deref(), pattern.as_deref())
                else {
                    return false;
                };
                // A pattern that is none matches nothing (RFC 9535 2.4.6).
                Pattern::parse(pattern).is_some_and(|pattern| {
                    if *whole {
                        pattern.matches(text, budget)
                    } else {
                        pattern.is_in(text, budget)
                    }
                })
            }
        }
    }
}

impl Operand {
    /// Its value; `None` is what the standard calls Nothing.
    fn value<'t>(
        &'t self,
        root: &'t Node,
        current: &'t Node,
        budget: &Budget,
    ) -> Option<Cow<'t, NodeValue>> {
        let count = |count: usize| {
            let count = Number::from(count as u64);
            Some(Cow::Owned(NodeValue::Number(count)))
        };
        match self {
            Self::Literal(value) => Some(Cow::Borrowed(value)),
            Self::Node(query) | Self::Value(query) => only(query, root, current, budget),
            Self::Count(query) => count(query.select_from(root, current, budget).len()),
            Self::Length(of) => match &*of.value(root, current, budget)? {
                NodeValue::String(text) => count(text.chars().count()),
                NodeValue::Array(items) => count(items.len()),
                NodeValue::Object(object) => count(object.len()),
                NodeValue::Null | NodeValue::Bool(_) | NodeValue::Number(_) => None,
            },
        }
    }
}

fn only<'t>(
    query: &Query,
    root: &'t Node,
    current: &'t Node,
    budget: &Budget,
) -> Option<Cow<'t, NodeValue>> {
    let found = query.select_from(root, current, budget);
    let [one] = &found[..] else {
        return None;
    };
    Some(Cow::Borrowed(one.node.value()))
}

impl Comparison {
    fn holds(self, left: Option<&NodeValue>, right: Option<&NodeValue>) -> bool {
        let less = |left, right| order(left, right) == Some(Ordering::Less);
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Less => less(left, right),
            Self::LessOrEqual => less(left, right) || left == right,
            Self::Greater => less(right, left),
            Self::GreaterOrEqual => less(right, left) || left == right,
        }
    }
}

/// Numbers have an order among themselves, and so have texts; nothing else has.
fn order(left: Option<&NodeValue>, right: Option<&NodeValue>) -> Option<Ordering> {
    match (left?, right?) {
        (NodeValue::Number(left), NodeValue::Number(right)) => Some(left.cmp(right)),
        (NodeValue::String(left), NodeValue::String(right)) => Some(left.cmp(right)),
        _ => None,
    }
}
