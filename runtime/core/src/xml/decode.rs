//! From a document to a value, as a table directs.

use serde_json::{Map, Value};

use super::read::{Attribute, INSTANCE, Part, Reader, Start, is_blank};
use super::table::{Document, Member, Name, Node, Shape};
use crate::json::{self, JsonError};
use crate::schema::Types;
use crate::style::Expectation;

/// The value of a document. Its root element has the name that the contract gives it, in its namespace or in none: many senders
/// forget the one that their own contracts name, but an element of another one is another element.
pub(super) fn decode(document: &Document, text: &str) -> Result<Value, JsonError> {
    let mut decoder = Decoder(Reader::new(text));
    let root = decoder.0.root()?;
    let (local, namespace) = decoder.0.element_name(&root);
    if !document.any_root && local != document.root.local {
        let expected = document.root.local;
        let message = format!("has the root element `{local}` in place of `{expected}`");
        return Err(JsonError::new("", message));
    }
    let expected = document.root.namespace;
    if let Some(found) = namespace.filter(|found| !expected.is_empty() && *found != expected) {
        let message =
            format!("has a root element of the namespace `{found}` in place of `{expected}`");
        return Err(JsonError::new("", message));
    }
    let value = decoder.element(document.shape, &root);
    let value = match document.member {
        None => value?,
        Some(member) => {
            let value = value.map_err(|error| error.within(member))?;
            Value::Object(Map::from_iter([(member.to_owned(), value)]))
        }
    };
    decoder.0.end()?;
    Ok(value)
}

struct Decoder<'t>(Reader<'t>);

/// What was found in an element, as far as it was read.
#[derive(Default)]
struct Found {
    members: Map<String, Value>,
    items: Vec<Value>,
    text: String,
    /// What stands in CDATA sections; where there are any, blanks around them do not count.
    cdata: Option<String>,
    /// Is there text outside of them?
    plain: bool,
    elements: usize,
    /// What belongs to members without a node of their own.
    within: Vec<(&'static Member, Self)>,
}

impl<'t> Decoder<'t> {
    fn element(&mut self, shape: &'static Shape, start: &Start<'t>) -> Result<Value, JsonError> {
        let mut found = Found::default();
        let nil = self.attributes(shape, start, &mut found);
        let list = shape.items.filter(|_| shape.members.is_empty());
        loop {
            match self.0.part()? {
                Part::End => break,
                Part::Text(text) => {
                    found.plain |= !is_blank(&text);
                    found.text.push_str(&text);
                }
                Part::Cdata(text) => {
                    found.text.push_str(&text);
                    found.cdata.get_or_insert_default().push_str(&text);
                }
                Part::Start(start) => {
                    found.elements += 1;
                    match list {
                        Some(_) => {
                            let at = found.items.len();
                            let item = shape.item(at).map_or(&Shape::ANY, |(_, item)| item);
                            let at = at.to_string();
                            let item = self.element(item, &start);
                            found.items.push(item.map_err(|error| error.within(&at))?);
                        }
                        None => self.member(shape, &start, &mut found)?,
                    }
                }
            }
        }
        if nil && found.elements == 0 && is_blank(&found.text) {
            return Ok(Value::Null);
        }
        Ok(found.value(shape))
    }

    /// Reads the attributes; `true` when the element says that it is `null`.
    fn attributes(&self, shape: &'static Shape, start: &Start<'t>, found: &mut Found) -> bool {
        let mut nil = false;
        for attribute in &start.attributes {
            nil |= self.attribute(shape, attribute, found);
        }
        nil
    }

    /// Reads an attribute; `true` when it says that the element is `null`.
    fn attribute(
        &self,
        shape: &'static Shape,
        attribute: &Attribute<'t>,
        found: &mut Found,
    ) -> bool {
        let (local, namespace) = self.0.attribute_name(attribute);
        let of_attributes = |member: &&Member| member.node == Node::Attribute;
        let of_this_name =
            |member: &Member| member.node == Node::Attribute && member.name.local == local;
        if let Some(member) = closest(shape.members.iter().filter(of_attributes), local, namespace)
        {
            let value = scalar(member.shape.types, &attribute.value);
            found.members.insert(member.key.to_owned(), value);
        } else if let Some(member) = without_node(shape, &of_this_name) {
            self.attribute(member.shape, attribute, found.within(member));
        } else if namespace == Some(INSTANCE) {
            return local == "nil" && matches!(attribute.value.trim(), "true" | "1");
        } else if namespace.is_none() {
            undeclared(shape, local, attribute, found);
        }
        false
    }

    /// Reads an element in an object.
    fn member(
        &mut self,
        shape: &'static Shape,
        start: &Start<'t>,
        found: &mut Found,
    ) -> Result<(), JsonError> {
        let (local, namespace) = self.0.element_name(start);
        let is_element =
            |member: &Member| matches!(member.node, Node::Element | Node::Items | Node::Places);
        let elements = shape.members.iter();
        let elements = elements.filter(|member| is_element(member));
        let Some(member) = closest(elements, local, namespace) else {
            let here = |name: &Name| name.local == local;
            let of_this_name = |member: &Member| is_element(member) && member.is_called(&here);
            if let Some(member) = without_node(shape, &of_this_name) {
                let inner = found.within(member);
                inner.elements += 1;
                let read = self.member(member.shape, start, inner);
                return read.map_err(|error| error.within(member.key));
            }
            let key = local.to_owned();
            let value = self.element(shape.rest.unwrap_or(&Shape::ANY), start);
            again(
                &mut found.members,
                &key,
                value.map_err(|error| error.within(&key))?,
            );
            return Ok(());
        };
        if member.node == Node::Element {
            let value = self.element(member.shape, start);
            let value = value.map_err(|error| error.within(member.key))?;
            if found.members.insert(member.key.to_owned(), value).is_some() {
                return Err(JsonError::at_member(member.key, "is given more than once"));
            }
            return Ok(());
        }
        let list = found.members.entry(member.key);
        let list = list.or_insert_with(|| Value::Array(Vec::new()));
        let at = list.as_array().map_or(0, Vec::len);
        let shape = match member.node {
            Node::Places => member.place_called(at, local).1,
            Node::Element
            | Node::Items
            | Node::Attribute
            | Node::Text
            | Node::Cdata
            | Node::None => member.shape,
        };
        let item = self.element(shape, start);
        let item = item.map_err(|error| error.within(&at.to_string()).within(member.key))?;
        if let Value::Array(items) = list {
            items.push(item);
        }
        Ok(())
    }
}

/// The member without a node of its own whose object has such a member.
fn without_node(shape: &'static Shape, node: &dyn Fn(&Member) -> bool) -> Option<&'static Member> {
    let mut members = shape.members.iter();
    members.find(|member| member.node == Node::None && member.shape.knows(node, NESTING))
}

/// Members without nodes within each other.
const NESTING: usize = 8;

/// An attribute nobody declared: as good as any other member nobody declared.
fn undeclared(shape: &Shape, local: &str, attribute: &Attribute<'_>, found: &mut Found) {
    let declared = shape.members.iter().any(|member| member.key == local);
    if !declared && (shape.rest.is_some() || !shape.members.is_empty()) {
        let types = shape.rest.map_or(Types::STRING, |rest| rest.types);
        let value = scalar(types, &attribute.value);
        found.members.insert(local.to_owned(), value);
    }
}

/// A member nobody declared: a list when it is there more than once.
fn again(members: &mut Map<String, Value>, key: &str, value: Value) {
    match members.get_mut(key) {
        None => {
            members.insert(key.to_owned(), value);
        }
        Some(Value::Array(items)) => items.push(value),
        Some(first) => *first = Value::Array(vec![std::mem::take(first), value]),
    }
}

impl Found {
    /// What belongs to this member, which has no node.
    fn within(&mut self, member: &'static Member) -> &mut Self {
        let mut known = self.within.iter();
        let known = known.position(|(other, _)| other.key == member.key);
        let at = known.unwrap_or_else(|| {
            self.within.push((member, Self::default()));
            self.within.len() - 1
        });
        &mut self.within[at].1
    }

    fn value(self, shape: &'static Shape) -> Value {
        if !shape.members.is_empty() {
            return self.object(shape);
        }
        let types = shape.types;
        if shape.items.is_some() && (self.elements > 0 || is_blank(&self.text)) {
            return Value::Array(self.items);
        }
        if self.elements > 0 || !self.members.is_empty() {
            return Value::Object(self.members);
        }
        let only_object = types.and(Types::OBJECT.or(Types::NULL)) == types;
        if types.contains(Types::OBJECT) && only_object && is_blank(&self.text) {
            return Value::Object(self.members);
        }
        scalar(types, &self.text)
    }

    fn object(mut self, shape: &'static Shape) -> Value {
        let is_text = |member: &&Member| matches!(member.node, Node::Text | Node::Cdata);
        let member = shape.members.iter().find(is_text);
        // An element of nothing but text in the place of an object: whoever holds it against the schema says so.
        if member.is_none()
            && self.elements == 0
            && self.members.is_empty()
            && self.within.is_empty()
            && !is_blank(&self.text)
        {
            return scalar(shape.types, &self.text);
        }
        if let Some(member) = member {
            let text = match (self.cdata.take(), self.elements) {
                (Some(text), _) if !self.plain => text,
                (_, 0) => std::mem::take(&mut self.text),
                // What is between elements is how the document is laid out.
                (_, _) => self.text.trim().to_owned(),
            };
            if member.required || !text.is_empty() {
                let value = scalar(member.shape.types, &text);
                self.members.insert(member.key.to_owned(), value);
            }
        }
        for (member, found) in std::mem::take(&mut self.within) {
            self.members
                .insert(member.key.to_owned(), found.object(member.shape));
        }
        for member in shape.members.iter().filter(|member| member.required) {
            if member.node == Node::None && !self.members.contains_key(member.key) {
                let empty = Self::default().object(member.shape);
                self.members.insert(member.key.to_owned(), empty);
            }
            let is_list = matches!(member.node, Node::Items | Node::Places);
            if is_list && !self.members.contains_key(member.key) {
                let empty = Value::Array(Vec::new());
                self.members.insert(member.key.to_owned(), empty);
            }
            let nullable = member.shape.types.contains(Types::NULL);
            if member.node == Node::Attribute && nullable && !self.members.contains_key(member.key)
            {
                self.members.insert(member.key.to_owned(), Value::Null);
            }
        }
        Value::Object(self.members)
    }
}

/// The member a node is meant for: of this name and namespace, else the first of this name.
fn closest<'m>(
    members: impl Iterator<Item = &'m Member> + Clone,
    local: &str,
    namespace: Option<&str>,
) -> Option<&'m Member> {
    let here = move |name: &Name| name.local == local;
    let exact = |name: &Name| here(name) && name.namespace == namespace.unwrap_or_default();
    // `xsi:type` is not `type`.
    let close = |name: &Name| here(name) && (namespace != Some(INSTANCE) || name.prefix == "xsi");
    let mut again = members.clone();
    let mut members = members;
    let found = members.find(|member| member.is_called(&exact));
    found.or_else(|| again.find(|member| member.is_called(&close)))
}

/// The value of a text.
fn scalar(types: Types, text: &str) -> Value {
    let trimmed = text.trim_matches([' ', '\t', '\n', '\r']);
    if trimmed.is_empty() && types.contains(Types::NULL) && !types.contains(Types::STRING) {
        return Value::Null;
    }
    let text_only = types.and(Types::NUMBER.or(Types::BOOLEAN)) == Types::NONE;
    if text_only || types == Types::ANY {
        return Value::String(text.to_owned());
    }
    // XML Schema Part 2, 3.2.2: a boolean is a digit as well.
    if types.contains(Types::BOOLEAN) && !types.contains(Types::INTEGER) {
        match trimmed {
            "1" => return Value::Bool(true),
            "0" => return Value::Bool(false),
            _ => {}
        }
    }
    match Expectation::from(types).primitive(trimmed) {
        value if json::digits(&value).is_some() => value,
        Value::String(_) => Value::String(text.to_owned()),
        value => value,
    }
}
