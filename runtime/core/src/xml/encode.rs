//! From a value to a document, as a table directs.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::read::{INSTANCE, is_legal};
use super::table::{Document, Member, Name, Node, Shape};
use super::tokens::is_name;
use crate::form;
use crate::json::JsonError;

/// The document of a value.
pub(super) fn encode(document: &Document, value: &Value) -> Result<String, JsonError> {
    let value = match document.member {
        None => value,
        Some(member) => value
            .get(member)
            .ok_or_else(|| JsonError::at_member(member, "is missing: it is the whole document"))?,
    };
    let mut encoder = Encoder {
        text: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
        namespaces: Vec::new(),
        depth: 0,
    };
    let written = encoder.element(&Tag::from(&document.root), document.shape, value);
    written.map_err(|error| match document.member {
        Some(member) => error.within(member),
        None => error,
    })?;
    Ok(encoder.text)
}

/// As deep as is read.
const DEPTH: usize = 96;

struct Encoder {
    text: String,
    /// Prefix and namespace, the innermost last.
    namespaces: Vec<(String, String)>,
    depth: usize,
}

/// The name of an element: of a table, or of a member nobody declared.
#[derive(Clone, Copy)]
struct Tag<'a> {
    local: &'a str,
    prefix: &'a str,
    namespace: &'a str,
}

impl From<&Name> for Tag<'static> {
    fn from(name: &Name) -> Self {
        Self {
            local: name.local,
            prefix: name.prefix,
            namespace: name.namespace,
        }
    }
}

impl Encoder {
    fn element(
        &mut self,
        tag: &Tag<'_>,
        shape: &'static Shape,
        value: &Value,
    ) -> Result<(), JsonError> {
        if self.depth >= DEPTH {
            return Err(JsonError::new("", "is nested too deeply to be sent as XML"));
        }
        self.depth += 1;
        let outside = self.namespaces.len();
        let written = self.open(tag, shape, value);
        self.namespaces.truncate(outside);
        self.depth -= 1;
        written
    }

    fn open(
        &mut self,
        tag: &Tag<'_>,
        shape: &'static Shape,
        value: &Value,
    ) -> Result<(), JsonError> {
        self.text.push('<');
        let (prefix, declaration) = self.prefix(tag, true);
        let name = qualified(prefix, tag.local);
        self.text.push_str(&name);
        self.text.push_str(&declaration);
        match value {
            Value::Null => {
                let nil = Tag {
                    local: "nil",
                    prefix: "xsi",
                    namespace: INSTANCE,
                };
                self.attribute(&nil, "true")?;
            }
            Value::Object(members) => self.attributes(shape, members)?,
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {}
        }
        self.text.push('>');
        let content = self.text.len();
        match value {
            Value::Null => {}
            Value::Object(members) => self.members(shape, members)?,
            Value::Array(items) => {
                for (at, value) in items.iter().enumerate() {
                    let item = shape.item(at).map(|(name, item)| (Tag::from(&name), item));
                    let (item_tag, item) = item.unwrap_or((*tag, &Shape::ANY));
                    let item_tag = if item_tag.local.is_empty() {
                        *tag
                    } else {
                        item_tag
                    };
                    let written = self.element(&item_tag, item, value);
                    written.map_err(|error| error.within(&at.to_string()))?;
                }
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                self.escaped(&form::text(value), false)?;
            }
        }
        if self.text.len() == content {
            self.text.pop();
            self.text.push_str("/>");
        } else {
            self.text.push_str("</");
            self.text.push_str(&name);
            self.text.push('>');
        }
        Ok(())
    }

    fn items(
        &mut self,
        tag: &Tag<'_>,
        shape: &'static Shape,
        items: &[Value],
    ) -> Result<(), JsonError> {
        for (at, item) in items.iter().enumerate() {
            let written = self.element(tag, shape, item);
            written.map_err(|error| error.within(&at.to_string()))?;
        }
        Ok(())
    }

    /// The members of an object that are attributes; one that is `null` is left out (OAS 3.2.0 Handling null Values).
    fn attributes(&mut self, shape: &Shape, members: &Map<String, Value>) -> Result<(), JsonError> {
        let attributes = shape.members.iter();
        for member in attributes.filter(|member| member.node == Node::Attribute) {
            match members.get(member.key) {
                None | Some(Value::Null) => {}
                Some(value) => {
                    let text = single(value).map_err(|error| error.within(member.key))?;
                    let written = self.attribute(&Tag::from(&member.name), &text);
                    written.map_err(|error| error.within(member.key))?;
                }
            }
        }
        for member in shape
            .members
            .iter()
            .filter(|member| member.node == Node::None)
        {
            if let Some(Value::Object(members)) = members.get(member.key) {
                let written = self.attributes(member.shape, members);
                written.map_err(|error| error.within(member.key))?;
            }
        }
        Ok(())
    }

    /// The members that are not, in the order of the table: a document has one, an object need not.
    fn members(
        &mut self,
        shape: &'static Shape,
        members: &Map<String, Value>,
    ) -> Result<(), JsonError> {
        for member in shape.members {
            if let Some(value) = members.get(member.key) {
                let written = self.member(member, value);
                written.map_err(|error| error.within(member.key))?;
            }
        }
        let declared = |key: &str| shape.members.iter().any(|member| member.key == key);
        for (key, value) in members.iter().filter(|(key, _)| !declared(key)) {
            let tag = Tag {
                local: key,
                prefix: "",
                namespace: "",
            };
            let shape = shape.rest.unwrap_or(&Shape::ANY);
            let written = match value {
                _ if !is_name(key) || key.contains(':') => {
                    Err(JsonError::new("", "no element can have this name"))
                }
                Value::Array(items) if shape.items.is_none() => self.items(&tag, shape, items),
                value => self.element(&tag, shape, value),
            };
            written.map_err(|error| error.within(key))?;
        }
        Ok(())
    }

    fn member(&mut self, member: &Member, value: &Value) -> Result<(), JsonError> {
        let tag = Tag::from(&member.name);
        match (member.node, value) {
            (Node::None, Value::Object(members)) => self.members(member.shape, members),
            (Node::Attribute, _)
            | (Node::None | Node::Items | Node::Places | Node::Text | Node::Cdata, Value::Null) => {
                Ok(())
            }
            (Node::None, _) => Err(JsonError::new("", "only an object has no node of its own")),
            (Node::Items, Value::Array(items)) => self.items(&tag, member.shape, items),
            (Node::Places, Value::Array(items)) => {
                for (at, item) in items.iter().enumerate() {
                    let (name, shape) = member.place(at);
                    let written = self.element(&Tag::from(&name), shape, item);
                    written.map_err(|error| error.within(&at.to_string()))?;
                }
                Ok(())
            }
            (Node::Places, value) => self.element(&tag, &Shape::ANY, value),
            (Node::Element | Node::Items, value) => self.element(&tag, member.shape, value),
            (Node::Text, value) => self.escaped(&single(value)?, false),
            (Node::Cdata, value) => self.cdata(&single(value)?),
        }
    }

    fn attribute(&mut self, tag: &Tag<'_>, value: &str) -> Result<(), JsonError> {
        let (prefix, declaration) = self.prefix(tag, false);
        let name = qualified(prefix, tag.local);
        let _ = write!(self.text, "{declaration} {name}=\"");
        self.escaped(value, true)?;
        self.text.push('"');
        Ok(())
    }

    /// The prefix of a name and the declaration that it needs here. A prefix without a namespace counts where an element
    /// around declares it.
    fn prefix<'a>(&mut self, tag: &Tag<'a>, element: bool) -> (&'a str, String) {
        let known = |prefix: &str| {
            let mut inner = self.namespaces.iter().rev();
            let known = inner.find(|(known, _)| known == prefix);
            known.map(|(_, namespace)| namespace.as_str())
        };
        let namespace = match (tag.prefix, tag.namespace) {
            ("", "") | ("xml", _) => return (tag.prefix, String::new()),
            ("xsi", "") => INSTANCE,
            (prefix, "") if known(prefix).is_none() => return ("", String::new()),
            (prefix, "") => return (prefix, String::new()),
            // An attribute without a prefix has no namespace.
            ("", _) if !element => return ("", String::new()),
            (_, namespace) => namespace,
        };
        if known(tag.prefix) == Some(namespace) {
            return (tag.prefix, String::new());
        }
        let mut declaration = String::from(" xmlns");
        if !tag.prefix.is_empty() {
            declaration.push(':');
            declaration.push_str(tag.prefix);
        }
        declaration.push_str("=\"");
        for c in namespace.chars().filter(|c| is_legal(*c)) {
            push_escaped(&mut declaration, c, true);
        }
        declaration.push('"');
        let binding = (tag.prefix.to_owned(), namespace.to_owned());
        self.namespaces.push(binding);
        (tag.prefix, declaration)
    }

    fn escaped(&mut self, text: &str, attribute: bool) -> Result<(), JsonError> {
        check(text)?;
        for c in text.chars() {
            push_escaped(&mut self.text, c, attribute);
        }
        Ok(())
    }

    /// A section cannot contain its own end, nor a carriage return, which readers take for the end of a line.
    fn cdata(&mut self, text: &str) -> Result<(), JsonError> {
        if text.contains('\r') {
            return self.escaped(text, false);
        }
        check(text)?;
        if !text.is_empty() {
            let text = text.replace("]]>", "]]]]><![CDATA[>");
            let _ = write!(self.text, "<![CDATA[{text}]]>");
        }
        Ok(())
    }
}

/// The text of a value that has no parts.
fn single(value: &Value) -> Result<String, JsonError> {
    match value {
        Value::Array(_) | Value::Object(_) => Err(JsonError::new(
            "",
            "a list or an object cannot be sent as text",
        )),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(form::text(value)),
    }
}

fn check(text: &str) -> Result<(), JsonError> {
    match text.chars().find(|c| !is_legal(*c)) {
        None => Ok(()),
        Some(c) => {
            let message = format!("contains U+{:04X}, which XML cannot", u32::from(c));
            Err(JsonError::new("", message))
        }
    }
}

fn push_escaped(text: &mut String, c: char, attribute: bool) {
    match c {
        '&' => text.push_str("&amp;"),
        '<' => text.push_str("&lt;"),
        '>' => text.push_str("&gt;"),
        '"' if attribute => text.push_str("&quot;"),
        // Readers make a line feed of it, and a blank of all three in attributes.
        '\r' => text.push_str("&#13;"),
        '\n' if attribute => text.push_str("&#10;"),
        '\t' if attribute => text.push_str("&#9;"),
        c => text.push(c),
    }
}

fn qualified(prefix: &str, local: &str) -> String {
    if prefix.is_empty() {
        local.to_owned()
    } else {
        format!("{prefix}:{local}")
    }
}
