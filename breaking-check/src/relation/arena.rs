//! The schemas that a question is about, by number.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use num_rational::BigRational;
use serde_json::Value;

use super::contracts::Contracts;
use super::number::End;

/// A schema of the arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Node(pub(super) u32);

/// A pattern of the arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Pattern(pub(super) u32);

/// The six types of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Type {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl Type {
    /// All of them, the ones with the shortest values first.
    pub(super) const ALL: [Self; 6] = [
        Self::Null,
        Self::Boolean,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// The type of a value.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }
}

/// `type`: which types, and of numbers perhaps only whole ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Types {
    mask: u8,
    whole: bool,
}

impl Types {
    pub(super) fn add(&mut self, name: &str) -> Option<()> {
        let of = match name {
            "null" => Type::Null,
            "boolean" => Type::Boolean,
            "number" => {
                self.whole = false;
                self.mask |= 1 << 7;
                Type::Number
            }
            "integer" => {
                self.whole = self.mask & (1 << 7) == 0;
                Type::Number
            }
            "string" => Type::String,
            "array" => Type::Array,
            "object" => Type::Object,
            _ => return None,
        };
        self.mask |= 1 << of as u8;
        Some(())
    }

    /// Are values of this type among them?
    pub(super) fn has(self, of: Type) -> bool {
        self.mask & (1 << of as u8) != 0
    }

    /// Are only whole numbers among them?
    pub(super) fn only_whole(self) -> bool {
        self.whole
    }
}

/// One schema: keywords with numbers for schemas.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Schema {
    pub(super) boolean: Option<bool>,
    pub(super) types: Option<Types>,
    pub(super) reference: Option<Node>,
    pub(super) enumeration: Option<Vec<Value>>,
    pub(super) not: Option<Node>,
    pub(super) all_of: Vec<Node>,
    pub(super) any_of: Option<Vec<Node>>,
    pub(super) one_of: Option<Vec<Node>>,
    pub(super) condition: Option<Condition>,
    pub(super) low: Vec<End>,
    pub(super) high: Vec<End>,
    pub(super) multiple_of: Option<BigRational>,
    pub(super) min_length: u64,
    pub(super) max_length: Option<u64>,
    pub(super) pattern: Option<Pattern>,
    pub(super) prefix: Vec<Node>,
    pub(super) items: Option<Node>,
    pub(super) contains: Option<(Node, u64, Option<u64>)>,
    pub(super) min_items: u64,
    pub(super) max_items: Option<u64>,
    pub(super) unique: bool,
    pub(super) unevaluated_items: Option<Node>,
    pub(super) properties: Vec<(String, Node)>,
    pub(super) patterns: Vec<(Pattern, Node)>,
    pub(super) additional: Option<Node>,
    pub(super) names: Option<Node>,
    pub(super) required: Vec<String>,
    pub(super) min_properties: u64,
    pub(super) max_properties: Option<u64>,
    pub(super) dependent_required: Vec<(String, Vec<String>)>,
    pub(super) dependent_schemas: Vec<(String, Node)>,
    pub(super) unevaluated_properties: Option<Node>,
    /// What cannot be counted with here.
    pub(super) unsupported: Option<String>,
}

/// `if`, `then`, `else`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Condition {
    pub(super) test: Node,
    pub(super) then: Option<Node>,
    pub(super) otherwise: Option<Node>,
}

/// Patterns by number.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    texts: Vec<Rc<str>>,
    ids: HashMap<Rc<str>, Pattern>,
}

impl Patterns {
    /// The number of a pattern.
    pub(super) fn number(&mut self, text: &str) -> Pattern {
        if let Some(known) = self.ids.get(text) {
            return *known;
        }
        let number = Pattern(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        let text: Rc<str> = text.into();
        self.texts.push(Rc::clone(&text));
        self.ids.insert(text, number);
        number
    }
}

/// Schemas by number: all there from the beginning, or each read when it is first looked at.
#[derive(Debug)]
pub(super) struct Arena<'c> {
    schemas: RefCell<Vec<Option<Rc<Schema>>>>,
    pub(super) patterns: RefCell<Patterns>,
    contracts: Option<Contracts<'c>>,
}

impl<'c> Arena<'c> {
    /// An arena of schemas that are all there.
    pub(super) fn of_documents(schemas: Vec<Schema>, patterns: Patterns) -> Self {
        let schemas = schemas.into_iter().map(|schema| Some(Rc::new(schema)));
        Self {
            schemas: RefCell::new(schemas.collect()),
            patterns: RefCell::new(patterns),
            contracts: None,
        }
    }

    /// An arena of schemas that are read from contracts.
    pub(super) fn of_contracts(contracts: Contracts<'c>) -> Self {
        Self {
            schemas: RefCell::default(),
            patterns: RefCell::default(),
            contracts: Some(contracts),
        }
    }

    /// Where the schemas are read.
    pub(super) fn contracts(&self) -> Option<&Contracts<'c>> {
        self.contracts.as_ref()
    }

    /// The schema behind a number.
    pub(super) fn schema(&self, node: Node) -> Rc<Schema> {
        let at = node.0 as usize;
        if let Some(Some(known)) = self.schemas.borrow().get(at) {
            return Rc::clone(known);
        }
        let read = self
            .contracts
            .as_ref()
            .map(|contracts| contracts.read(self, node));
        let schema = Rc::new(read.unwrap_or_default());
        let mut schemas = self.schemas.borrow_mut();
        if schemas.len() <= at {
            schemas.resize(at + 1, None);
        }
        schemas[at] = Some(Rc::clone(&schema));
        schema
    }

    /// The text of a pattern.
    pub(super) fn pattern(&self, pattern: Pattern) -> Rc<str> {
        Rc::clone(&self.patterns.borrow().texts[pattern.0 as usize])
    }
}
