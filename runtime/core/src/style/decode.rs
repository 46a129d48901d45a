//! From the text that was received to a value.

use serde_json::{Map, Value};

use super::escape::Unescape;
use super::expectation::{self, Expectation};
use super::pairs::Pairs;
use super::{StyleError, deep_object};
use crate::form;
use crate::json;
use crate::operation::{ParameterDescriptor, Style};
use crate::schema::{Direction, Schema, Violations, validate};

/// Where a parameter's text is taken from. It must be the parameter's own location.
#[derive(Clone, Copy, Debug)]
pub enum Raw<'a> {
    /// What stands in the parameter's place in the path, still percent-encoded.
    Path(&'a str),
    /// The pairs of the query.
    Query(&'a Pairs<'a>),
    /// The whole query, still percent-encoded; empty when there is none.
    QueryString(&'a str),
    /// The lines of the header with the parameter's name, in order; none when it was not sent.
    Header(&'a [&'a str]),
    /// The pairs of the `Cookie` headers.
    Cookie(&'a Pairs<'a>),
}

/// The value that was sent, typed as the parameter's schema expects it; `None` when nothing was sent.
///
/// A text of the wrong type (`abc` where an integer is expected) is given as text: validation says what is wrong with it.
/// An empty text where a list is expected is the empty list. The text `null` is `null` where the schema allows `null` and no
/// text: [`encode`](super::encode) never writes it, since leaving a value out says the same.
///
/// # Errors
/// When the text does not have the form of the style.
pub fn decode(parameter: &ParameterDescriptor, raw: Raw<'_>) -> Result<Option<Value>, StyleError> {
    match raw {
        Raw::Path(text) => path(parameter, text).map(Some),
        // No text is no JSON text.
        Raw::Query(pairs)
            if parameter.json && parameter.allow_empty && pairs.values(parameter.name) == [""] =>
        {
            Ok(None)
        }
        Raw::Query(pairs) => {
            let value = self::pairs(parameter, pairs, Unescape::PercentAndPlus)?;
            Ok(value.filter(|value| !is_allowed_nothing(parameter, value)))
        }
        Raw::QueryString("") | Raw::Header([]) => Ok(None),
        Raw::QueryString(text) => query_string(parameter, text).map(Some),
        Raw::Header(lines)
            if parameter.name.eq_ignore_ascii_case("set-cookie") && !parameter.json =>
        {
            Ok(Some(cookies(parameter, lines)))
        }
        Raw::Header(lines) => header(parameter, &lines.join(",")).map(Some),
        // Nothing is escaped in that style (OAS 3.2.0 Style Values).
        Raw::Cookie(pairs) if parameter.style == Style::Cookie && !parameter.json => {
            self::pairs(parameter, pairs, Unescape::Field)
        }
        Raw::Cookie(pairs) => self::pairs(parameter, pairs, Unescape::Percent),
    }
}

/// Is it the empty text of a parameter that may be empty, although its schema does not say so (OAS 3.1.1
/// `allowEmptyValue`)? Then nothing was sent.
fn is_allowed_nothing(parameter: &ParameterDescriptor, value: &Value) -> bool {
    if !parameter.allow_empty || value.as_str() != Some("") {
        return false;
    }
    let mut violations = Violations::with_limit(1);
    validate(parameter.schema, value, Direction::Request, &mut violations);
    !violations.is_empty()
}

/// How the parts of one text are found.
#[derive(Clone, Copy)]
struct Joined<'d> {
    delimiters: &'d [&'d str],
    /// Are fields `name=value`, or name and value in turn?
    explode: bool,
    unescape: Unescape,
}

impl Joined<'_> {
    fn value(self, schema: &Schema, text: &str) -> Result<Value, StyleError> {
        let expectation = Expectation::of(schema);
        let parts = self.split(text);
        if expectation.is_fields_only() || expectation.takes_fields() && parts.len() > 1 {
            return self.fields(schema, &parts);
        }
        if expectation.is_list_only() || expectation.takes_list() && parts.len() > 1 {
            if text.is_empty() {
                return Ok(Value::Array(Vec::new()));
            }
            let parts = self.unescape_all(&parts)?;
            return Ok(expectation::list(schema, parts.iter().map(String::as_str)));
        }
        Ok(expectation.primitive(&self.unescape.apply(text)?))
    }

    fn split(self, text: &str) -> Vec<&str> {
        let mut parts = Vec::new();
        let mut rest = text;
        loop {
            let next = self
                .delimiters
                .iter()
                .filter_map(|delimiter| rest.find(delimiter).map(|at| (at, delimiter.len())))
                .min();
            let Some((at, length)) = next else {
                parts.push(rest);
                return parts;
            };
            parts.push(&rest[..at]);
            rest = &rest[at + length..];
        }
    }

    fn unescape_all(self, parts: &[&str]) -> Result<Vec<String>, StyleError> {
        parts.iter().map(|part| self.unescape.apply(part)).collect()
    }

    fn fields(self, schema: &Schema, parts: &[&str]) -> Result<Value, StyleError> {
        let mut object = Map::new();
        let mut insert = |name: &str, value: &str| {
            let (name, value) = (self.unescape.apply(name)?, self.unescape.apply(value)?);
            let value = Expectation::of(expectation::property(schema, &name)).primitive(&value);
            object.insert(name, value);
            Ok(())
        };
        if let [""] = parts {
            return Ok(Value::Object(object));
        }
        if self.explode {
            for part in parts {
                let (name, value) = part.split_once('=').ok_or(StyleError::Malformed(
                    "must be name=value pairs, a part has no equals sign",
                ))?;
                insert(name, value)?;
            }
        } else {
            for pair in parts.chunks(2) {
                let [name, value] = pair else {
                    return Err(StyleError::Malformed(
                        "must be names and values in turn, the last name has no value",
                    ));
                };
                insert(name, value)?;
            }
        }
        Ok(Value::Object(object))
    }
}

fn path(parameter: &ParameterDescriptor, text: &str) -> Result<Value, StyleError> {
    if parameter.json {
        return json_text(&Unescape::Percent.apply(text)?);
    }
    let joined = Joined {
        delimiters: &[","],
        explode: parameter.explode,
        unescape: Unescape::Percent,
    };
    match parameter.style {
        Style::Label => {
            let text = text
                .strip_prefix('.')
                .ok_or(StyleError::Malformed("must begin with a dot"))?;
            let delimiters: &[&str] = if parameter.explode { &["."] } else { &[","] };
            let expectation = Expectation::of(parameter.schema);
            if !expectation.takes_list() && !expectation.takes_fields() {
                return Ok(expectation.primitive(&Unescape::Percent.apply(text)?));
            }
            Joined {
                delimiters,
                ..joined
            }
            .value(parameter.schema, text)
        }
        Style::Matrix => matrix(parameter, joined, text),
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject
        | Style::Cookie => joined.value(parameter.schema, text),
    }
}

fn matrix(
    parameter: &ParameterDescriptor,
    joined: Joined<'_>,
    text: &str,
) -> Result<Value, StyleError> {
    let text = text
        .strip_prefix(';')
        .ok_or(StyleError::Malformed("must begin with a semicolon"))?;
    let expectation = Expectation::of(parameter.schema);
    let parts: Vec<&str> = text.split(';').collect();
    if parameter.explode && expectation.is_fields_only() {
        return joined.fields(parameter.schema, &parts);
    }
    let mut values = Vec::new();
    for part in &parts {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        if Unescape::Percent.apply(name)? != parameter.name {
            return Err(StyleError::Malformed("must begin with its own name"));
        }
        values.push(value);
    }
    match values[..] {
        [only] if !(parameter.explode && expectation.is_list_only()) => {
            joined.value(parameter.schema, only)
        }
        ref several if parameter.explode && expectation.takes_list() => {
            let several = joined.unescape_all(several)?;
            Ok(expectation::list(
                parameter.schema,
                several.iter().map(String::as_str),
            ))
        }
        ref several => Err(StyleError::Repeated(several.len())),
    }
}

/// Query and cookie.
fn pairs(
    parameter: &ParameterDescriptor,
    pairs: &Pairs<'_>,
    unescape: Unescape,
) -> Result<Option<Value>, StyleError> {
    let schema = parameter.schema;
    let expectation = Expectation::of(schema);
    if !parameter.json {
        if parameter.style == Style::DeepObject {
            return deep_object::decode(parameter.name, schema, pairs, unescape);
        }
        if parameter.explode && expectation.is_fields_only() {
            return exploded_fields(schema, pairs, unescape);
        }
    }
    let values = pairs.values(parameter.name);
    if values.is_empty() {
        return Ok(None);
    }
    if parameter.explode
        && !parameter.json
        && (expectation.is_list_only() || expectation.takes_list() && values.len() > 1)
    {
        let texts: Vec<String> = values
            .iter()
            .map(|value| unescape.apply(value))
            .collect::<Result<_, _>>()?;
        let list = expectation::list(schema, texts.iter().map(String::as_str));
        // `id=` for a list of numbers is how many clients write the empty list.
        let nothing = matches!(&texts[..], [only] if only.is_empty())
            && !expectation::first_item(schema).takes_text();
        return Ok(Some(if nothing {
            Value::Array(Vec::new())
        } else {
            list
        }));
    }
    let [only] = values[..] else {
        return Err(StyleError::Repeated(values.len()));
    };
    if parameter.json {
        return json_text(&unescape.apply(only)?).map(Some);
    }
    let delimiters: &[&str] = match parameter.style {
        Style::SpaceDelimited => &["%20", "+", " "],
        Style::PipeDelimited => &["%7C", "%7c", "|"],
        Style::Form
        | Style::Simple
        | Style::Label
        | Style::Matrix
        | Style::DeepObject
        | Style::Cookie => &[","],
    };
    let joined = Joined {
        delimiters,
        explode: false,
        unescape,
    };
    joined.value(schema, only).map(Some)
}

/// An exploded object: its properties stand beside the other parameters.
fn exploded_fields(
    schema: &Schema,
    pairs: &Pairs<'_>,
    unescape: Unescape,
) -> Result<Option<Value>, StyleError> {
    let declared = expectation::property_names(schema);
    let mut object = Map::new();
    for (name, value) in pairs.iter() {
        if !declared.is_empty() && !declared.contains(&name) {
            continue;
        }
        let value =
            Expectation::of(expectation::property(schema, name)).primitive(&unescape.apply(value)?);
        if object.insert(name.to_owned(), value).is_some() {
            return Err(StyleError::Malformed(
                "must give each of its properties once",
            ));
        }
    }
    Ok((!object.is_empty()).then_some(Value::Object(object)))
}

fn header(parameter: &ParameterDescriptor, text: &str) -> Result<Value, StyleError> {
    if parameter.json {
        return json_text(text);
    }
    let joined = Joined {
        delimiters: &[","],
        explode: parameter.explode,
        unescape: Unescape::Field,
    };
    joined.value(parameter.schema, text.trim_matches([' ', '\t']))
}

/// The lines of cookies are not joined, since a comma may stand in one (RFC 6265 section 3): each is an item.
fn cookies(parameter: &ParameterDescriptor, lines: &[&str]) -> Value {
    let expected = Expectation::of(parameter.schema);
    let lines = lines.iter().map(|line| line.trim_matches([' ', '\t']));
    if expected.takes_list() {
        return expectation::list(parameter.schema, lines);
    }
    let mut lines = lines;
    expected.primitive(lines.next().unwrap_or_default())
}

/// The whole query: outside of forms a plus is a plus.
fn query_string(parameter: &ParameterDescriptor, text: &str) -> Result<Value, StyleError> {
    if let Some(encodings) = parameter.form {
        return form::decode(parameter.schema, encodings, text.as_bytes())
            .map_err(|_| StyleError::Malformed("must be a form that its fields can be read from"));
    }
    let text = Unescape::Percent.apply(text)?;
    if parameter.json {
        return json_text(&text);
    }
    Ok(Expectation::of(parameter.schema).primitive(&text))
}

fn json_text(text: &str) -> Result<Value, StyleError> {
    json::read(text.as_bytes()).map_err(|_| StyleError::Malformed("must be JSON text"))
}
