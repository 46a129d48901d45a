//! When do two requests say the same?
//!
//! Same operation, same path values, same query whatever its order, same body: by value where it has one, else by byte.
//! Header fields do not count: most of them differ from attempt to attempt.

use countersign_core::format::Decimal;
use countersign_core::idempotency::IdempotencyKey;
use countersign_core::json;
use countersign_core::multipart;
use countersign_core::operation::OperationDescriptor;
use http::request::Parts;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::store::{Fingerprint, RecordId};
use crate::incoming::Incoming;
use crate::router::PathValues;

/// The name of a call.
pub(super) fn record(
    operation: &'static OperationDescriptor,
    identities: &[(&'static str, String)],
    key: &IdempotencyKey,
) -> RecordId {
    let mut digest = Fields::new(b"countersign record");
    digest.operation(operation);
    digest.field(key.as_str().as_bytes());
    for (scheme, id) in identities {
        digest.field(scheme.as_bytes());
        digest.field(id.as_bytes());
    }
    RecordId(digest.finish())
}

/// What a call says.
pub(super) fn fingerprint(
    operation: &'static OperationDescriptor,
    values: &PathValues,
    parts: &Parts,
    incoming: &Incoming,
) -> Fingerprint {
    let mut digest = Fields::new(b"countersign request");
    digest.operation(operation);
    digest.list(values.iter().map(|(_, value)| decoded(value)).collect());
    let mut query: Vec<_> = parts
        .uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| decoded(&pair.replace('+', " ")))
        .collect();
    query.sort_unstable();
    digest.list(query);
    if let Some(body) = &incoming.body {
        digest.field(body.media.name.as_bytes());
        match &body.value {
            Some(value) => digest.field(canonical(value).as_bytes()),
            None => digest.field(&body.bytes),
        }
        // The boundary between parts may differ from call to call.
        for (name, file) in body.parts.iter().flat_map(multipart::Parts::all_files) {
            digest.field(name.as_bytes());
            digest.field(file.file_name.as_deref().unwrap_or_default().as_bytes());
            digest.field(file.bytes().map_or(&[][..], |bytes| bytes));
        }
    }
    Fingerprint(digest.finish())
}

fn decoded(text: &str) -> Vec<u8> {
    percent_decode_str(text).collect()
}

/// A text that equal JSON values share. Numbers that differ only in spelling (`2`, `2.0`, `2e0`) are equal.
fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

/// As deep as the parser that made the value lets it be, which is 128 levels.
fn write(value: &Value, text: &mut String) {
    if let Some(digits) = json::digits(value) {
        return write_digits(digits, text);
    }
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => text.push_str(&value.to_string()),
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && is_small_integer(float) => {
                text.push_str(&format_integer(float));
            }
            _ => text.push_str(&number.to_string()),
        },
        Value::Array(items) => {
            text.push('[');
            for item in items {
                write(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            text.push('{');
            for (name, member) in members {
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push(':');
                write(member, text);
                text.push(',');
            }
            text.push('}');
        }
    }
}

/// A number as the double that it is, in another spelling, or with all its digits.
fn write_digits(digits: &str, text: &mut String) {
    let Ok(number) = digits.parse::<Decimal>() else {
        return;
    };
    match Decimal::try_from(number.to_f64()) {
        Ok(double) if double == number => write(&Value::from(number.to_f64()), text),
        _ => text.push_str(number.normalized().as_str()),
    }
}

/// Whether the number is an integer that a double holds exactly.
fn is_small_integer(float: f64) -> bool {
    float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0
}

/// `-0.0` is 0.
fn format_integer(float: f64) -> String {
    format!("{:.0}", if float == 0.0 { 0.0 } else { float })
}

/// A digest of fields that cannot run into each other.
struct Fields(Sha256);

impl Fields {
    fn new(purpose: &[u8]) -> Self {
        let mut fields = Self(Sha256::new());
        fields.field(purpose);
        fields
    }

    /// Method and path stand beside the id, which a hand-written table may have left empty.
    fn operation(&mut self, operation: &'static OperationDescriptor) {
        self.field(operation.id.as_bytes());
        self.field(operation.method.as_bytes());
        self.field(operation.path.as_bytes());
    }

    fn field(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    fn list(&mut self, items: Vec<Vec<u8>>) {
        self.0.update((items.len() as u64).to_be_bytes());
        for item in items {
            self.field(&item);
        }
    }

    fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use countersign_core::json::parse;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::canonical;

    #[test]
    fn spelling_does_not_count_and_values_do() {
        let read = |text: &str| canonical(&parse(text.as_bytes()).unwrap());
        assert_eq!(
            read(r#"{"a":1,"b":[2.0,"x"]}"#),
            read("{ \"b\" : [ 2, \"\\u0078\" ],\n\"a\":1e0 }")
        );
        assert_eq!(read("-0.0"), read("0"));
        assert_ne!(read(r#"{"a":1}"#), read(r#"{"a":"1"}"#));
        assert_ne!(read("[1,2]"), read("[2,1]"));
        assert_ne!(read("[[1],[]]"), read("[[],[1]]"));
        assert_ne!(read("18446744073709551615"), read("18446744073709551614"));
        assert_ne!(read("0.1"), read("0.2"));
        assert_eq!(read("[1.50, 1e400, -0]"), read("[15e-1, 10.0e399, 0]"));
        assert_ne!(read("0.1"), read("0.10000000000000000000000000001"));
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(json!(null)),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[a-c\",:]{0,3}".prop_map(Value::from)
        ];
        leaf.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
                prop::collection::hash_map("[a-c]{0,2}", inner, 0..3)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn canonical_texts_are_equal_exactly_when_the_values_are(one in value(), another in value()) {
            prop_assert_eq!(canonical(&one) == canonical(&another), one == another);
        }
    }
}
