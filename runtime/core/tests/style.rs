//! The style table of the standard, and the law that what is encoded is read back.

use std::fmt::Write;

use countersign_core::operation::{Location, ParameterDescriptor, Style};
use countersign_core::schema::{Schema, Types};
use countersign_core::style::{Encoded, Pairs, Raw, StyleError, decode, encode};
use proptest::prelude::*;
use serde_json::{Value, json};

static STRING: Schema = Schema {
    types: Types::STRING,
    ..Schema::ANY
};
static INTEGER: Schema = Schema {
    types: Types::INTEGER,
    ..Schema::ANY
};
static NUMBER: Schema = Schema {
    types: Types::NUMBER,
    ..Schema::ANY
};
static BOOLEAN: Schema = Schema {
    types: Types::BOOLEAN,
    ..Schema::ANY
};
static STRINGS: Schema = Schema {
    types: Types::ARRAY,
    items: Some(&STRING),
    ..Schema::ANY
};
static INTEGERS: Schema = Schema {
    types: Types::ARRAY,
    items: Some(&INTEGER),
    ..Schema::ANY
};
static COLOURS: Schema = Schema {
    types: Types::OBJECT,
    properties: &[
        ("R", &INTEGER),
        ("name", &STRING),
        ("on", &BOOLEAN),
        ("share", &NUMBER),
    ],
    ..Schema::ANY
};
static EITHER: Schema = Schema {
    any_of: &[&INTEGER, &STRINGS],
    ..Schema::ANY
};
static FILTER: Schema = Schema {
    types: Types::OBJECT,
    properties: &[
        ("status", &STRINGS),
        ("range", &COLOURS),
        ("page", &INTEGER),
    ],
    ..Schema::ANY
};

static FLAG_FIRST: Schema = Schema {
    types: Types::ARRAY,
    prefix_items: &[&BOOLEAN],
    items: Some(&STRING),
    ..Schema::ANY
};

const STYLES: [(Location, Style); 9] = [
    (Location::Path, Style::Simple),
    (Location::Path, Style::Label),
    (Location::Path, Style::Matrix),
    (Location::Query, Style::Form),
    (Location::Query, Style::SpaceDelimited),
    (Location::Query, Style::PipeDelimited),
    (Location::Header, Style::Simple),
    (Location::Cookie, Style::Form),
    (Location::Cookie, Style::Cookie),
];

fn parameter(
    location: Location,
    style: Style,
    explode: bool,
    schema: &'static Schema,
) -> ParameterDescriptor {
    ParameterDescriptor {
        name: "color",
        location,
        style,
        explode,
        schema,
        ..ParameterDescriptor::path("color")
    }
}

fn spelled(encoded: &Encoded) -> String {
    match encoded {
        Encoded::Path(text) => text.clone(),
        Encoded::Query(pairs) => pairs.join("&"),
        Encoded::Header(text) => text.clone().unwrap_or_default(),
        Encoded::Cookie(pairs) => pairs.join("; "),
    }
}

fn read_back(
    parameter: &ParameterDescriptor,
    encoded: &Encoded,
) -> Result<Option<Value>, StyleError> {
    let text = spelled(encoded);
    match encoded {
        Encoded::Path(_) => decode(parameter, Raw::Path(&text)),
        Encoded::Query(_) => decode(parameter, Raw::Query(&Pairs::from_query(&text))),
        Encoded::Header(Some(_)) => decode(parameter, Raw::Header(&[&text])),
        Encoded::Header(None) => decode(parameter, Raw::Header(&[])),
        Encoded::Cookie(_) => decode(
            parameter,
            Raw::Cookie(&Pairs::from_cookies([text.as_str()])),
        ),
    }
}

#[test]
fn spellings_are_those_of_the_style_table() {
    let mut table = String::new();
    let list = json!(["blue", "black"]);
    let object = json!({ "R": 100, "name": "x y" });
    for (location, style) in STYLES {
        for explode in [false, true] {
            let spell = |schema, value: &Value| {
                encode(&parameter(location, style, explode, schema), value)
                    .map_or_else(|error| format!("({error})"), |encoded| spelled(&encoded))
            };
            let row = [
                spell(&STRING, &json!("")),
                spell(&STRING, &json!("a/b")),
                spell(&STRINGS, &list),
                spell(&COLOURS, &object),
            ];
            write!(
                table,
                "{} {style:?} explode={explode}\n    {}\n",
                location.as_str(),
                row.join("\n    ")
            )
            .unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn deep_objects_nest_by_brackets() {
    let parameter = parameter(Location::Query, Style::DeepObject, true, &FILTER);
    let filter = json!({ "status": ["open", "a&b"], "range": { "R": 1, "name": "1" }, "page": 2 });
    let encoded = encode(&parameter, &filter).unwrap();
    assert_eq!(
        spelled(&encoded),
        "color%5Bstatus%5D=open&color%5Bstatus%5D=a%26b&color%5Brange%5D%5BR%5D=1&color%5Brange%5D%5Bname%5D=1&color%5Bpage%5D=2"
    );
    assert_eq!(read_back(&parameter, &encoded), Ok(Some(filter)));
    let plain = Pairs::from_query("other=1&color[page]=2&color[range][R]=1&colors[page]=3");
    assert_eq!(
        decode(&parameter, Raw::Query(&plain)),
        Ok(Some(json!({ "page": 2, "range": { "R": 1 } })))
    );
}

#[test]
fn texts_are_typed_by_the_schema() {
    let read = |schema, query: &str| {
        decode(
            &parameter(Location::Query, Style::Form, true, schema),
            Raw::Query(&Pairs::from_query(query)),
        )
    };
    assert_eq!(read(&INTEGER, "color=5"), Ok(Some(json!(5))));
    assert_eq!(read(&STRING, "color=5"), Ok(Some(json!("5"))));
    assert_eq!(read(&BOOLEAN, "color=true"), Ok(Some(json!(true))));
    assert_eq!(read(&INTEGER, "color=abc"), Ok(Some(json!("abc"))));
    assert_eq!(read(&Schema::ANY, "color=5"), Ok(Some(json!("5"))));
    assert_eq!(read(&EITHER, "color=5"), Ok(Some(json!(5))));
    assert_eq!(
        read(&EITHER, "color=5&color=6"),
        Ok(Some(json!(["5", "6"])))
    );
    assert_eq!(read(&INTEGERS, "color=5"), Ok(Some(json!([5]))));
    assert_eq!(read(&INTEGERS, "color="), Ok(Some(json!([]))));
    assert_eq!(read(&STRING, "color=a+b%2Bc&x=1"), Ok(Some(json!("a b+c"))));
    assert_eq!(read(&STRING, "x=1"), Ok(None));
    assert_eq!(
        read(&INTEGER, "color=1&color=2"),
        Err(StyleError::Repeated(2))
    );
    assert_eq!(
        read(&COLOURS, "R=1&x=2&name=a"),
        Ok(Some(json!({ "R": 1, "name": "a" })))
    );
}

#[test]
fn several_header_lines_are_one_list() {
    let parameter = parameter(Location::Header, Style::Simple, false, &INTEGERS);
    assert_eq!(
        decode(&parameter, Raw::Header(&["1, 2", "3"])),
        Ok(Some(json!([1, 2, 3])))
    );
    assert_eq!(decode(&parameter, Raw::Header(&[])), Ok(None));
}

#[test]
fn reserved_characters_stay_where_the_contract_allows_them() {
    let parameter = ParameterDescriptor {
        allow_reserved: true,
        ..parameter(Location::Query, Style::Form, false, &STRING)
    };
    let encoded = encode(&parameter, &json!("https://x.test/?a=b&c#d+e%")).unwrap();
    assert_eq!(
        spelled(&encoded),
        "color=https://x.test/?a=b%26c%23d%2Be%25"
    );
}

#[test]
fn json_content_is_json_text() {
    for location in [
        Location::Path,
        Location::Query,
        Location::Header,
        Location::Cookie,
    ] {
        let parameter = ParameterDescriptor {
            json: true,
            ..parameter(location, Style::Simple, false, &FILTER)
        };
        for value in [json!({ "status": ["é;,\n"] }), json!(null), json!([])] {
            let encoded = encode(&parameter, &value).unwrap();
            assert!(spelled(&encoded).is_ascii());
            assert_eq!(read_back(&parameter, &encoded), Ok(Some(value)));
        }
    }
}

#[test]
fn what_would_be_read_as_something_else_is_refused() {
    let refused = |location, style, explode, schema, value: Value| {
        matches!(
            encode(&parameter(location, style, explode, schema), &value),
            Err(StyleError::Unrepresentable(_))
        )
    };
    assert!(refused(
        Location::Path,
        Style::Simple,
        false,
        &STRING,
        json!("")
    ));
    assert!(refused(
        Location::Path,
        Style::Simple,
        false,
        &STRING,
        json!("..")
    ));
    assert!(refused(
        Location::Path,
        Style::Simple,
        false,
        &STRING,
        json!(null)
    ));
    assert!(refused(
        Location::Header,
        Style::Simple,
        false,
        &STRINGS,
        json!(["a,b"])
    ));
    assert!(refused(
        Location::Header,
        Style::Simple,
        false,
        &STRING,
        json!("a\r\nb: c")
    ));
    assert!(refused(
        Location::Query,
        Style::SpaceDelimited,
        false,
        &STRINGS,
        json!(["a b"])
    ));
    assert!(refused(
        Location::Query,
        Style::Form,
        true,
        &STRINGS,
        json!([["a"]])
    ));
    assert!(refused(
        Location::Query,
        Style::DeepObject,
        true,
        &STRING,
        json!("a")
    ));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,6}",
        "\\PC{0,6}",
        Just("a,b;c=d.e|f g+h%20&i#/?[]".to_owned())
    ]
}

fn typed_value() -> impl Strategy<Value = (&'static Schema, Value)> {
    let colours = (
        any::<i64>(),
        text(),
        any::<bool>(),
        any::<f64>().prop_filter("JSON", |f| f.is_finite()),
    );
    prop_oneof![
        text().prop_map(|text| (&STRING, json!(text))),
        any::<i64>().prop_map(|number| (&INTEGER, json!(number))),
        any::<f64>()
            .prop_filter("JSON", |f| f.is_finite())
            .prop_map(|number| (&NUMBER, json!(number))),
        any::<bool>().prop_map(|flag| (&BOOLEAN, json!(flag))),
        proptest::collection::vec(text(), 0..4).prop_map(|list| (&STRINGS, json!(list))),
        proptest::collection::vec(any::<u64>(), 0..4).prop_map(|list| (&INTEGERS, json!(list))),
        colours.prop_map(|(r, name, on, share)| (
            &COLOURS,
            json!({ "R": r, "name": name, "on": on, "share": share })
        )),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_encoded_is_read_back((schema, value) in typed_value(), at in 0..STYLES.len(), explode: bool, allow_reserved: bool) {
        let (location, style) = STYLES[at];
        let parameter = ParameterDescriptor { allow_reserved, ..parameter(location, style, explode, schema) };
        if let Ok(encoded) = encode(&parameter, &value) {
            let nothing_sent = matches!(&encoded, Encoded::Query(pairs) | Encoded::Cookie(pairs) if pairs.is_empty());
            let expected = (!nothing_sent).then_some(value);
            prop_assert_eq!(read_back(&parameter, &encoded), Ok(expected), "{:?}", encoded);
        }
    }

    #[test]
    fn deep_objects_are_read_back(status in proptest::collection::vec(text(), 1..3), r: i64, page: u64) {
        let parameter = parameter(Location::Query, Style::DeepObject, true, &FILTER);
        let filter = json!({ "status": status, "range": { "R": r }, "page": page });
        prop_assert_eq!(read_back(&parameter, &encode(&parameter, &filter).unwrap()), Ok(Some(filter)));
    }

    #[test]
    fn no_text_makes_decoding_panic(text in "\\PC{0,40}", explode: bool, json: bool) {
        for (location, style) in STYLES.into_iter().chain([(Location::Query, Style::DeepObject)]) {
            for schema in [&STRING, &INTEGERS, &COLOURS, &FILTER, &Schema::ANY] {
                let parameter = ParameterDescriptor { json, ..parameter(location, style, explode, schema) };
                let raw = |raw: Raw<'_>| drop(decode(&parameter, raw));
                match location {
                    Location::Path => raw(Raw::Path(&text)),
                    Location::Query => raw(Raw::Query(&Pairs::from_query(&text))),
                    Location::Header => raw(Raw::Header(&[&text, &text])),
                    Location::QueryString => raw(Raw::QueryString(&text)),
                    Location::Cookie => raw(Raw::Cookie(&Pairs::from_cookies([text.as_str()]))),
                }
            }
        }
    }
}

#[test]
fn an_empty_text_is_an_empty_list_unless_its_items_are_text() {
    let read = |schema| {
        let parameter = parameter(Location::Query, Style::Form, true, schema);
        decode(&parameter, Raw::Query(&Pairs::from_query("color=")))
    };
    assert_eq!(read(&STRINGS), Ok(Some(json!([""]))));
    assert_eq!(read(&FLAG_FIRST), Ok(Some(json!([]))));
}
