//! Any text in the place of a parameter of any style: no panic, and a value that was read is read again from what it is
//! written as.
//!
//! The first byte chooses style and shape.
#![no_main]

use countersign_core::operation::{Location, ParameterDescriptor, Style};
use countersign_core::schema::{Schema, Types};
use countersign_core::style::{self, Encoded, Pairs, Raw};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

static LIST: Schema = Schema::array_of(&Schema::STRING);
static OBJECT: Schema = Schema {
    types: Types::OBJECT,
    properties: &[
        ("a", &Schema::STRING),
        ("b", &Schema::INTEGER),
        ("c", &LIST),
    ],
    ..Schema::ANY
};
static SHAPES: [&Schema; 5] = [
    &Schema::STRING,
    &Schema::INTEGER,
    &LIST,
    &OBJECT,
    &Schema::ANY,
];
const STYLES: [(Location, Style); 11] = [
    (Location::Path, Style::Simple),
    (Location::Path, Style::Label),
    (Location::Path, Style::Matrix),
    (Location::Query, Style::Form),
    (Location::Query, Style::SpaceDelimited),
    (Location::Query, Style::PipeDelimited),
    (Location::Query, Style::DeepObject),
    (Location::Header, Style::Simple),
    (Location::Cookie, Style::Form),
    (Location::Cookie, Style::Cookie),
    (Location::QueryString, Style::Form),
];

fuzz_target!(|bytes: &[u8]| {
    let [choice, text @ ..] = bytes else {
        return;
    };
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    // Digits that a double does not hold stand behind a random mark, which begins with this character. Nobody can know it but who
    // watches each comparison, as a fuzzer does.
    if text.contains('\0') || text.contains("%00") {
        return;
    }
    let choice = usize::from(*choice);
    let (location, style) = STYLES[choice % STYLES.len()];
    let parameter = ParameterDescriptor {
        location,
        style,
        explode: choice % 2 == 0,
        json: choice == 255,
        schema: SHAPES[choice / STYLES.len() % SHAPES.len()],
        ..ParameterDescriptor::query("p")
    };
    let Some(value) = read(&parameter, text) else {
        return;
    };
    let Ok(written) = style::encode(&parameter, &value) else {
        return;
    };
    let again = match &written {
        Encoded::Path(text) => read(&parameter, text),
        Encoded::Query(pairs) => read(&parameter, &pairs.join("&")),
        Encoded::Header(text) => text.as_deref().and_then(|text| read(&parameter, text)),
        Encoded::Cookie(pairs) => read(&parameter, &pairs.join("; ")),
    };
    if let Some(again) = again {
        assert_eq!(again, value, "{parameter:?} wrote {written:?}");
    }
});

fn read(parameter: &ParameterDescriptor, text: &str) -> Option<Value> {
    let (query, cookies) = (Pairs::from_query(text), Pairs::from_cookies([text]));
    let lines = [text];
    let raw = match parameter.location {
        Location::Path => Raw::Path(text),
        Location::Query => Raw::Query(&query),
        Location::QueryString => Raw::QueryString(text),
        Location::Header => Raw::Header(&lines),
        Location::Cookie => Raw::Cookie(&cookies),
    };
    style::decode(parameter, raw).ok().flatten()
}
