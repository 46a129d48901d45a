//! The spanned tree that both front ends build: what was written, key order and number text included.

use std::sync::Arc;

use smol_str::SmolStr;

use super::number::Number;
use crate::pointer::JsonPointer;
use crate::source::SourceSpan;

/// One value of a JSON or YAML text and the bytes it was written in.
#[derive(Clone, Debug)]
pub struct Node {
    span: SourceSpan,
    value: Content,
}

/// A YAML anchor is stored once and shared by its aliases, so an alias costs O(1) whatever it expands to.
#[derive(Clone, Debug)]
enum Content {
    Plain(NodeValue),
    Shared(Arc<NodeValue>),
}

/// What a [`Node`] holds.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeValue {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as its source text.
    Number(Number),
    /// A string, unescaped.
    String(SmolStr),
    /// A sequence.
    Array(Vec<Node>),
    /// A mapping in writing order.
    Object(Object),
}

/// A mapping in writing order. Duplicate keys were reported and dropped by the front end (the first one stays).
#[derive(Clone, Debug, Default)]
pub struct Object {
    entries: Vec<Entry>,
    by_key: Option<Box<KeyOrder>>,
}

/// Positions in the order of their keys; boxed because most mappings are small and have none.
#[derive(Clone, Debug)]
struct KeyOrder(Vec<u32>);

/// Up to this many keys, looking at each is faster than a binary search.
const FEW: usize = 24;

/// One `key: value` of an [`Object`].
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Key,
    /// The value.
    pub value: Node,
}

/// A mapping key and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The key's text (`200:` reads as `"200"`).
    pub name: SmolStr,
    /// Where it was written.
    pub span: SourceSpan,
}

/// Nodes are equal when their values are; spans do not count.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        if let (Content::Shared(left), Content::Shared(right)) = (&self.value, &other.value)
            && Arc::ptr_eq(left, right)
        {
            return true;
        }
        self.value() == other.value()
    }
}

/// Mappings are equal when they have the same keys with equal values, in whatever order.
impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|entry| other.get(&entry.key.name) == Some(&entry.value))
    }
}

/// Positions sorted by key, equal keys in writing order.
pub(super) fn order_by_key(entries: &[Entry]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(entries.len()).unwrap_or(u32::MAX)).collect();
    order.sort_by(|left, right| {
        let name = |at: u32| entries[at as usize].key.name.as_str();
        name(*left).cmp(name(*right))
    });
    order
}

impl Node {
    /// A node that owns its value.
    pub fn new(span: SourceSpan, value: NodeValue) -> Self {
        Self {
            span,
            value: Content::Plain(value),
        }
    }

    /// A node that shares an anchored value.
    pub fn shared(span: SourceSpan, value: Arc<NodeValue>) -> Self {
        Self {
            span,
            value: Content::Shared(value),
        }
    }

    /// The bytes it was written in; for a YAML alias, the alias.
    pub fn span(&self) -> SourceSpan {
        self.span
    }

    /// The value, through an alias if need be.
    pub fn value(&self) -> &NodeValue {
        match &self.value {
            Content::Plain(value) => value,
            Content::Shared(value) => value,
        }
    }

    /// The value, to be changed. One that aliases share is copied first: the others keep what they have.
    pub(crate) fn value_mut(&mut self) -> &mut NodeValue {
        match &mut self.value {
            Content::Plain(value) => value,
            Content::Shared(value) => Arc::make_mut(value),
        }
    }

    /// Is it `null`?
    pub fn is_null(&self) -> bool {
        matches!(self.value(), NodeValue::Null)
    }

    /// The boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let NodeValue::Bool(value) = self.value() {
            Some(*value)
        } else {
            None
        }
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let NodeValue::String(value) = self.value() {
            Some(value)
        } else {
            None
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<&Number> {
        if let NodeValue::Number(value) = self.value() {
            Some(value)
        } else {
            None
        }
    }

    /// The sequence, if it is one.
    pub fn as_array(&self) -> Option<&[Self]> {
        if let NodeValue::Array(value) = self.value() {
            Some(value)
        } else {
            None
        }
    }

    /// The mapping, if it is one.
    pub fn as_object(&self) -> Option<&Object> {
        if let NodeValue::Object(value) = self.value() {
            Some(value)
        } else {
            None
        }
    }

    /// The value under a key, if it is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(key)
    }

    /// The value a pointer leads to, if there is one (RFC 6901 section 4).
    pub fn at(&self, pointer: &JsonPointer) -> Option<&Self> {
        pointer
            .tokens()
            .iter()
            .try_fold(self, |node, token| node.child(token))
    }

    /// One step of a pointer: the value under a key, or the item at an index without leading zeros.
    pub fn child(&self, token: &str) -> Option<&Self> {
        match self.value() {
            NodeValue::Object(object) => object.get(token),
            NodeValue::Array(items) => {
                let plain = token == "0" || !token.starts_with(['0', '+']);
                items.get(token.parse::<usize>().ok().filter(|_| plain)?)
            }
            NodeValue::Null | NodeValue::Bool(_) | NodeValue::Number(_) | NodeValue::String(_) => {
                None
            }
        }
    }

    /// The JSON type word for messages: "null", "boolean", "number", "string", "array" or "object".
    pub fn type_name(&self) -> &'static str {
        match self.value() {
            NodeValue::Null => "null",
            NodeValue::Bool(_) => "boolean",
            NodeValue::Number(_) => "number",
            NodeValue::String(_) => "string",
            NodeValue::Array(_) => "array",
            NodeValue::Object(_) => "object",
        }
    }

    /// The value as `serde_json` has it. Numbers beyond `u64`/`i64` become the nearest `f64`
    /// (null where even that is infinite); integral text such as `1.0` stays a float.
    pub fn to_json(&self) -> serde_json::Value {
        match self.value() {
            NodeValue::Null => serde_json::Value::Null,
            NodeValue::Bool(value) => serde_json::Value::Bool(*value),
            NodeValue::Number(value) => value.to_json(),
            NodeValue::String(value) => serde_json::Value::String(value.to_string()),
            NodeValue::Array(items) => {
                serde_json::Value::Array(items.iter().map(Self::to_json).collect())
            }
            NodeValue::Object(object) => serde_json::Value::Object(
                object
                    .iter()
                    .map(|entry| (entry.key.name.to_string(), entry.value.to_json()))
                    .collect(),
            ),
        }
    }
}

impl Object {
    /// A mapping from entries in writing order; the caller has already dealt with duplicates.
    pub fn new(entries: Vec<Entry>) -> Self {
        let by_key = (entries.len() > FEW).then(|| Box::new(KeyOrder(order_by_key(&entries))));
        Self { entries, by_key }
    }

    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        let Some(by_key) = &self.by_key else {
            return self.entries.iter().find(|entry| entry.key.name == key);
        };
        let order = &by_key.0;
        let at = order
            .binary_search_by(|at| self.entries[*at as usize].key.name.as_str().cmp(key))
            .ok()?;
        self.entries.get(order[at] as usize)
    }

    /// The entry of a key, to be changed in its value; its name must stay.
    pub(crate) fn entry_mut(&mut self, key: &str) -> Option<&mut Entry> {
        let at = match &self.by_key {
            None => self
                .entries
                .iter()
                .position(|entry| entry.key.name == key)?,
            Some(by_key) => {
                let order = &by_key.0;
                let name = |at: &u32| self.entries[*at as usize].key.name.as_str();
                order[order.binary_search_by(|at| name(at).cmp(key)).ok()?] as usize
            }
        };
        self.entries.get_mut(at)
    }

    /// Adds entries whose keys are not there yet.
    pub(crate) fn append(&mut self, further: Vec<Entry>) {
        if further.is_empty() {
            return;
        }
        let mut entries = std::mem::take(&mut self.entries);
        entries.extend(further);
        *self = Self::new(entries);
    }

    /// The entries in writing order.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// The entries, given away.
    pub(super) fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Is it `{}`?
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'a> IntoIterator for &'a Object {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}
