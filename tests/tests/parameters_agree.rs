//! Generated servers and `countersign validate` read parameters with code of their own each; they must judge alike.

use std::sync::LazyLock;

use countersign_contract::model::ParameterShape;
use countersign_contract::schema::{SchemaId, visit};
use countersign_contract::{Contract, Severity, load};
use countersign_core::operation::{Location, ParameterDescriptor, Style};
use countersign_core::schema::{Direction, is_valid};
use countersign_core::style::{Pairs, Raw, decode};
use countersign_end_to_end::schema_table::table;
use countersign_validator::{Body, Headers, RecordedRequest, Validator};
use proptest::prelude::*;
use serde_json::{Value, json};

const STYLES: [(Location, Style, &str); 10] = [
    (Location::Path, Style::Simple, "simple"),
    (Location::Path, Style::Label, "label"),
    (Location::Path, Style::Matrix, "matrix"),
    (Location::Query, Style::Form, "form"),
    (Location::Query, Style::SpaceDelimited, "spaceDelimited"),
    (Location::Query, Style::PipeDelimited, "pipeDelimited"),
    (Location::Query, Style::DeepObject, "deepObject"),
    (Location::Header, Style::Simple, "simple"),
    (Location::Cookie, Style::Form, "form"),
    (Location::Cookie, Style::Cookie, "cookie"),
];

/// Media types in place of a style.
const MEDIA_TYPES: [&str; 3] = ["application/json", "text/plain", "application/xml"];

fn schemas() -> Vec<Value> {
    vec![
        json!({ "type": "string", "minLength": 2 }),
        json!({ "type": "integer", "maximum": 20 }),
        json!({ "type": ["boolean", "null"] }),
        json!({ "enum": [1, "a", true] }),
        json!({ "type": "array", "items": { "type": "integer" }, "maxItems": 2 }),
        json!({ "type": "array", "prefixItems": [{ "type": "boolean" }], "items": { "type": "string" } }),
        json!({ "type": "object", "properties": { "a": { "type": "integer" }, "b": { "type": "string" } }, "required": ["a"] }),
        json!({ "oneOf": [{ "type": "number" }, { "type": "array", "items": { "type": "string" } }] }),
        json!({ "allOf": [{ "type": "object" }, { "additionalProperties": { "type": "boolean" } }] }),
        json!({ "type": "object", "properties": { "a": { "type": "array", "items": { "type": "object", "properties": {
            "b": { "type": "integer" } } } }, "b": { "type": "array", "items": { "type": "integer" }, "maxItems": 2 } } }),
    ]
}

struct Case {
    id: String,
    descriptor: ParameterDescriptor,
}

static CASES: LazyLock<(Validator<'static>, Vec<Case>)> = LazyLock::new(cases);

/// Every way that a parameter may be described, and as what tables read it.
fn spellings() -> Vec<(Value, ParameterDescriptor)> {
    let mut spellings = Vec::new();
    for (location, style, word) in STYLES {
        for explode in [false, true] {
            let parameter = json!({ "in": location.as_str(), "style": word, "explode": explode });
            let descriptor = ParameterDescriptor {
                location,
                style,
                explode,
                required: true,
                ..ParameterDescriptor::path("p")
            };
            spellings.push((parameter, descriptor));
        }
    }
    let usual = [
        ParameterDescriptor::path("p"),
        ParameterDescriptor::query("p").required(),
        ParameterDescriptor::header("p").required(),
        ParameterDescriptor::cookie("p").required(),
    ];
    for descriptor in usual {
        for media_type in MEDIA_TYPES {
            let parameter =
                json!({ "in": descriptor.location.as_str(), "content": { media_type: {} } });
            let json = media_type == "application/json";
            spellings.push((parameter, ParameterDescriptor { json, ..descriptor }));
        }
    }
    let in_query = |one: &&(Value, ParameterDescriptor)| one.1.location == Location::Query;
    let empty: Vec<_> = spellings.iter().filter(in_query).cloned().collect();
    spellings.extend(empty.into_iter().map(|(mut parameter, descriptor)| {
        parameter["allowEmptyValue"] = json!(true);
        let allow_empty = true;
        (
            parameter,
            ParameterDescriptor {
                allow_empty,
                ..descriptor
            },
        )
    }));
    spellings
}

/// One operation for every spelling and schema, in a contract and as tables.
fn cases() -> (Validator<'static>, Vec<Case>) {
    let mut paths = serde_json::Map::new();
    let mut declared = Vec::new();
    for (spelling, descriptor) in spellings() {
        for schema in schemas() {
            let id = format!("o{}", declared.len());
            let path = if descriptor.location == Location::Path {
                format!("/{id}/{{p}}")
            } else {
                format!("/{id}")
            };
            let mut parameter = spelling.clone();
            parameter["name"] = json!("p");
            parameter["required"] = json!(true);
            match parameter.get_mut("content").and_then(Value::as_object_mut) {
                Some(content) => content
                    .values_mut()
                    .for_each(|media| media["schema"] = schema.clone()),
                None => parameter["schema"] = schema,
            }
            paths.insert(
                path,
                json!({ "get": { "operationId": id, "parameters": [parameter],
                "responses": { "204": { "description": "" } } } }),
            );
            declared.push((id, descriptor));
        }
    }
    let document =
        json!({ "openapi": "3.2.0", "info": { "title": "T", "version": "1" }, "paths": paths });
    let loaded = load::load_text("contract.json", &document.to_string());
    let contract: &'static Contract = Box::leak(Box::new(loaded.contract.expect("a contract")));
    let cases = declared
        .into_iter()
        .map(|(id, descriptor)| Case {
            descriptor: match schema_of(contract, &id) {
                Some(schema) => descriptor.with_schema(table(contract, schema)),
                None => descriptor,
            },
            id,
        })
        .collect();
    (Validator::new(contract), cases)
}

/// What the operation's only parameter is held against: a text that is no JSON says nothing about lists and objects.
fn schema_of(contract: &Contract, id: &str) -> Option<SchemaId> {
    let operation = contract.operation(id).expect("declared above");
    match &operation.parameters[0].shape {
        ParameterShape::Schema { schema, .. } => Some(*schema),
        ParameterShape::Content(media) => media
            .schema
            .filter(|schema| media.is_json() || visit::is_scalar(contract, *schema)),
    }
}

fn server_accepts(descriptor: &ParameterDescriptor, text: &str) -> bool {
    let decoded = match descriptor.location {
        Location::Path => decode(descriptor, Raw::Path(text)),
        Location::Query => decode(descriptor, Raw::Query(&Pairs::from_query(text))),
        Location::QueryString => decode(descriptor, Raw::QueryString(text)),
        Location::Header => decode(descriptor, Raw::Header(&[text])),
        Location::Cookie => decode(descriptor, Raw::Cookie(&Pairs::from_cookies([text]))),
    };
    matches!(decoded, Ok(Some(value)) if is_valid(descriptor.schema, &value, Direction::Request))
}

fn validator_accepts(validator: &Validator<'_>, case: &Case, text: &str) -> bool {
    let id = &case.id;
    let (target, headers) = match case.descriptor.location {
        Location::Path => (format!("/{id}/{text}"), Vec::new()),
        Location::Query | Location::QueryString => (format!("/{id}?{text}"), Vec::new()),
        Location::Header => (format!("/{id}"), vec![("p".to_owned(), text.to_owned())]),
        Location::Cookie => (
            format!("/{id}"),
            vec![("Cookie".to_owned(), text.to_owned())],
        ),
    };
    let request = RecordedRequest {
        method: "GET".to_owned(),
        target,
        headers: Headers(headers),
        body: Body::Absent,
    };
    let checked = validator.check_request(&request, None);
    assert!(checked.operation.is_some(), "{request:?}");
    checked
        .findings
        .iter()
        .all(|finding| finding.severity < Severity::Error)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn servers_and_recordings_are_judged_alike(
        plain in "[;.]?(p=|p\\[[ab]\\](\\[[b01]?\\]){0,2}=|a=|b=)?[0-9ab,.|;=%&+ -]{1,10}",
        listed in "[;.]?(p=|a,)?(1|true|x|a=2|,|\\.|;p=|;b=|&p=|%2C|%20|\\|){1,5}",
        deep in "(p\\[[ab]\\](\\[[b01]?\\]){0,2}=(1|x)&){1,3}",
    ) {
        let (validator, cases) = &*CASES;
        for case in cases {
            for text in [&plain, &listed, &deep] {
                prop_assert_eq!(
                    server_accepts(&case.descriptor, text),
                    validator_accepts(validator, case, text),
                    "{:?} {:?}", case.descriptor, text
                );
            }
        }
    }
}

#[test]
fn nothing_is_judged_alike() {
    let (validator, cases) = &*CASES;
    for case in cases {
        for text in ["p=", "p", "p=&p=", "p=1&p=", "p=%22%22", "q="] {
            assert_eq!(
                server_accepts(&case.descriptor, text),
                validator_accepts(validator, case, text),
                "{:?} {text:?}",
                case.descriptor
            );
        }
    }
}
