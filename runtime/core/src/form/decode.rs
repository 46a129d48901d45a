//! From the text that was received to an object.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{DEPTH, Encoding};
use crate::json::{self, JsonError};
use crate::operation::{ParameterDescriptor, Style};
use crate::schema::{Schema, Types};
use crate::style::{self, Expectation, Pairs, Raw, Unescape};

/// More fields than this are refused: no object has so many.
const MOST_FIELDS: usize = 10_000;

/// The object that was sent, typed as `schema` expects. A text of the wrong type is given as text: validation says what is
/// wrong with it.
///
/// # Errors
/// When the text is no form, or a field has no single meaning: the path names it.
pub fn decode(
    schema: &'static Schema,
    encodings: &'static [Encoding],
    text: &[u8],
) -> Result<Value, JsonError> {
    let text = std::str::from_utf8(text).map_err(|_| JsonError::new("", "must be UTF-8 text"))?;
    let pairs = Pairs::from_query(text);
    if pairs.iter().count() > MOST_FIELDS {
        return Err(JsonError::new(
            "",
            format!("has more than {MOST_FIELDS} fields"),
        ));
    }
    let mut object = Map::new();
    let mut taken: Vec<&str> = Vec::new();
    for encoding in encodings
        .iter()
        .filter(|encoding| is_styled(encoding, schema))
    {
        let member = style::property(schema, encoding.name);
        let parameter = ParameterDescriptor {
            style: encoding.style,
            explode: encoding.explode,
            schema: member,
            ..ParameterDescriptor::query(encoding.name)
        };
        let exploded = encoding.explode && Expectation::of(member).is_fields_only();
        if exploded {
            taken.extend(style::property_names(member));
        } else {
            taken.push(encoding.name);
        }
        let value = style::decode(&parameter, Raw::Query(&pairs))
            .map_err(|error| JsonError::at_member(encoding.name, error))?;
        if let Some(value) = value {
            object.insert(encoding.name.to_owned(), null_where_empty(member, value));
        }
    }
    let mut roots: BTreeMap<String, Node> = BTreeMap::new();
    for (name, value) in pairs.iter().filter(|(name, _)| !taken.contains(name)) {
        let (root, path) = split(name);
        let placed = Unescape::PercentAndPlus
            .apply(value)
            .map_err(|error| error.to_string())
            .and_then(|text| roots.entry(root.to_owned()).or_default().place(&path, text));
        placed.map_err(|reason| JsonError::at_member(root, reason))?;
    }
    for (name, node) in roots {
        let json = encodings
            .iter()
            .any(|encoding| encoding.json && encoding.name == name);
        let value = node
            .value(style::property(schema, &name), json)
            .map_err(|error| error.within(&name))?;
        object.insert(name, value);
    }
    Ok(Value::Object(object))
}

/// Is the member's text split or spread by its style?
fn is_styled(encoding: &Encoding, schema: &'static Schema) -> bool {
    let fields = || Expectation::of(style::property(schema, encoding.name)).is_fields_only();
    !encoding.json
        && encoding.style != Style::DeepObject
        && (!encoding.explode || encoding.style == Style::Form && fields())
}

fn null_where_empty(schema: &Schema, value: Value) -> Value {
    match value {
        Value::String(text) if text.is_empty() => text_value(schema, ""),
        value => value,
    }
}

/// `a[b][0]` is `a` and the names below it; brackets that do not pair are part of a plain name.
fn split(name: &str) -> (&str, Vec<&str>) {
    let Some(at) = name.find('[').filter(|at| *at > 0) else {
        return (name, Vec::new());
    };
    let (root, mut rest) = name.split_at(at);
    let mut path = Vec::new();
    while !rest.is_empty() {
        let Some((step, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        else {
            return (name, Vec::new());
        };
        path.push(step);
        rest = after;
    }
    (root, path)
}

/// What was sent below one name.
#[derive(Default)]
struct Node {
    texts: Vec<String>,
    members: BTreeMap<Step, Self>,
}

/// A name in brackets. Positions come in their own order, names in that of the alphabet.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Position(u32),
    Name(String),
}

impl Node {
    fn place(&mut self, path: &[&str], text: String) -> Result<(), String> {
        if path.len() > DEPTH {
            return Err("is nested too deeply".to_owned());
        }
        let mut node = self;
        for (at, step) in path.iter().enumerate() {
            if step.is_empty() && at + 1 == path.len() {
                // `a[]=1&a[]=2`
                break;
            }
            let step = match step.parse() {
                Ok(position) if !step.starts_with('+') => Step::Position(position),
                _ => Step::Name((*step).to_owned()),
            };
            node = node.members.entry(step).or_default();
        }
        node.texts.push(text);
        Ok(())
    }

    fn value(self, schema: &'static Schema, json: bool) -> Result<Value, JsonError> {
        if !self.members.is_empty() && !self.texts.is_empty() {
            return Err(JsonError::new("", "must not be both a value and an object"));
        }
        let expectation = Expectation::of(schema);
        if !self.members.is_empty() {
            let positions = self
                .members
                .keys()
                .all(|step| matches!(step, Step::Position(_)));
            return if positions && (expectation.takes_list() || !expectation.takes_fields()) {
                self.list(schema)
            } else {
                self.object(schema)
            };
        }
        if json {
            let [text] = self.texts.as_slice() else {
                return Err(repeated(self.texts.len()));
            };
            return json::read(text.as_bytes()).map_err(|error| {
                let place = JsonError::located(text.as_bytes(), &error).path;
                JsonError::new(place, "must be JSON text")
            });
        }
        match self.texts.as_slice() {
            [only] if expectation.is_list_only() && only.is_empty() => Ok(Value::Array(Vec::new())),
            [only] if !expectation.is_list_only() => Ok(text_value(schema, only)),
            several if expectation.takes_list() || style::is_unknown(schema) => {
                let items = several.iter().enumerate();
                let items = items.map(|(at, text)| text_value(style::item(schema, at), text));
                Ok(Value::Array(items.collect()))
            }
            several => Err(repeated(several.len())),
        }
    }

    fn list(self, schema: &'static Schema) -> Result<Value, JsonError> {
        let items = self.members.into_values().enumerate();
        let items = items.map(|(at, node)| {
            let value = node.value(style::item(schema, at), false);
            value.map_err(|error| error.within(&at.to_string()))
        });
        items.collect::<Result<_, _>>().map(Value::Array)
    }

    fn object(self, schema: &'static Schema) -> Result<Value, JsonError> {
        let mut object = Map::new();
        for (step, node) in self.members {
            let name = match step {
                Step::Position(position) => position.to_string(),
                Step::Name(name) => name,
            };
            let value = node
                .value(style::property(schema, &name), false)
                .map_err(|error| error.within(&name))?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

fn repeated(times: usize) -> JsonError {
    JsonError::new("", format!("must be given once, is given {times} times"))
}

/// The value of one text: JSON where the schema expects parts, `null` for nothing where it admits no text.
pub(crate) fn text_value(schema: &Schema, text: &str) -> Value {
    let expectation = Expectation::of(schema);
    if text.is_empty() && expectation.takes(Types::NULL) && !expectation.takes_text() {
        return Value::Null;
    }
    let parts = expectation.takes_fields() && text.starts_with('{')
        || expectation.takes_list() && text.starts_with('[');
    let value = parts.then(|| json::read(text.as_bytes()).ok()).flatten();
    value.unwrap_or_else(|| expectation.primitive(text))
}
