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
mod reader;

pub use decode::{Collector, decode};
pub use encode::encode;
pub use file::{FilePart, Files};
pub use head::Head;
pub use object::{receive, send};
pub use reader::{Event, Reader};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::json::{self, JsonError};
use crate::schema::Schema;
use crate::style::{self, Expectation};

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

/// The parts of one body.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    values: Map<String, Value>,
    files: Vec<(String, FilePart)>,
    mistake: Option<JsonError>,
}

/// A type that is sent as parts.
pub trait IntoParts {
    /// Hands its members over.
    fn into_parts(self, parts: &mut Parts);
}

/// A type that is received as parts.
pub trait FromParts: Sized {
    /// Takes its members out.
    ///
    /// # Errors
    /// When a part is missing or does not fit its type; the path names it.
    fn from_parts(parts: &mut Parts) -> Result<Self, JsonError>;
}

impl<T: IntoParts> IntoParts for Box<T> {
    fn into_parts(self, parts: &mut Parts) {
        (*self).into_parts(parts);
    }
}

impl<T: FromParts> FromParts for Box<T> {
    fn from_parts(parts: &mut Parts) -> Result<Self, JsonError> {
        T::from_parts(parts).map(Self::new)
    }
}

impl Parts {
    /// Parts of these values, without files.
    pub fn of(values: Map<String, Value>) -> Self {
        Self {
            values,
            ..Self::default()
        }
    }

    /// Adds a value; `null` is left out. One without a JSON form is reported when the parts are sent.
    pub fn value<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        match serde_json::to_value(value) {
            Ok(Value::Null) => {}
            Ok(value) => {
                self.values.insert(name.to_owned(), value);
            }
            Err(error) => {
                self.mistake
                    .get_or_insert(JsonError::at_member(name, error));
            }
        }
    }

    /// Adds files under one name.
    pub fn files(&mut self, name: &str, files: impl Files) {
        let files = files.into_files().into_iter();
        self.files.extend(files.map(|file| (name.to_owned(), file)));
    }

    /// Takes a value out; an absent one reads as `null`, so that an `Option` is `None`.
    ///
    /// # Errors
    /// When it does not fit `T`.
    pub fn take<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, JsonError> {
        let value = self.values.remove(name);
        let absent = value.is_none();
        json::from_value(json::integers(value.unwrap_or_default())).map_err(|error| {
            let message = if absent {
                "is missing".to_owned()
            } else {
                error.message
            };
            JsonError::new(error.path, message).within(name)
        })
    }

    /// Takes the files of one name out.
    ///
    /// # Errors
    /// When there are too few or too many.
    pub fn take_files<F: Files>(&mut self, name: &str) -> Result<F, JsonError> {
        let (own, others) = std::mem::take(&mut self.files)
            .into_iter()
            .partition(|(other, _)| other == name);
        self.files = others;
        let own: Vec<(String, FilePart)> = own;
        F::from_files(own.into_iter().map(|(_, file)| file).collect())
            .map_err(|reason| JsonError::at_member(name, reason))
    }

    /// Every file with the name of its part, in the order they came.
    pub fn all_files(&self) -> impl Iterator<Item = (&str, &FilePart)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file))
    }

    /// The values that the schema knows by name, each with its own schema.
    pub fn members(
        &self,
        schema: &'static Schema,
    ) -> impl Iterator<Item = (&str, &Value, &'static Schema)> {
        let declared = style::property_names(schema);
        self.values.iter().filter_map(move |(name, value)| {
            let known = declared.contains(&name.as_str());
            known.then(|| (name.as_str(), value, style::property(schema, name)))
        })
    }

    /// The values that an object of this schema always has, and that are not among these.
    pub fn missing(&self, schema: &'static Schema, table: &[Part]) -> Vec<&'static str> {
        let required = schema.always_required().into_iter();
        required
            .filter(|name| !table.iter().any(|part| part.file && part.name == *name))
            .filter(|name| !self.values.contains_key(*name))
            .collect()
    }

    /// The values, and an empty text in place of each file: what a schema can be held against. The names of the files come
    /// second; what the schema says about their text does not count.
    pub fn to_value(&self, schema: &Schema, table: &[Part]) -> (Value, Vec<&'static str>) {
        let lists = |name: &str| Expectation::of(style::property(schema, name)).is_list_only();
        let mut values = self.values.clone();
        let names = table.iter().filter(|part| part.file).map(|part| part.name);
        let names: Vec<&'static str> = names.collect();
        for name in &names {
            let count = self.files.iter().filter(|(other, _)| other == name).count();
            let empty = || Value::String(String::new());
            match count {
                0 => {}
                1 if !lists(name) => {
                    values.insert((*name).to_owned(), empty());
                }
                count => {
                    let empties = std::iter::repeat_with(empty).take(count);
                    values.insert((*name).to_owned(), empties.collect());
                }
            }
        }
        (Value::Object(values), names)
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use futures_util::FutureExt;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::body::{Body, BodySource};
    use crate::operation::{Coding, MediaDescriptor};
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

    proptest! {
        #[test]
        fn any_bytes_are_parts_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80), text in "(--b|\r\n|Content-Disposition: form-data; name=|a|-|\"|:){0,20}") {
            let _ = decode(&FORM, TABLE, TYPE, &Bytes::from(bytes));
            let _ = decode(&FORM, TABLE, TYPE, &Bytes::from(text));
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
