//! Any bytes under any `Content-Type` as a body: no panic, and a value that was read is checked without one either.
//!
//! The first line is the content type, the rest is the body.
#![no_main]

use countersign_core::content;
use countersign_core::form::Encoding;
use countersign_core::multipart::{Part, Positions};
use countersign_core::operation::{Coding, MediaDescriptor};
use countersign_core::schema::{Direction, Schema, Types, is_valid};
use libfuzzer_sys::fuzz_target;

static LIST: Schema = Schema::array_of(&Schema::INTEGER);
static INNER: Schema = Schema {
    types: Types::OBJECT,
    properties: &[("a", &Schema::STRING), ("b", &LIST), ("c", &INNER)],
    ..Schema::ANY
};
static BODY: Schema = Schema {
    types: Types::OBJECT,
    properties: &[
        ("text", &Schema::STRING),
        ("count", &Schema::INTEGER),
        ("list", &LIST),
        ("inner", &INNER),
        ("deep", &INNER),
        ("file", &Schema::STRING),
    ],
    required: &["text"],
    ..Schema::ANY
};
static FORM: &[Encoding] = &[Encoding::form("list"), Encoding::deep_object("deep")];
static PARTS: &[Part] = &[Part::file("file"), Part::value("inner", "application/json")];
static PLACES: Positions = Positions {
    first: &[Part::value("", "")],
    rest: Part::file(""),
};
static MEDIA: &[MediaDescriptor] = &[
    MediaDescriptor::json(&BODY),
    MediaDescriptor::new("text/plain", &BODY, Coding::Text),
    MediaDescriptor::new(
        "application/x-www-form-urlencoded",
        &BODY,
        Coding::Form(FORM),
    ),
    MediaDescriptor::new("multipart/form-data", &BODY, Coding::Multipart(PARTS)),
    MediaDescriptor::new("multipart/mixed", &LIST, Coding::Positional(&PLACES)),
];

fuzz_target!(|bytes: &[u8]| {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (head, body) = bytes.split_at(end);
    let body = body.get(1..).unwrap_or_default();
    let content_type = String::from_utf8_lossy(head);
    let _ = content::text(&content_type, body);
    for media in MEDIA {
        let Ok(value) = content::decode(media, &content_type, body) else {
            continue;
        };
        let _ = is_valid(&BODY, &value, Direction::Request);
        // What was read can be written, or there is a reason; what is written can be read.
        if let Ok(written) = content::encode(media, &value)
            && !matches!(media.coding, Coding::Text)
        {
            let again = content::decode(media, media.name, &written);
            assert!(again.is_ok(), "{value} became {written:?}: {again:?}");
        }
    }
});
