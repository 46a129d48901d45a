//! How does a value become the bytes of a body and back, whatever the media type? (RFC 9110 section 8.3)
//!
//! JSON values stand between types and bytes for everything that is not JSON, so that forms, text and JSON of the same shape
//! are one type and are held against the same table.

use std::borrow::Cow;

use bytes::Bytes;
use serde_json::Value;

use crate::form;
use crate::json::{self, JsonError};
use crate::media_type;
use crate::multipart;
use crate::operation::{Coding, MediaDescriptor};
use crate::schema::Schema;

/// The bytes of a value.
///
/// # Errors
/// When the coding has no spelling for it. Parts are written by [`multipart::encode`], which needs a boundary.
pub fn encode(media: &MediaDescriptor, value: &Value) -> Result<Bytes, JsonError> {
    match media.coding {
        Coding::Json => Ok(Bytes::from(json::text(value))),
        Coding::Text => match value {
            Value::Array(_) | Value::Object(_) => Err(JsonError::new(
                "",
                "a list or an object cannot be sent as text",
            )),
            value => Ok(Bytes::from(form::text(value))),
        },
        Coding::Form(encodings) => form::encode(encodings, value).map(Bytes::from),
        Coding::Multipart(_) | Coding::Positional(_) => {
            Err(JsonError::new("", "parts need a boundary between them"))
        }
        Coding::Xml(codec) => codec.encode(value),
        Coding::Streamed | Coding::Sequential(_) => Err(JsonError::new("", "bytes are no value")),
    }
}

/// The value of a body with this `Content-Type`.
///
/// # Errors
/// Says where the bytes stop making sense. Whether the value obeys the schema is not looked at.
pub fn decode(
    media: &'static MediaDescriptor,
    content_type: &str,
    bytes: &[u8],
) -> Result<Value, JsonError> {
    let schema = media.schema.unwrap_or(&Schema::ANY);
    match media.coding {
        Coding::Json => json::parse(bytes),
        Coding::Text => text(content_type, bytes).map(|text| form::text_value(schema, &text)),
        Coding::Form(encodings) => form::decode(schema, encodings, bytes),
        Coding::Multipart(_) | Coding::Positional(_) => {
            let bytes = Bytes::copy_from_slice(bytes);
            multipart::read(media, content_type, &bytes).map(|parts| parts.value_in(media).0)
        }
        Coding::Xml(codec) => codec.decode(content_type, bytes),
        Coding::Streamed | Coding::Sequential(_) => Err(JsonError::new("", "bytes are no value")),
    }
}

/// The text of a body, read by the `charset` of its `Content-Type`: UTF-8 unless it says otherwise.
///
/// # Errors
/// When the bytes are no text in that charset, or nobody here knows it.
///
/// ```
/// use countersign_core::content::text;
///
/// assert_eq!(text("text/plain; charset=ISO-8859-1", b"caf\xe9").unwrap(), "caf\u{e9}");
/// assert!(text("text/plain", b"caf\xe9").is_err());
/// ```
pub fn text<'b>(content_type: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, JsonError> {
    let charset = media_type::parameter(content_type, "charset").unwrap_or_default();
    match charset.to_ascii_lowercase().as_str() {
        "" | "utf-8" | "utf8" => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            std::str::from_utf8(bytes)
                .map(Cow::Borrowed)
                .map_err(|error| {
                    let position = error.valid_up_to();
                    JsonError::new("", format!("is no UTF-8 after byte {position}"))
                })
        }
        "us-ascii" | "ascii" => match std::str::from_utf8(bytes) {
            Ok(text) if text.is_ascii() => Ok(Cow::Borrowed(text)),
            _ => Err(JsonError::new("", "is no US-ASCII text")),
        },
        "iso-8859-1" | "latin1" => Ok(bytes.iter().copied().map(char::from).collect()),
        _ => Err(JsonError::new(
            "",
            "has an unknown charset; UTF-8, US-ASCII and ISO-8859-1 are understood",
        )),
    }
}

/// Which of these media types is answered with, by the caller's `Accept`; the first of equals. `None` when the caller takes
/// none of them.
pub fn preferred(accept: &str, offered: &[&MediaDescriptor]) -> Option<usize> {
    let silent = !accept
        .split(',')
        .any(|range| media_type::MediaType::parse(range).is_some());
    let weights = offered.iter().enumerate().map(|(index, media)| {
        let parsed = media_type::MediaType::parse(media.sent_name());
        let weight = parsed.map_or(0, |media| media_type::weight(accept, &media));
        (if silent { 1 } else { weight }, index)
    });
    weights
        .filter(|(weight, _)| *weight > 0)
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, index)| index)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    static MEDIA: [MediaDescriptor; 4] = [
        MediaDescriptor::json(&Schema::ANY),
        MediaDescriptor::new("text/*", &Schema::INTEGER, Coding::Text),
        MediaDescriptor::new(
            "application/x-www-form-urlencoded",
            &Schema::ANY,
            Coding::Form(&[]),
        ),
        MediaDescriptor::raw("image/*"),
    ];

    #[test]
    fn every_coding_writes_what_it_reads() {
        let check = |media: &'static MediaDescriptor, value: Value, text: &str| {
            assert_eq!(encode(media, &value).unwrap(), text);
            assert_eq!(
                decode(media, media.sent_name(), text.as_bytes()).unwrap(),
                value
            );
        };
        check(&MEDIA[0], json!({ "a": [1] }), r#"{"a":[1]}"#);
        check(&MEDIA[1], json!(5), "5");
        check(&MEDIA[2], json!({ "a": "b c" }), "a=b%20c");
        assert!(encode(&MEDIA[1], &json!([1])).is_err());
        assert!(decode(&MEDIA[0], "", b"[1").is_err());
    }

    #[test]
    fn the_caller_s_weights_choose_and_order_breaks_ties() {
        let offered: Vec<&MediaDescriptor> = MEDIA.iter().collect();
        let check = |accept, expect| assert_eq!(preferred(accept, &offered), expect, "{accept}");
        check("", Some(0));
        check("*/*", Some(0));
        check("text/plain, */*;q=0.5", Some(1));
        check(
            "application/json;q=0.1, application/x-www-form-urlencoded",
            Some(2),
        );
        check("application/octet-stream", Some(3));
        check("text/html", None);
        check("*/*;q=0", None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40), charset in "(charset=)?[a-z0-9-]{0,10}") {
            for media in &MEDIA {
                let _ = decode(media, &format!("text/plain;{charset}"), &bytes);
            }
        }
    }
}
