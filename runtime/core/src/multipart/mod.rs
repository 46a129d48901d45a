//! How do several parts travel in one body? (RFC 2046 section 5.1, RFC 7578 `multipart/form-data`, RFC 2387
//! `multipart/related`, OAS 3.1.1 Encoding Object)
//!
//! [`Parts`] stands between a type and the bytes: values are JSON values as everywhere, files are bytes or streams with a
//! name and a media type. What is sent is a stream where any file is one; what is received lies in memory, bounded by whoever
//! read the body, and files are slices of it.

mod decode;
mod encode;
mod file;
mod head;
mod object;
mod parts;
mod place;
mod positional;
mod reader;

pub use decode::{Collector, decode};
pub use encode::encode;
pub use file::{FilePart, Files};
pub use head::Head;
pub use object::{receive, send};
pub use parts::{FromParts, IntoParts, Parts};
pub use place::{Content, FromPart, IntoPart, put};
pub use positional::Positions;
pub use reader::{Event, Reader};

use bytes::Bytes;
use serde_json::Value;

use crate::json::JsonError;
use crate::operation::{Coding, MediaDescriptor};
use crate::schema::Schema;

/// What is known about one part beyond its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: &'static str,
    /// Whether it is a file.
    pub file: bool,
    /// `contentType`, the first one if there are several; empty for the usual one.
    pub content_type: &'static str,
}

impl Part {
    /// A file of any media type.
    pub const fn file(name: &'static str) -> Self {
        Self {
            name,
            file: true,
            content_type: "",
        }
    }

    /// A value of this media type.
    pub const fn value(name: &'static str, content_type: &'static str) -> Self {
        Self {
            name,
            file: false,
            content_type,
        }
    }
}

/// The parts of a body of this media type that came with this `Content-Type`, however they are told apart.
///
/// # Errors
/// When the media type is not one of parts, the bytes are no such body, or a part cannot be read: the path is its name or
/// position.
pub fn read(
    media: &'static MediaDescriptor,
    content_type: &str,
    bytes: &Bytes,
) -> Result<Parts, JsonError> {
    let schema = media.schema.unwrap_or(&Schema::ANY);
    match media.coding {
        Coding::Multipart(table) => decode(schema, table, content_type, bytes),
        Coding::Positional(positions) => positional::decode(schema, positions, content_type, bytes),
        Coding::Json
        | Coding::Text
        | Coding::Form(_)
        | Coding::Xml(_)
        | Coding::Sequential(_)
        | Coding::Streamed => Err(JsonError::new("", "the body has no parts")),
    }
}

impl Parts {
    /// The value that the parts of a body of this media type are, as a schema can be held against it: each file is an empty
    /// text. The names of the files, or their positions, come second; what the schema says about their text does not count.
    pub fn value_in(&self, media: &MediaDescriptor) -> (Value, Vec<String>) {
        match media.coding {
            Coding::Multipart(table) => self.to_value(media.schema.unwrap_or(&Schema::ANY), table),
            Coding::Positional(_)
            | Coding::Json
            | Coding::Text
            | Coding::Form(_)
            | Coding::Xml(_)
            | Coding::Sequential(_)
            | Coding::Streamed => self.to_array(),
        }
    }
}

/// Is it a form, whose parts all have names? (RFC 7578 section 4.2)
pub(crate) fn is_form_data(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("multipart/form-data")
}

/// What stands between the parts of one body: 128 random bits, which no file can guess.
///
/// # Errors
/// When the system has no randomness.
pub fn boundary() -> Result<String, JsonError> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits)
        .map_err(|_| JsonError::new("", "there is no randomness for a boundary"))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bits)))
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::body::{Body, BodySource};
    use crate::schema::Types;

    static TEXTS: Schema = Schema::array_of(&Schema::STRING);
    static META: Schema = Schema::of(Types::OBJECT);
    static METAS: Schema = Schema::array_of(&META);
    static FORM: Schema = Schema {
        types: Types::OBJECT,
        properties: &[
            ("note", &Schema::STRING),
            ("count", &Schema::INTEGER),
            ("tags", &TEXTS),
            ("meta", &META),
            ("metas", &METAS),
            ("file", &Schema::STRING),
            ("files", &TEXTS),
            ("quoted", &Schema::STRING),
        ],
        ..Schema::ANY
    };
    static TABLE: &[Part] = &[
        Part::file("file"),
        Part {
            content_type: "image/png",
            ..Part::file("files")
        },
        Part::value("quoted", "application/json"),
    ];
    static MEDIA: MediaDescriptor =
        MediaDescriptor::new("multipart/form-data", &FORM, Coding::Multipart(TABLE));
    const TYPE: &str = "multipart/form-data; boundary=b";

    fn written(parts: Parts) -> Bytes {
        let source = encode(&MEDIA, parts, "b").unwrap().1;
        source
            .open()
            .read(1 << 20)
            .now_or_never()
            .expect("nothing to wait for")
            .unwrap()
    }

    fn read(text: &str) -> Result<Parts, JsonError> {
        decode(&FORM, TABLE, TYPE, &Bytes::from(text.replace('\n', "\r\n")))
    }

    fn refused(text: &str) -> String {
        read(text).unwrap_err().message
    }

    #[test]
    fn parts_are_written_as_rfc_7578_says() {
        let mut parts = Parts::default();
        parts.value("count", &5);
        parts.files(
            "file",
            FilePart::new("bytes").with_file_name("a\"b\r\n.txt"),
        );
        let text = String::from_utf8(written(parts).into()).unwrap();
        assert_eq!(
            text.replace("\r\n", "\n"),
            "--b\nContent-Disposition: form-data; name=\"count\"\n\n5\n--b\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0A.txt\"\n\
             Content-Type: application/octet-stream\n\nbytes\n--b--\n"
        );
    }

    #[test]
    fn every_kind_of_part_survives() {
        let mut parts = Parts::default();
        parts.value("note", "a\r\n--b\u{e9}");
        parts.value("tags", &["x", ""]);
        parts.value("meta", &json!({ "a": [1] }));
        parts.value("metas", &json!([{ "a": 1 }, {}]));
        parts.value("quoted", "5");
        parts.files(
            "file",
            FilePart::new("1\r\n2").with_content_type("text/csv"),
        );
        parts.files("files", vec![FilePart::new("x"), FilePart::new("")]);
        let bytes = encode(&MEDIA, parts.clone(), "bb").unwrap().1;
        let bytes = bytes.bytes().expect("everything is in memory").clone();
        let mut seen =
            decode(&FORM, TABLE, "multipart/form-data; boundary=\"bb\"", &bytes).unwrap();
        assert_eq!(seen.values, parts.values);
        let files: Vec<FilePart> = seen.take_files("files").unwrap();
        assert_eq!(files[0].content_type.as_deref(), Some("image/png"));
        assert_eq!(files[1].bytes().unwrap(), "");
        let file: FilePart = seen.take_files("file").unwrap();
        assert_eq!(file.content_type.as_deref(), Some("text/csv"));
        assert_eq!(file.bytes().unwrap(), "1\r\n2");
        assert_eq!(
            seen.take_files::<Option<FilePart>>("file")
                .unwrap()
                .map(|_| ()),
            None
        );
    }

    #[test]
    fn a_stream_among_the_parts_makes_the_body_a_stream() {
        let stream = || Body::new(http_body_util::Full::new(Bytes::from_static(b"xyz")));
        let mut parts = Parts::default();
        parts.files("file", FilePart::new(BodySource::factory(stream)));
        let source = encode(&MEDIA, parts, "b").unwrap().1;
        assert!(source.is_replayable() && source.bytes().is_none());
        let first = source.open().read(999).now_or_never().unwrap().unwrap();
        assert_eq!(
            first,
            source.open().read(999).now_or_never().unwrap().unwrap()
        );
        assert!(String::from_utf8_lossy(&first).contains("\r\n\r\nxyz\r\n--b--"));
        let mut parts = Parts::default();
        parts.files("file", FilePart::new(BodySource::once(stream())));
        assert!(!encode(&MEDIA, parts, "b").unwrap().1.is_replayable());
    }

    #[test]
    fn what_is_no_multipart_body_is_refused_with_a_reason() {
        assert!(refused("").contains("no boundary line"));
        assert!(
            refused("--b\nContent-Disposition: form-data; name=a\n\nx").contains("ends before")
        );
        assert!(refused("--b\nContent-Disposition: form-data; name=a\n--b--").contains("header"));
        assert!(refused("--b\nContent-Type: text/plain\n\nx\n--b--").contains("name"));
        assert!(refused(&format!("--b\nX: {}\n\nx\n--b--", "y".repeat(10_000))).contains("header"));
        assert!(
            refused(&format!(
                "{}--b--",
                "--b\nContent-Disposition: form-data; name=a\n\n\n".repeat(1_001)
            ))
            .contains("more than")
        );
        let decode = |content_type: &str| decode(&FORM, TABLE, content_type, &Bytes::new());
        assert!(
            decode("multipart/form-data")
                .unwrap_err()
                .message
                .contains("boundary")
        );
        assert!(decode(&format!("multipart/form-data; boundary={}", "x".repeat(71))).is_err());
    }

    #[test]
    fn a_part_is_read_by_its_own_charset_and_media_type() {
        let part = |head: &str, body: &str| {
            format!("--b\nContent-Disposition: form-data; name=\"note\"\n{head}\n{body}\n--b--\n")
        };
        assert_eq!(read(&part("", "5")).unwrap().values["note"], "5");
        assert_eq!(
            read(&part("Content-Type: application/json\n", "\"5\""))
                .unwrap()
                .values["note"],
            "5"
        );
        let error = read(&part("Content-Type: text/plain; charset=utf-7\n", "5")).unwrap_err();
        assert_eq!(error.path, "/note");
        assert!(read(&part("Content-Type: application/json\n", "{")).is_err());
    }

    static ROW: Schema = Schema {
        types: Types::ARRAY,
        prefix_items: &[&META, &Schema::INTEGER],
        items: Some(&Schema::STRING),
        ..Schema::ANY
    };
    static MIXED: MediaDescriptor = MediaDescriptor::new(
        "multipart/mixed",
        &ROW,
        Coding::Positional(&Positions {
            first: &[Part::value("", ""), Part::value("", "")],
            rest: Part {
                content_type: "image/png",
                ..Part::file("")
            },
        }),
    );

    #[test]
    fn parts_without_names_are_told_apart_by_their_places() {
        let mut parts = Parts::default();
        put::item(&mut parts, json!({ "a": 1 }));
        put::optional(&mut parts, Some(5_u8));
        let files = vec![
            FilePart::new("x"),
            FilePart::new("y").with_file_name("y.png"),
        ];
        put::rest(&mut parts, files);
        let (content_type, body) = encode(&MIXED, parts, "b").unwrap();
        let bytes = body.bytes().expect("everything is in memory");
        assert_eq!(
            String::from_utf8_lossy(bytes).replace("\r\n", "\n"),
            "--b\nContent-Type: application/json\n\n{\"a\":1}\n--b\n\
             Content-Type: text/plain; charset=utf-8\n\n5\n--b\n\
             Content-Type: image/png\n\nx\n--b\n\
             Content-Disposition: attachment; filename=\"y.png\"\nContent-Type: image/png\n\ny\n--b--\n"
        );
        let mut seen = super::read(&MIXED, &content_type, bytes).unwrap();
        let (value, files) = seen.value_in(&MIXED);
        assert_eq!(value, json!([{ "a": 1 }, 5, "", ""]));
        assert_eq!(files, ["2", "3"]);
        assert_eq!(seen.item::<Value>().unwrap(), json!({ "a": 1 }));
        assert_eq!(seen.optional::<u8>().unwrap(), Some(5));
        let files: Vec<FilePart> = seen.rest().unwrap();
        assert_eq!(files[1].file_name.as_deref(), Some("y.png"));
        assert_eq!(seen.item::<u8>().unwrap_err().path, "/4");
    }

    #[test]
    fn no_place_is_passed_over() {
        let mut parts = Parts::default();
        put::item(&mut parts, Value::Null);
        put::optional(&mut parts, None::<u8>);
        let body = encode(&MIXED, parts.clone(), "b").unwrap().1;
        let text = String::from_utf8_lossy(body.bytes().unwrap()).into_owned();
        assert!(text.ends_with("json\r\n\r\nnull\r\n--b--\r\n"), "{text}");
        put::rest(&mut parts, vec![FilePart::new("x")]);
        assert_eq!(encode(&MIXED, parts, "b").unwrap_err().path, "/1");
    }

    #[test]
    fn a_place_with_a_wrong_part_is_named() {
        let read = |text: &str| {
            let bytes = Bytes::from(text.replace('\n', "\r\n"));
            super::read(&MIXED, TYPE, &bytes)
        };
        let error = read("--b\n\n{}\n--b\nContent-Type: application/json\n\n{\n--b--");
        assert_eq!(error.unwrap_err().path, "/1");
        let mut parts = read("--b\n\n{}\n--b\n\nx\n--b--").unwrap();
        assert_eq!(parts.value_in(&MIXED).0, json!([{}, "x"]));
        parts.item::<Value>().unwrap();
        assert_eq!(parts.item::<u8>().unwrap_err().path, "/1");
    }

    proptest! {
        #[test]
        fn any_bytes_are_parts_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80), text in "(--b|\r\n|Content-Disposition: form-data; name=|a|-|\"|:){0,20}") {
            for bytes in [Bytes::from(bytes), Bytes::from(text)] {
                let _ = decode(&FORM, TABLE, TYPE, &bytes);
                let _ = super::read(&MIXED, TYPE, &bytes);
            }
        }

        #[test]
        fn any_values_survive_at_their_places(count in any::<i64>(), texts in prop::collection::vec("\\PC{0,9}|(\r|\n|--b){0,4}", 0..4)) {
            static TEXTS_BY_PLACE: Schema = Schema { items: Some(&META), prefix_items: &[&Schema::INTEGER, &TEXTS], ..Schema::ARRAY };
            static MEDIA: MediaDescriptor = MediaDescriptor::new("multipart/mixed", &TEXTS_BY_PLACE, Coding::Positional(&Positions::all(Part::value("", ""))));
            let items = vec![json!(count), json!(texts), json!({ "texts": texts }), json!({})];
            let (content_type, body) = encode(&MEDIA, Parts::of_items(items.clone()), "0123456789abcdef").unwrap();
            let seen = super::read(&MEDIA, &content_type, body.bytes().unwrap()).unwrap();
            prop_assert_eq!(seen.value_in(&MEDIA).0, Value::Array(items));
        }

        #[test]
        fn any_file_survives(content in prop::collection::vec(prop_oneof![Just(b'\r'), Just(b'\n'), Just(b'-'), Just(b'b'), any::<u8>()], 0..40), name in "[^\\x00-\\x1f\\x7f%]{0,9}") {
            let mut parts = Parts::default();
            parts.files("file", FilePart::new(content.clone()).with_file_name(name.clone()));
            let source = encode(&MEDIA, parts, "0123456789abcdef").unwrap().1;
            let bytes = source.bytes().unwrap().clone();
            let mut seen = decode(&FORM, TABLE, "multipart/form-data; boundary=0123456789abcdef", &bytes).unwrap();
            let file: FilePart = seen.take_files("file").unwrap();
            prop_assert_eq!(file.bytes().unwrap(), &content);
            prop_assert_eq!(file.file_name, Some(name));
        }
    }
}
