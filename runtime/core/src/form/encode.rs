//! From an object to the text that is sent.

use serde_json::Value;

use super::{DEPTH, Encoding};
use crate::json::{self, JsonError};
use crate::operation::{ParameterDescriptor, Style};
use crate::style::{self, Encoded, Escape};

/// The form of an object.
///
/// # Errors
/// When the value is no object, or a member has no spelling in its style: the path names it.
pub fn encode(encodings: &[Encoding], value: &Value) -> Result<String, JsonError> {
    let Value::Object(members) = value else {
        return Err(JsonError::new("", "only an object can be sent as a form"));
    };
    let mut pairs = Vec::with_capacity(members.len());
    for (name, value) in members {
        let encoding = encodings.iter().find(|encoding| encoding.name == name);
        member(name, encoding, value, &mut pairs)
            .map_err(|reason| JsonError::at_member(name, reason))?;
    }
    Ok(pairs.join("&"))
}

fn member(
    name: &str,
    encoding: Option<&Encoding>,
    value: &Value,
    pairs: &mut Vec<String>,
) -> Result<(), String> {
    let key = Escape::Strict.apply(name);
    let escape = match encoding {
        Some(encoding) if encoding.allow_reserved => Escape::KeepReservedAndComma,
        _ => Escape::Strict,
    };
    match encoding {
        Some(encoding) if encoding.json => {
            pairs.push(format!(
                "{key}={}",
                Escape::Strict.apply(&json::text(value))
            ));
        }
        Some(Encoding {
            style: Style::DeepObject,
            ..
        }) => nested(&key, value, escape, DEPTH, pairs)?,
        Some(encoding) if !(is_empty(value) || encoding.explode && value.is_array()) => {
            let parameter = ParameterDescriptor {
                style: encoding.style,
                explode: encoding.explode,
                allow_reserved: encoding.allow_reserved,
                ..ParameterDescriptor::query(encoding.name)
            };
            match style::encode(&parameter, value) {
                Ok(Encoded::Query(own)) => pairs.extend(own),
                Ok(_) => return Err("it is no form field".to_owned()),
                Err(error) => return Err(error.to_string()),
            }
        }
        _ => match value {
            Value::Array(items) if items.is_empty() => pairs.push(format!("{key}=")),
            Value::Array(items) => {
                let texts: Vec<String> = items.iter().map(text).collect();
                if let [only] = texts.as_slice()
                    && only.is_empty()
                {
                    return Err("a list of one empty text looks like an empty list".to_owned());
                }
                let texts = texts
                    .iter()
                    .map(|text| format!("{key}={}", escape.apply(text)));
                pairs.extend(texts);
            }
            value => pairs.push(format!("{key}={}", escape.apply(&text(value)))),
        },
    }
    Ok(())
}

/// Sent as an empty text, whatever the style.
fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// A value as one text: JSON where it has parts.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => json::digits(value).unwrap_or(text).to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(_) | Value::Object(_) => json::text(value),
    }
}

fn nested(
    key: &str,
    value: &Value,
    escape: Escape,
    depth: usize,
    pairs: &mut Vec<String>,
) -> Result<(), String> {
    match value {
        Value::Object(_) | Value::Array(_) if depth == 0 => {
            Err("it is nested too deeply".to_owned())
        }
        Value::Object(members) if !members.is_empty() => {
            members.iter().try_for_each(|(name, value)| {
                if name.is_empty() || name.contains(['[', ']']) {
                    return Err("a property's name is empty or holds a bracket".to_owned());
                }
                let key = format!("{key}%5B{}%5D", Escape::Strict.apply(name));
                nested(&key, value, escape, depth - 1, pairs)
            })
        }
        Value::Object(_) => Err("an empty object has no deepObject form".to_owned()),
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().try_for_each(|(index, item)| {
                nested(
                    &format!("{key}%5B{index}%5D"),
                    item,
                    escape,
                    depth - 1,
                    pairs,
                )
            })
        }
        Value::Array(_) => {
            pairs.push(format!("{key}="));
            Ok(())
        }
        value => {
            pairs.push(format!("{key}={}", escape.apply(&text(value))));
            Ok(())
        }
    }
}
