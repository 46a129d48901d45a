//! From the body that was received to its parts.

use bytes::Bytes;
use memchr::memmem;
use serde_json::{Map, Value};

use super::{FilePart, Part, Parts};
use crate::body::BodySource;
use crate::content;
use crate::form;
use crate::json::JsonError;
use crate::media_type::{self, MediaType};
use crate::schema::Schema;
use crate::style::{self, Expectation};

/// More parts than this are refused.
const MOST_PARTS: usize = 1_000;

/// More bytes of header fields in one part are refused.
const MOST_HEADER_BYTES: usize = 8 * 1024;

/// The parts of a body with this `Content-Type`: files are slices of it, values are typed as `schema` expects. A text of the
/// wrong type is given as text, and a part nobody declared as well: validation says what is wrong with it.
///
/// # Errors
/// When the bytes are no such body, or a part cannot be read: the path names it.
pub fn decode(
    schema: &'static Schema,
    table: &[Part],
    content_type: &str,
    bytes: &Bytes,
) -> Result<Parts, JsonError> {
    let refuse = |reason: &str| JsonError::new("", reason);
    let boundary = media_type::parameter(content_type, "boundary")
        .filter(|boundary| (1..=70).contains(&boundary.len()))
        .ok_or_else(|| refuse("has no boundary of 1 to 70 characters in its content type"))?;
    let mut values: Map<String, Value> = Map::new();
    let mut parts = Parts::default();
    let mut count = 0;
    for piece in pieces(bytes, &boundary).map_err(refuse)? {
        count += 1;
        if count > MOST_PARTS {
            return Err(refuse("has more than 1000 parts"));
        }
        let (head, body) = head(bytes, piece).map_err(refuse)?;
        let part = table.iter().find(|part| part.name == head.name);
        if part.is_some_and(|part| part.file) {
            let file = FilePart {
                file_name: head.file_name,
                content_type: head.content_type,
                headers: head.others,
                body: BodySource::Bytes(body),
            };
            parts.files.push((head.name, file));
            continue;
        }
        let usual = part.map_or("", |part| part.content_type);
        let member = style::property(schema, &head.name);
        let declared = style::property_names(schema).contains(&head.name.as_str());
        let position = match values.get(&head.name) {
            Some(Value::Array(items)) => items.len(),
            _ => 0,
        };
        let expectation = Expectation::of(member);
        let whole = usual.contains("json");
        let list = expectation.is_list_only() && !whole;
        let expected = if list {
            style::item(member, position)
        } else {
            member
        };
        let value = value(
            expected,
            head.content_type.as_deref().unwrap_or(usual),
            &body,
        );
        let value = match value {
            Ok(value) => value,
            // Nobody asked for it: whether it may be there is for the schema to say, what is in it does not count.
            Err(_) if !declared => Value::String(String::new()),
            Err(error) => return Err(error.within(&head.name)),
        };
        match (values.get_mut(&head.name), list) {
            (None, true) => {
                values.insert(head.name, Value::Array(vec![value]));
            }
            (None, false) => {
                values.insert(head.name, value);
            }
            (Some(Value::Array(items)), _) if !whole => items.push(value),
            (Some(first), _) if !whole && (expectation.takes_list() || !declared) => {
                *first = Value::Array(vec![first.take(), value]);
            }
            (Some(_), _) => {
                return Err(JsonError::at_member(&head.name, "must be given once"));
            }
        }
    }
    // Several values that are none: a list that has to be there is there.
    for name in schema.here().into_iter().flat_map(|schema| schema.required) {
        let list = Expectation::of(style::property(schema, name)).is_list_only();
        let sent = parts.files.iter().any(|(other, _)| other == name);
        if list && !sent && !values.contains_key(*name) {
            values.insert((*name).to_owned(), Value::Array(Vec::new()));
        }
    }
    parts.values = values;
    Ok(parts)
}

fn value(schema: &Schema, content_type: &str, bytes: &[u8]) -> Result<Value, JsonError> {
    if MediaType::parse(content_type).is_some_and(|media_type| media_type.is_json()) {
        return serde_json::from_slice(bytes)
            .map_err(|error| JsonError::new("", format!("is no JSON: {error}")));
    }
    content::text(content_type, bytes).map(|text| form::text_value(schema, &text))
}

/// Where the parts lie, header fields included.
fn pieces<'b>(
    bytes: &'b Bytes,
    boundary: &str,
) -> Result<impl Iterator<Item = std::ops::Range<usize>> + use<'b>, &'static str> {
    let line = format!("--{boundary}");
    let delimiter = format!("\r\n--{boundary}");
    let first = if bytes.starts_with(line.as_bytes()) {
        line.len()
    } else {
        let at = memmem::find(bytes, delimiter.as_bytes()).ok_or("has no boundary line")?;
        at + delimiter.len()
    };
    let mut edges = vec![first];
    let mut closed = ends(bytes, first);
    if !closed {
        for at in memmem::find_iter(&bytes[first..], delimiter.as_bytes()) {
            let after = first + at + delimiter.len();
            // A longer line that only begins like the boundary belongs to the part.
            if ends(bytes, after) {
                edges.push(after);
                closed = true;
                break;
            }
            if is_line_end(bytes, after) {
                edges.push(after);
            }
            if edges.len() > MOST_PARTS + 2 {
                closed = true;
                break;
            }
        }
    }
    if !closed {
        return Err("ends before its last boundary");
    }
    let width = delimiter.len();
    Ok((1..edges.len()).map(move |at| edges[at - 1]..edges[at] - width))
}

fn ends(bytes: &[u8], at: usize) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.starts_with(b"--"))
}

fn is_line_end(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or_default();
    let blank = rest
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    rest[blank..].starts_with(b"\r\n")
}

/// What the header fields of a part say.
struct Head {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    others: Vec<(String, String)>,
}

/// The header fields and the content of the part in this range.
fn head(bytes: &Bytes, range: std::ops::Range<usize>) -> Result<(Head, Bytes), &'static str> {
    let piece = bytes
        .get(range.clone())
        .ok_or("has overlapping boundary lines")?;
    // What is left of the boundary's own line stands before the first field.
    let line = memmem::find(piece, b"\r\n").ok_or("has a part without header fields")?;
    let fields = &piece[line..];
    let end = memmem::find(fields, b"\r\n\r\n")
        .ok_or("has a part without an end of its header fields")?;
    if end > MOST_HEADER_BYTES {
        return Err("has a part with too many header fields");
    }
    let text = std::str::from_utf8(&fields[..end])
        .map_err(|_| "has a header field that is no UTF-8 text")?;
    let content = bytes.slice(range.start + line + end + 4..range.end);
    let mut head = Head {
        name: String::new(),
        file_name: None,
        content_type: None,
        others: Vec::new(),
    };
    let mut named = false;
    for field in text.split("\r\n").filter(|field| !field.is_empty()) {
        let (name, value) = field
            .split_once(':')
            .ok_or("has a header field without a colon")?;
        let (name, value) = (name.trim(), value.trim());
        if name.eq_ignore_ascii_case("content-disposition") {
            if let Some(name) = media_type::parameter(value, "name") {
                head.name = unescaped(&name);
                named = true;
            }
            head.file_name = media_type::parameter(value, "filename").map(|name| unescaped(&name));
        } else if name.eq_ignore_ascii_case("content-type") {
            head.content_type = Some(value.to_owned());
        } else {
            head.others.push((name.to_owned(), value.to_owned()));
        }
    }
    if named {
        Ok((head, content))
    } else {
        Err("has a part without a name in its Content-Disposition")
    }
}

/// Undoes what senders do to quotes and line breaks.
fn unescaped(text: &str) -> String {
    text.replace("%22", "\"")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
}
