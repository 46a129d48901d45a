//! JSONPath (RFC 9535) over the spanned tree: which nodes does a query select, and where do they stand?
//!
//! An own evaluator, because a library's would work on values that have lost their places. Work is counted: a query over a
//! tree of aliases ends when its budget does.

mod evaluate;
mod expression;
mod filter;
mod parse;
mod pattern;
mod scan;
#[cfg(test)]
mod tests;

pub(super) use evaluate::{Budget, Match};

use crate::syntax::NodeValue;

/// A query: where it starts, and what it does step by step.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Query {
    /// `$` rather than `@`.
    absolute: bool,
    segments: Vec<Segment>,
}

/// One step: of each node its children, or (`..`) the children of it and everything below it.
#[derive(Clone, Debug, PartialEq)]
struct Segment {
    descendants: bool,
    selectors: Vec<Selector>,
}

/// Which children of a node (RFC 9535 2.3).
#[derive(Clone, Debug, PartialEq)]
enum Selector {
    Name(String),
    Wildcard,
    Index(i64),
    Slice {
        start: Option<i64>,
        end: Option<i64>,
        step: i64,
    },
    Filter(Condition),
}

/// What a filter asks of a child (RFC 9535 2.3.5).
#[derive(Clone, Debug, PartialEq)]
enum Condition {
    Any(Vec<Self>),
    All(Vec<Self>),
    Not(Box<Self>),
    Exists(Query),
    Compare(Operand, Comparison, Operand),
    /// `match` (the whole text) or `search` (a part of it).
    Pattern {
        whole: bool,
        text: Operand,
        pattern: Operand,
    },
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq)]
enum Operand {
    Literal(NodeValue),
    /// A query that selects one node at most.
    Node(Query),
    /// `length`
    Length(Box<Self>),
    /// `count`
    Count(Query),
    /// `value`
    Value(Query),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Query {
    /// Does it select one node at most, whatever the tree (RFC 9535 2.3.5.1)?
    fn is_singular(&self) -> bool {
        let one = |segment: &Segment| {
            !segment.descendants
                && matches!(
                    segment.selectors[..],
                    [Selector::Name(_) | Selector::Index(_)]
                )
        };
        self.segments.iter().all(one)
    }
}
