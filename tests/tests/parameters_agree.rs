//! Generated servers and `countersign validate` read parameters with code of their own each; they must judge alike.

use std::sync::LazyLock;

use countersign_contract::model::ParameterShape;
use countersign_contract::schema::SchemaId;
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
    ]
}

struct Case {
    id: String,
    descriptor: ParameterDescriptor,
}

static CASES: LazyLock<(Validator<'static>, Vec<Case>)> = LazyLock::new(cases);

/// One operation for every style, explode and schema, in a contract and as tables.
fn cases() -> (Validator<'static>, Vec<Case>) {
    let mut paths = serde_json::Map::new();
    let mut spellings = Vec::new();
    for (location, style, word) in STYLES {
        for explode in [false, true] {
            for schema in schemas() {
                let id = format!("o{}", spellings.len());
                let path = if location == Location::Path {
                    format!("/{id}/{{p}}")
                } else {
                    format!("/{id}")
                };
                let parameter = json!({ "name": "p", "in": location.as_str(), "required": true, "style": word,
                    "explode": explode, "schema": schema });
                paths.insert(
                    path,
                    json!({ "get": { "operationId": id, "parameters": [parameter],
                    "responses": { "204": { "description": "" } } } }),
                );
                spellings.push((id, location, style, explode));
            }
        }
    }
    let document =
        json!({ "openapi": "3.2.0", "info": { "title": "T", "version": "1" }, "paths": paths });
    let loaded = load::load_text("contract.json", &document.to_string());
    let contract: &'static Contract = Box::leak(Box::new(loaded.contract.expect("a contract")));
    let cases = spellings
        .into_iter()
        .map(|(id, location, style, explode)| Case {
            descriptor: ParameterDescriptor {
                location,
                style,
                explode,
                required: true,
                schema: table(contract, schema_of(contract, &id)),
                ..ParameterDescriptor::path("p")
            },
            id,
        })
        .collect();
    (Validator::new(contract), cases)
}

/// The schema of an operation's only parameter.
fn schema_of(contract: &Contract, id: &str) -> SchemaId {
    let operation = contract.operation(id).expect("declared above");
    match operation.parameters[0].shape {
        ParameterShape::Schema { schema, .. } => schema,
        ParameterShape::Content(_) => panic!("{id} has a schema"),
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
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn servers_and_recordings_are_judged_alike(
        plain in "[;.]?(p=|p\\[[ab]\\]=|a=|b=)?[0-9ab,.|;=%&+ -]{1,10}",
        listed in "[;.]?(p=|a,)?(1|true|x|a=2|,|\\.|;p=|;b=|&p=|%2C|%20|\\|){1,5}",
    ) {
        let (validator, cases) = &*CASES;
        for case in cases {
            for text in [&plain, &listed] {
                prop_assert_eq!(
                    server_accepts(&case.descriptor, text),
                    validator_accepts(validator, case, text),
                    "{:?} {:?}", case.descriptor, text
                );
            }
        }
    }
}
