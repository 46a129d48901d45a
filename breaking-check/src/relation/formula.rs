//! What a schema, or its opposite, asks of values of one type: conjunctions and choices of plain conditions.

use std::rc::Rc;

use num_rational::BigRational;
use serde_json::Value;

use super::arena::{Node, Pattern};
use super::number::End;

/// A schema that holds, or one that does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Literal {
    pub(super) node: Node,
    pub(super) holds: bool,
}

impl Literal {
    /// The opposite.
    pub(super) fn opposite(self) -> Self {
        Self {
            holds: !self.holds,
            ..self
        }
    }
}

/// Which keys of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Keys {
    Named(String),
    Matching(Pattern),
    /// All that are neither named nor matched.
    Other(Rc<(Vec<String>, Vec<Pattern>)>),
}

/// One plain condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Atom {
    OneOf(Rc<Vec<Value>>),
    NoneOf(Rc<Vec<Value>>),
    Low(End),
    High(End),
    Multiple(BigRational, bool),
    MinLength(u64),
    MaxLength(u64),
    Matches(Pattern, bool),
    MinItems(u64),
    MaxItems(u64),
    /// The item at a place, if there is one.
    Item(usize, Literal),
    /// Every item from a place on.
    Items(usize, Literal),
    /// Some item from a place on.
    SomeItem(usize, Literal),
    /// So many items at least.
    AtLeast(Literal, u64),
    /// So many items at most.
    AtMost(Literal, u64),
    /// No two items are equal, or two are.
    Unique(bool),
    Required(String),
    Absent(String),
    /// The values of all such keys.
    Values(Keys, Literal),
    /// The value of some such key.
    SomeValue(Keys, Literal),
    Names(Literal),
    SomeName(Literal),
    MinProperties(u64),
    MaxProperties(u64),
}

/// Conditions and choices.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Formula {
    True,
    False,
    Atom(Atom),
    Schema(Literal),
    And(Vec<Self>),
    Or(Vec<Self>),
    /// Cannot be said, and why.
    Unknown(String),
}

/// The opposite of a formula.
pub(super) fn negated(formula: Formula) -> Formula {
    match formula {
        Formula::True => Formula::False,
        Formula::False => Formula::True,
        Formula::Schema(literal) => Formula::Schema(literal.opposite()),
        Formula::And(parts) => Formula::Or(parts.into_iter().map(negated).collect()),
        Formula::Or(parts) => Formula::And(parts.into_iter().map(negated).collect()),
        Formula::Unknown(reason) => Formula::Unknown(reason),
        Formula::Atom(atom) => opposite(atom),
    }
}

fn opposite(atom: Atom) -> Formula {
    let below = |count: u64, atom: fn(u64) -> Atom| match count.checked_sub(1) {
        Some(count) => Formula::Atom(atom(count)),
        None => Formula::False,
    };
    Formula::Atom(match atom {
        Atom::OneOf(values) => Atom::NoneOf(values),
        Atom::NoneOf(values) => Atom::OneOf(values),
        Atom::Low(end) => Atom::High(End {
            open: !end.open,
            ..end
        }),
        Atom::High(end) => Atom::Low(End {
            open: !end.open,
            ..end
        }),
        Atom::Multiple(of, is) => Atom::Multiple(of, !is),
        Atom::MinLength(min) => return below(min, Atom::MaxLength),
        Atom::MaxLength(max) => Atom::MinLength(max + 1),
        Atom::Matches(pattern, does) => Atom::Matches(pattern, !does),
        Atom::MinItems(min) => return below(min, Atom::MaxItems),
        Atom::MaxItems(max) => Atom::MinItems(max + 1),
        Atom::Item(at, literal) => {
            let there = u64::try_from(at).unwrap_or(u64::MAX).saturating_add(1);
            return Formula::And(vec![
                Formula::Atom(Atom::MinItems(there)),
                Formula::Atom(Atom::Item(at, literal.opposite())),
            ]);
        }
        Atom::Items(from, literal) => Atom::SomeItem(from, literal.opposite()),
        Atom::SomeItem(from, literal) => Atom::Items(from, literal.opposite()),
        Atom::AtLeast(literal, min) => match min.checked_sub(1) {
            Some(max) => Atom::AtMost(literal, max),
            None => return Formula::False,
        },
        Atom::AtMost(literal, max) => Atom::AtLeast(literal, max + 1),
        Atom::Unique(is) => Atom::Unique(!is),
        Atom::Required(key) => Atom::Absent(key),
        Atom::Absent(key) => Atom::Required(key),
        Atom::Values(keys, literal) => Atom::SomeValue(keys, literal.opposite()),
        Atom::SomeValue(keys, literal) => Atom::Values(keys, literal.opposite()),
        Atom::Names(literal) => Atom::SomeName(literal.opposite()),
        Atom::SomeName(literal) => Atom::Names(literal.opposite()),
        Atom::MinProperties(min) => return below(min, Atom::MaxProperties),
        Atom::MaxProperties(max) => Atom::MinProperties(max + 1),
    })
}
