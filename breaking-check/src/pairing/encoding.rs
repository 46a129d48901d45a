//! How the parts of a form travel: what the Encoding Object of each property says, and what holds where it says nothing.

use countersign_contract::model::{Encoding, MediaType, Style};
use serde_json::Value;

/// Are properties of a body in this media type parts or fields of their own (OAS 3.1.1 Encoding Object)?
pub(crate) fn has_parts(essence: &str) -> bool {
    is_form(essence) || essence.starts_with("multipart/")
}

fn is_form(essence: &str) -> bool {
    essence == "application/x-www-form-urlencoded"
}

/// Why a part that is sent as `sent` says is not what `expected` says; `None` where it is.
pub(crate) fn misfit(
    essence: &str,
    sent: Option<&Encoding>,
    expected: Option<&Encoding>,
    value: &Value,
) -> Option<String> {
    let is_list = value.is_array() || value.is_object();
    if is_form(essence) {
        let differs = spelling(sent) != spelling(expected) && is_list;
        return differs.then(|| "is spelled in another way".to_owned());
    }
    if let Some(header) = missing_header(sent, expected) {
        return Some(format!("lacks header `{header}`"));
    }
    let (from, to) = (content_types(sent, value), content_types(expected, value));
    let covered = |own: &String| to.iter().any(|range| covers(range, own));
    let other = from.iter().find(|own| !covered(own))?;
    Some(format!("comes as {other} and not as {}", to.join(", ")))
}

/// The names of properties whose parts may travel in another way.
pub(crate) fn encoded_otherwise(base: &MediaType, revision: &MediaType) -> Vec<String> {
    let own = base.encoding.keys();
    let names = own.chain(
        revision
            .encoding
            .keys()
            .filter(|name| !base.encoding.contains_key(*name)),
    );
    let values = [
        Value::from(""),
        Value::from(Vec::<Value>::new()),
        Value::from(serde_json::Map::new()),
    ];
    let essence = revision.essence();
    let differs = |name: &&String| {
        let (old, new) = (base.encoding.get(*name), revision.encoding.get(*name));
        let ways = [(old, new), (new, old)];
        ways.iter().any(|(sent, expected)| {
            values
                .iter()
                .any(|value| misfit(&essence, *sent, *expected, value).is_some())
        })
    };
    names.filter(differs).cloned().collect()
}

/// Style and explode; the defaults are those of query parameters.
fn spelling(encoding: Option<&Encoding>) -> (Style, bool) {
    let style = encoding
        .and_then(|encoding| encoding.style)
        .unwrap_or(Style::Form);
    let explode = encoding.and_then(|encoding| encoding.explode);
    (style, explode.unwrap_or(style == Style::Form))
}

fn missing_header(sent: Option<&Encoding>, expected: Option<&Encoding>) -> Option<String> {
    let sent = sent.map_or(&[][..], |encoding| &encoding.headers);
    let wanted = expected?.headers.iter().filter(|header| header.required);
    let is_sent = |name: &str| {
        let mut sent = sent.iter();
        sent.any(|header| header.required && header.name.eq_ignore_ascii_case(name))
    };
    let mut missing = wanted.filter(|header| !is_sent(&header.name));
    missing.next().map(|header| header.name.clone())
}

/// OAS 3.1.1 Encoding Object, contentType: a list of types and ranges; the default is the value's.
fn content_types(encoding: Option<&Encoding>, value: &Value) -> Vec<String> {
    if let Some(written) = encoding.and_then(|encoding| encoding.content_type.as_deref()) {
        let types = written.split(',');
        return types.map(|text| text.trim().to_ascii_lowercase()).collect();
    }
    let default = match value {
        Value::Object(_) => "application/json",
        Value::Array(items) => {
            return items
                .first()
                .map_or_else(|| vec!["*/*".to_owned()], |item| content_types(None, item));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => "text/plain",
    };
    vec![default.to_owned()]
}

fn covers(range: &str, own: &str) -> bool {
    let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_owned();
    let (range, own) = (essence(range), essence(own));
    range == own
        || range == "*/*"
        || own == "*/*"
        || range
            .strip_suffix('*')
            .is_some_and(|kind| kind.ends_with('/') && own.starts_with(kind))
}
