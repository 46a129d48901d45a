//! What a reader makes of a value that travels as text: `?limit=5` is a number to one schema and a string to another.

use countersign_contract::schema::Type;
use serde_json::Value;

use crate::schema_pair::Viewer;
use crate::side::Conjunction;

/// The value as a reader with these schemas decodes its text.
pub(super) fn read(viewer: &Viewer<'_>, schemas: &Conjunction, value: &Value) -> Value {
    let view = viewer.view(schemas);
    match value {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, member)| {
                    let known = view.properties.get(name.as_str()).map(Vec::as_slice);
                    let schemas = known.unwrap_or(&view.additional);
                    (name.clone(), part(viewer, schemas, member))
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(
            items
                .iter()
                .map(|item| part(viewer, &view.items, item))
                .collect(),
        ),
        scalar => {
            let text = text_of(scalar);
            if view.types.is_none() {
                return scalar.clone();
            }
            let number = || text.parse::<serde_json::Number>().ok().map(Value::Number);
            let integer = || number().filter(|value| value.is_i64() || value.is_u64());
            let readings = [
                (Type::String, Some(Value::String(text.clone()))),
                (Type::Integer, integer()),
                (Type::Number, number()),
                (Type::Boolean, text.parse::<bool>().ok().map(Value::Bool)),
            ];
            readings
                .into_iter()
                .filter(|(kind, _)| view.takes(*kind))
                .find_map(|(_, reading)| reading)
                .unwrap_or_else(|| scalar.clone())
        }
    }
}

fn part(
    viewer: &Viewer<'_>,
    schemas: &[countersign_contract::schema::SchemaId],
    value: &Value,
) -> Value {
    if schemas.is_empty() {
        value.clone()
    } else {
        read(viewer, &Conjunction::new(schemas.to_vec()), value)
    }
}

/// A scalar as it is spelled in a URL, header or form; anything else as JSON.
pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
