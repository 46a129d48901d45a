//! How is the value of a parameter written? Scalars and comma-separated arrays.

use countersign_core::operation::{Location, ParameterDescriptor};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

#[derive(Debug)]
pub(crate) enum Encoded {
    Path(String),
    Query(Vec<String>),
    Header(String),
    Cookie(String),
}

pub(super) fn encode(parameter: &ParameterDescriptor, value: &Value) -> Result<Encoded, String> {
    let text = text(value)?;
    let escaped = utf8_percent_encode(&text, RESERVED).to_string();
    Ok(match parameter.location {
        Location::Path => Encoded::Path(escaped),
        Location::Query => Encoded::Query(vec![format!("{}={escaped}", parameter.name)]),
        Location::Header => Encoded::Header(text),
        Location::Cookie => Encoded::Cookie(format!("{}={escaped}", parameter.name)),
    })
}

fn text(value: &Value) -> Result<String, String> {
    match value {
        Value::Null => Ok(String::new()),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
        Value::String(text) => Ok(text.clone()),
        Value::Array(items) => Ok(items
            .iter()
            .map(text)
            .collect::<Result<Vec<_>, _>>()?
            .join(",")),
        Value::Object(_) => Err("an object has no such form".to_owned()),
    }
}
