//! From a value to the text that is sent.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::escape::Escape;
use super::{StyleError, deep_object};
use crate::form;
use crate::json;
use crate::operation::{Location, ParameterDescriptor, Style};

/// A value as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoded {
    /// What stands in the path in the parameter's place, percent-encoded.
    Path(String),
    /// `name=value` pairs for the query, or the whole of it, percent-encoded; none when there is nothing to send.
    Query(Vec<String>),
    /// The value of the header; `None` when there is nothing to send.
    Header(Option<String>),
    /// `name=value` pairs for the `Cookie` header, percent-encoded; none when there is nothing to send.
    Cookie(Vec<String>),
}

/// The spelling of `value` as the parameter's style and location demand.
///
/// `null` outside of a path is not sent at all, nor are properties that are `null` (RFC 6570 section 2.3: undefined).
///
/// # Errors
/// [`StyleError::Unrepresentable`] when the receiver could not tell the value from another one: a list within a list, an
/// empty path segment, a comma within an item of a header, a line break in a header ...
pub fn encode(parameter: &ParameterDescriptor, value: &Value) -> Result<Encoded, StyleError> {
    if value.is_null() && !parameter.json {
        return match parameter.location {
            Location::Path => Err(unrepresentable("a path cannot leave a value out")),
            Location::Query | Location::QueryString => Ok(Encoded::Query(Vec::new())),
            Location::Header => Ok(Encoded::Header(None)),
            Location::Cookie => Ok(Encoded::Cookie(Vec::new())),
        };
    }
    match parameter.location {
        Location::Path => path(parameter, value).map(Encoded::Path),
        Location::Query => pairs(parameter, value).map(Encoded::Query),
        Location::QueryString => query_string(parameter, value).map(Encoded::Query),
        Location::Header => header(parameter, value).map(|text| Encoded::Header(Some(text))),
        Location::Cookie => pairs(parameter, value).map(Encoded::Cookie),
    }
}

/// A value one level deep, its parts as plain text.
enum Flat {
    Primitive(String),
    List(Vec<String>),
    Fields(Vec<(String, String)>),
}

pub(super) const fn unrepresentable(reason: &'static str) -> StyleError {
    StyleError::Unrepresentable(reason)
}

fn flat(value: &Value) -> Result<Flat, StyleError> {
    match value {
        Value::Array(items) => items
            .iter()
            .map(primitive)
            .collect::<Result<_, _>>()
            .map(Flat::List),
        Value::Object(object) => fields(object).map(Flat::Fields),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            primitive(value).map(Flat::Primitive)
        }
    }
}

fn fields(object: &Map<String, Value>) -> Result<Vec<(String, String)>, StyleError> {
    object
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| Ok((name.clone(), primitive(value)?)))
        .collect()
}

pub(super) fn primitive(value: &Value) -> Result<String, StyleError> {
    match value {
        Value::Null => Err(unrepresentable("an item of a list cannot be null")),
        Value::Bool(value) => Ok(value.to_string()),
        Value::Number(number) => Ok(number.to_string()),
        Value::String(text) => Ok(json::digits(value).unwrap_or(text).to_owned()),
        Value::Array(_) => Err(unrepresentable("a list cannot stand within another value")),
        Value::Object(_) => Err(unrepresentable(
            "an object cannot stand within another value",
        )),
    }
}

fn path(parameter: &ParameterDescriptor, value: &Value) -> Result<String, StyleError> {
    let text = if parameter.json {
        Escape::Strict.apply(&json::text(value))
    } else {
        styled_path(parameter, &flat(value)?)?
    };
    match text.as_str() {
        "" => Err(unrepresentable(
            "it would leave its place in the path empty",
        )),
        "." | ".." => Err(unrepresentable("it would be taken for a step in the path")),
        _ => Ok(text),
    }
}

fn styled_path(parameter: &ParameterDescriptor, value: &Flat) -> Result<String, StyleError> {
    let explode = parameter.explode;
    let (prefix, delimiter) = match parameter.style {
        Style::Matrix => (";", if explode { ";" } else { "," }),
        Style::Label => (".", if explode { "." } else { "," }),
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject
        | Style::Cookie => ("", ","),
    };
    let escape = if delimiter == "." {
        Escape::StrictAndDot
    } else {
        Escape::Strict
    };
    let parts = match value {
        Flat::List(items) if items.is_empty() => {
            return Err(unrepresentable("a path cannot hold an empty list"));
        }
        Flat::Fields(fields) if fields.is_empty() => {
            return Err(unrepresentable("a path cannot hold an empty object"));
        }
        Flat::List(items) if items.len() == 1 && items[0].is_empty() => {
            return Err(unrepresentable(
                "a list of one empty text looks like an empty list",
            ));
        }
        value => parts(value, explode, escape),
    };
    if prefix != ";" {
        return Ok(format!("{prefix}{}", parts.join(delimiter)));
    }
    let name = Escape::Strict.apply(parameter.name);
    Ok(match value {
        Flat::Primitive(text) if text.is_empty() => format!(";{name}"),
        Flat::Fields(_) if explode => format!(";{}", parts.join(";")),
        Flat::List(_) if explode => format!(";{name}={}", parts.join(&format!(";{name}="))),
        Flat::Primitive(_) | Flat::List(_) | Flat::Fields(_) => {
            format!(";{name}={}", parts.join(","))
        }
    })
}

/// What the delimiters stand between.
fn parts(value: &Flat, explode: bool, escape: Escape) -> Vec<String> {
    match value {
        Flat::Primitive(text) => vec![escape.apply(text)],
        Flat::List(items) => items.iter().map(|item| escape.apply(item)).collect(),
        Flat::Fields(fields) if explode => fields
            .iter()
            .map(|(name, value)| format!("{}={}", escape.apply(name), escape.apply(value)))
            .collect(),
        Flat::Fields(fields) => fields
            .iter()
            .flat_map(|(name, value)| [escape.apply(name), escape.apply(value)])
            .collect(),
    }
}

/// Query and cookie.
fn pairs(parameter: &ParameterDescriptor, value: &Value) -> Result<Vec<String>, StyleError> {
    let reserved = parameter.allow_reserved && parameter.location == Location::Query;
    let whole = if reserved {
        Escape::KeepReservedAndComma
    } else {
        Escape::Strict
    };
    let part = if reserved {
        Escape::KeepReserved
    } else {
        Escape::Strict
    };
    let name = Escape::Strict.apply(parameter.name);
    if parameter.json {
        return Ok(vec![format!("{name}={}", whole.apply(&json::text(value)))]);
    }
    let (delimiter, plain) = match parameter.style {
        Style::DeepObject => return deep_object::encode(parameter.name, value, whole),
        Style::SpaceDelimited => ("%20", ' '),
        Style::PipeDelimited => ("%7C", '|'),
        Style::Cookie => return cookie(parameter, &flat(value)?),
        Style::Form | Style::Simple | Style::Label | Style::Matrix => (",", ','),
    };
    Ok(match flat(value)? {
        Flat::Primitive(text) => vec![format!("{name}={}", whole.apply(&text))],
        Flat::List(items) if parameter.explode => items
            .iter()
            .map(|item| format!("{name}={}", whole.apply(item)))
            .collect(),
        Flat::Fields(fields) if parameter.explode => fields
            .iter()
            .map(|(name, value)| format!("{}={}", Escape::Strict.apply(name), whole.apply(value)))
            .collect(),
        joined => {
            check_joinable(&joined, plain)?;
            vec![format!(
                "{name}={}",
                parts(&joined, false, part).join(delimiter)
            )]
        }
    })
}

/// The whole query (OAS 3.2.0 Parameter Object, `in`): its media type says how, and what comes of that is percent-encoded.
fn query_string(parameter: &ParameterDescriptor, value: &Value) -> Result<Vec<String>, StyleError> {
    let whole = if let Some(encodings) = parameter.form {
        form::encode(encodings, value).map_err(|_| unrepresentable("it has no form"))?
    } else if parameter.json {
        Escape::Strict.apply(&json::text(value))
    } else {
        let text = Escape::Strict.apply(&primitive(value)?);
        if text.is_empty() {
            return Err(unrepresentable("an empty query looks like none"));
        }
        text
    };
    Ok(if whole.is_empty() {
        Vec::new()
    } else {
        vec![whole]
    })
}

/// OAS 3.2.0 Style Values, `cookie`: "no percent-encoding or other escaping is applied".
fn cookie(parameter: &ParameterDescriptor, value: &Flat) -> Result<Vec<String>, StyleError> {
    let clear = |text: &str| text.bytes().all(is_cookie_octet);
    let name_clear = |name: &str| clear(name) && !name.contains('=');
    let (names, texts): (Vec<&str>, Vec<&str>) = match value {
        Flat::Primitive(text) => (Vec::new(), vec![text]),
        Flat::List(items) => (Vec::new(), items.iter().map(String::as_str).collect()),
        Flat::Fields(fields) => fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .unzip(),
    };
    if !texts.into_iter().all(clear) || !names.into_iter().chain([parameter.name]).all(name_clear) {
        return Err(unrepresentable(
            "a cookie escapes nothing and holds visible ASCII without quotes, commas, semicolons and backslashes",
        ));
    }
    let name = parameter.name;
    Ok(match value {
        Flat::List(items) if parameter.explode => {
            items.iter().map(|item| format!("{name}={item}")).collect()
        }
        Flat::Fields(_) if parameter.explode => parts(value, true, Escape::Nothing),
        joined => {
            check_joinable(joined, ',')?;
            vec![format!(
                "{name}={}",
                parts(joined, false, Escape::Nothing).join(",")
            )]
        }
    })
}

/// RFC 6265 4.1.1 `cookie-octet`.
fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !br#"",;\"#.contains(&byte)
}

/// Can the parts be told apart again? A comma within a part is escaped and its delimiter is not; of spaces and pipes
/// both are escaped.
fn check_joinable(value: &Flat, delimiter: char) -> Result<(), StyleError> {
    let clear = |text: &String| delimiter == ',' || !text.contains(delimiter);
    let all_clear = match value {
        Flat::Primitive(_) => true,
        Flat::List(items) if items.len() == 1 && items[0].is_empty() => {
            return Err(unrepresentable(
                "a list of one empty text looks like an empty list",
            ));
        }
        Flat::List(items) => items.iter().all(clear),
        Flat::Fields(fields) => fields
            .iter()
            .all(|(name, value)| clear(name) && clear(value)),
    };
    if all_clear {
        Ok(())
    } else {
        Err(unrepresentable(
            "a part of it holds the character that delimits parts",
        ))
    }
}

fn header(parameter: &ParameterDescriptor, value: &Value) -> Result<String, StyleError> {
    if parameter.json {
        return Ok(ascii_json(value));
    }
    let value = flat(value)?;
    let parts = match &value {
        Flat::List(items) if items.len() == 1 && items[0].is_empty() => {
            return Err(unrepresentable(
                "a list of one empty text looks like an empty list",
            ));
        }
        Flat::Primitive(_) => parts(&value, false, Escape::Nothing),
        Flat::List(_) | Flat::Fields(_) => {
            let parts = parts(&value, parameter.explode, Escape::Nothing);
            if parts.iter().any(|part| part.contains(','))
                || !equals_signs_are_clear(&value, parameter.explode)
            {
                return Err(unrepresentable(
                    "a part of it holds the character that delimits parts",
                ));
            }
            parts
        }
    };
    for part in &parts {
        if !part
            .bytes()
            .all(|byte| byte == b' ' || byte.is_ascii_graphic())
        {
            return Err(unrepresentable(
                "a header holds visible ASCII characters only",
            ));
        }
        if part.starts_with(' ') || part.ends_with(' ') {
            return Err(unrepresentable(
                "white space around a header's value is lost",
            ));
        }
    }
    Ok(parts.join(","))
}

fn equals_signs_are_clear(value: &Flat, explode: bool) -> bool {
    match value {
        Flat::Fields(fields) if explode => fields.iter().all(|(name, value)| {
            !name.contains('=') && !name.ends_with(' ') && !value.starts_with(' ')
        }),
        Flat::Primitive(_) | Flat::List(_) | Flat::Fields(_) => true,
    }
}

/// JSON text in visible ASCII (RFC 8259 section 7 escapes).
fn ascii_json(value: &Value) -> String {
    let mut ascii = String::new();
    for c in json::text(value).chars() {
        if c == ' ' || c.is_ascii_graphic() {
            ascii.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(ascii, "\\u{unit:04x}");
            }
        }
    }
    ascii
}
