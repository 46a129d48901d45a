//! Equal rewrites: one meaning in two spellings, at every place of a message, both ways, in requests and in responses.

use countersign_breaking_check::{Options, Report, compare};
use countersign_contract::Severity;
use serde_json::{Value, json};

use crate::support::contract;

/// The places of a body at which a schema is tried.
const PLACES: [&str; 4] = ["root", "property", "item", "value of a map"];

/// The schema at a place of a body.
fn at(place: &str, schema: &Value) -> Value {
    match place {
        "property" => {
            json!({"type": "object", "required": ["part"], "properties": {"part": schema}})
        }
        "item" => json!({"type": "array", "items": schema}),
        "value of a map" => json!({"type": "object", "additionalProperties": schema}),
        _ => schema.clone(),
    }
}

/// A document with one operation that takes or gives the schema.
pub(crate) fn document(
    version: &str,
    schema: &Value,
    components: &Value,
    response: bool,
) -> String {
    let content = json!({"application/json": {"schema": schema}});
    let operation = if response {
        json!({"responses": {"200": {"description": "ok", "content": content}}})
    } else {
        json!({"requestBody": {"content": content}, "responses": {"200": {"description": "ok"}}})
    };
    let document = json!({
        "openapi": version,
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"post": operation}},
        "components": {"schemas": components},
    });
    document.to_string()
}

/// One way to write a schema.
struct Spelling {
    version: &'static str,
    schema: Value,
    components: Value,
}

fn plain(schema: Value) -> Spelling {
    Spelling {
        version: "3.1.0",
        schema,
        components: json!({}),
    }
}

fn old(schema: Value) -> Spelling {
    Spelling {
        version: "3.0.3",
        ..plain(schema)
    }
}

fn with(schema: Value, components: Value) -> Spelling {
    Spelling {
        components,
        ..plain(schema)
    }
}

pub(crate) fn findings(report: &Report) -> Vec<String> {
    let found = report.changes.iter();
    found
        .map(|change| {
            format!(
                "{} {:?} {}: {}",
                change.rule,
                change.severity,
                change.verdict.name(),
                change.message
            )
        })
        .collect()
}

/// Nothing that would alarm anybody, wherever it stands and whichever way it is rewritten.
fn same(one: &Spelling, other: &Spelling) {
    for place in PLACES {
        for response in [false, true] {
            for (base, revision) in [(one, other), (other, one)] {
                let text = |side: &Spelling| {
                    document(
                        side.version,
                        &at(place, &side.schema),
                        &side.components,
                        response,
                    )
                };
                let (base, revision) = (text(base), text(revision));
                let report = compare(
                    &contract("base.json", &base),
                    &contract("revision.json", &revision),
                    &Options::default(),
                );
                let alarming = report
                    .changes
                    .iter()
                    .any(|change| change.severity > Severity::Info);
                assert!(
                    !alarming,
                    "as {place}, response {response}\n{base}\n=>\n{revision}\n{:#?}",
                    findings(&report)
                );
            }
        }
    }
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

#[test]
fn a_reference_is_what_it_leads_to() {
    let price = json!({"type": "integer", "minimum": 1});
    let order = json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "price": price}});
    same(
        &plain(price.clone()),
        &with(reference("Price"), json!({"Price": price})),
    );
    same(
        &plain(order.clone()),
        &with(
            reference("Order"),
            json!({
                "Price": price,
                "Order": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "price": reference("Price")}},
            }),
        ),
    );
    same(
        &with(reference("A"), json!({"A": order})),
        &with(reference("B"), json!({"B": reference("C"), "C": order})),
    );
}

#[test]
fn parts_of_all_of_are_one_schema() {
    let whole = json!({"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string"}, "b": {"type": "integer", "minimum": 1}}});
    same(
        &plain(whole.clone()),
        &plain(json!({"allOf": [
            {"type": "object", "properties": {"a": {"type": "string"}}},
            {"type": "object", "properties": {"b": {"type": "integer"}}},
            {"required": ["a"]},
            {"allOf": [{"required": ["b"]}, {"properties": {"b": {"minimum": 1}}}]},
        ]})),
    );
    same(
        &plain(whole),
        &with(
            json!({"allOf": [reference("Base"), {"required": ["b"], "properties": {"b": {"type": "integer", "minimum": 1}}}]}),
            json!({"Base": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}}),
        ),
    );
    same(
        &plain(json!({"type": "string", "minLength": 1, "maxLength": 9})),
        &plain(json!({"allOf": [{"type": "string", "maxLength": 9}, {"minLength": 1}]})),
    );
}

#[test]
fn order_and_repetition_say_nothing() {
    same(
        &plain(json!({"enum": ["a", "b", "c"]})),
        &plain(json!({"enum": ["c", "a", "b"]})),
    );
    same(
        &plain(
            json!({"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}),
        ),
        &plain(
            json!({"type": "object", "required": ["b", "a"], "properties": {"b": {"type": "string"}, "a": {"type": "string"}}}),
        ),
    );
    same(
        &plain(json!({"type": ["string", "integer", "null"]})),
        &plain(json!({"type": ["null", "integer", "string"]})),
    );
    for union in ["anyOf", "oneOf"] {
        let cat = json!({"type": "object", "required": ["claws"], "properties": {"claws": {"type": "integer"}}});
        same(
            &plain(json!({union: [cat, {"type": "string"}, {"type": "integer"}]})),
            &plain(json!({union: [{"type": "integer"}, cat, {"type": "string"}]})),
        );
    }
    same(
        &plain(json!({"anyOf": [{"type": "string"}, {"type": "integer"}]})),
        &plain(json!({"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "string"}]})),
    );
    same(
        &plain(json!({"type": "string", "maxLength": 3})),
        &plain(
            json!({"allOf": [{"type": "string", "maxLength": 3}, {"type": "string", "maxLength": 3}, {"maxLength": 5}]}),
        ),
    );
}

#[test]
fn null_is_spelled_in_many_ways() {
    let spellings = [
        plain(json!({"type": ["string", "null"]})),
        plain(json!({"oneOf": [{"type": "string"}, {"type": "null"}]})),
        plain(json!({"anyOf": [{"type": "null"}, {"type": "string"}]})),
        plain(json!({"anyOf": [{"type": "string"}, {"enum": [null]}]})),
        plain(json!({"oneOf": [{"const": null}, {"type": "string"}]})),
        old(json!({"type": "string", "nullable": true})),
    ];
    for (at, one) in spellings.iter().enumerate() {
        for other in &spellings[at + 1..] {
            same(one, other);
        }
    }
    same(
        &with(
            json!({"oneOf": [reference("Price"), {"type": "null"}]}),
            json!({"Price": {"type": "integer"}}),
        ),
        &plain(json!({"type": ["integer", "null"]})),
    );
    same(
        &plain(json!({"type": ["string", "null"], "enum": ["a", "b", null]})),
        &old(json!({"type": "string", "nullable": true, "enum": ["a", "b", null]})),
    );
}

#[test]
fn listed_values_are_spelled_in_many_ways() {
    same(
        &plain(json!({"const": "a"})),
        &plain(json!({"enum": ["a"]})),
    );
    same(
        &plain(json!({"type": "string", "const": "a"})),
        &plain(json!({"const": "a"})),
    );
    let listed = plain(json!({"type": "string", "enum": ["a", "b"]}));
    for union in ["anyOf", "oneOf"] {
        same(
            &listed,
            &plain(json!({union: [{"const": "a"}, {"const": "b"}]})),
        );
        same(
            &listed,
            &plain(json!({"type": "string", union: [{"const": "b"}, {"enum": ["a"]}]})),
        );
    }
    same(
        &listed,
        &plain(
            json!({"type": "string", "enum": ["a", "b"], "minLength": 1, "maxLength": 1, "pattern": "^[a-z]$"}),
        ),
    );
    same(
        &listed,
        &plain(
            json!({"type": "string", "allOf": [{"enum": ["a", "b", "c"]}, {"enum": ["b", "a", "d"]}]}),
        ),
    );
}

#[test]
fn numbers_are_spelled_in_many_ways() {
    same(
        &plain(json!({"type": "integer", "minimum": 1, "maximum": 9})),
        &plain(json!({"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 10})),
    );
    same(
        &plain(json!({"type": "integer"})),
        &plain(json!({"type": "number", "multipleOf": 1})),
    );
    same(
        &plain(json!({"type": "integer", "minimum": 1})),
        &plain(json!({"type": "integer", "minimum": 1.0})),
    );
    same(
        &plain(json!({"type": "integer", "minimum": 1})),
        &plain(json!({"type": "integer", "minimum": 0.5})),
    );
    same(
        &plain(json!({"type": "number", "multipleOf": 2})),
        &plain(json!({"type": "integer", "multipleOf": 2})),
    );
    same(
        &plain(json!({"type": "integer", "multipleOf": 6})),
        &plain(json!({"type": "integer", "allOf": [{"multipleOf": 2}, {"multipleOf": 3}]})),
    );
    same(
        &plain(json!({"type": "number", "exclusiveMinimum": 0})),
        &old(json!({"type": "number", "minimum": 0, "exclusiveMinimum": true})),
    );
}

#[test]
fn texts_are_spelled_in_many_ways() {
    for (one, other) in [
        ("^[0-9]+$", "^\\d+$"),
        ("^(a|b)$", "^[ab]$"),
        ("^a+$", "^aa*$"),
        ("^[a-z]{2,3}$", "^[a-z][a-z][a-z]?$"),
        ("^(on|off)$", "^o(n|ff)$"),
    ] {
        same(
            &plain(json!({"type": "string", "pattern": one})),
            &plain(json!({"type": "string", "pattern": other})),
        );
    }
    same(
        &plain(json!({"type": "string", "pattern": "^[a-z]{2}$"})),
        &plain(json!({"type": "string", "pattern": "^[a-z]+$", "minLength": 2, "maxLength": 2})),
    );
}

#[test]
fn what_is_the_default_of_a_keyword_may_be_written_out() {
    let object = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    same(
        &plain(object),
        &plain(json!({
            "type": "object", "properties": {"a": {"type": "string", "minLength": 0}}, "required": [], "minProperties": 0,
            "patternProperties": {}, "propertyNames": true, "dependentRequired": {"a": []}, "unevaluatedProperties": true,
        })),
    );
    same(
        &plain(json!({"type": "array"})),
        &plain(
            json!({"type": "array", "items": {}, "minItems": 0, "uniqueItems": false, "prefixItems": []}),
        ),
    );
    same(
        &plain(json!({"type": "array", "contains": {"type": "integer"}})),
        &plain(json!({"type": "array", "contains": {"type": "integer"}, "minContains": 1})),
    );
    same(
        &plain(json!({"type": "array", "items": {"type": "string"}})),
        &plain(
            json!({"type": "array", "items": {"type": "string"}, "minContains": 3, "unevaluatedItems": false, "then": false}),
        ),
    );
    same(
        &plain(json!({"type": "object", "additionalProperties": {"type": "integer"}})),
        &plain(
            json!({"type": "object", "additionalProperties": {"type": "integer"}, "unevaluatedProperties": false}),
        ),
    );
    same(
        &plain(json!({"type": "string", "readOnly": false, "deprecated": false})),
        &plain(json!({"type": "string"})),
    );
}

#[test]
fn what_applies_in_place_is_spelled_in_many_ways() {
    let text = plain(json!({"type": "string", "maxLength": 3}));
    same(
        &text,
        &plain(json!({"type": "string", "not": {"not": {"maxLength": 3}}})),
    );
    same(
        &text,
        &plain(json!({"if": true, "then": {"type": "string", "maxLength": 3}, "else": false})),
    );
    same(
        &text,
        &plain(json!({"anyOf": [{"type": "string", "maxLength": 3}, false]})),
    );
    same(
        &plain(json!({"oneOf": [{"type": "string"}, {"type": "integer"}]})),
        &plain(json!({"anyOf": [{"type": "string"}, {"type": "integer"}]})),
    );
    same(
        &plain(json!({"type": ["string", "integer"]})),
        &plain(json!({"oneOf": [{"type": "string"}, {"type": "integer"}]})),
    );
    same(
        &plain(
            json!({"oneOf": [{"type": "integer", "maximum": 3}, {"type": "integer", "minimum": 7}]}),
        ),
        &plain(
            json!({"anyOf": [{"type": "integer", "maximum": 3}, {"type": "integer", "minimum": 7}]}),
        ),
    );
    let card = json!({"card": {"type": "string"}, "cvc": {"type": "string"}});
    same(
        &plain(
            json!({"type": "object", "properties": card, "dependentRequired": {"card": ["cvc"]}}),
        ),
        &plain(
            json!({"type": "object", "properties": card, "if": {"required": ["card"]}, "then": {"required": ["cvc"]}}),
        ),
    );
    same(
        &plain(
            json!({"type": "object", "properties": card, "dependentRequired": {"card": ["cvc"]}}),
        ),
        &plain(
            json!({"type": "object", "properties": card, "dependentSchemas": {"card": {"required": ["cvc"]}}}),
        ),
    );
    same(
        &plain(
            json!({"type": "object", "properties": card, "dependentRequired": {"card": ["cvc"]}}),
        ),
        &plain(
            json!({"type": "object", "properties": card, "anyOf": [{"not": {"required": ["card"]}}, {"required": ["cvc"]}]}),
        ),
    );
}

#[test]
fn lists_and_objects_are_spelled_in_many_ways() {
    same(
        &plain(
            json!({"type": "array", "prefixItems": [{"type": "string"}, {"type": "string"}], "items": {"type": "string"}}),
        ),
        &plain(json!({"type": "array", "items": {"type": "string"}})),
    );
    same(
        &plain(json!({"type": "array", "prefixItems": [{"type": "string"}], "items": false})),
        &plain(json!({"type": "array", "prefixItems": [{"type": "string"}], "maxItems": 1})),
    );
    same(
        &plain(json!({"type": "array", "items": {"type": "string"}, "minItems": 1})),
        &plain(json!({"type": "array", "items": {"type": "string"}, "contains": {}})),
    );
    same(
        &plain(
            json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}),
        ),
        &plain(
            json!({"type": "object", "required": ["a"], "minProperties": 1, "properties": {"a": {"type": "string"}}}),
        ),
    );
    same(
        &plain(json!({"type": "object", "patternProperties": {"^x": {"type": "string"}}})),
        &plain(json!({"type": "object", "patternProperties": {"^(x|x)": {"type": "string"}}})),
    );
    same(
        &plain(
            json!({"type": "object", "additionalProperties": {"type": "string"}, "propertyNames": {"pattern": "^[a-z]{2}$"}}),
        ),
        &plain(
            json!({"type": "object", "additionalProperties": {"type": "string"}, "propertyNames": {"pattern": "^[a-z]+$", "minLength": 2, "maxLength": 2}}),
        ),
    );
}

#[test]
fn a_contract_in_3_0_is_the_same_in_3_1() {
    let shared = |note: Value| {
        json!({
            "Order": {"type": "object", "required": ["id", "price"], "properties": {
                "id": {"type": "string", "readOnly": true, "format": "uuid"},
                "note": note,
                "price": {"$ref": "#/components/schemas/Price"},
                "status": {"type": "string", "enum": ["open", "paid"], "default": "open"},
            }},
        })
    };
    let mut three_0 = shared(json!({"type": "string", "nullable": true, "example": "fragile"}));
    three_0["Price"] = json!({"type": "number", "minimum": 0, "exclusiveMinimum": true, "maximum": 10, "exclusiveMaximum": false});
    let mut three_1 = shared(json!({"type": ["string", "null"], "examples": ["fragile"]}));
    three_1["Price"] = json!({"type": "number", "exclusiveMinimum": 0, "maximum": 10});
    same(
        &Spelling {
            version: "3.0.3",
            schema: reference("Order"),
            components: three_0,
        },
        &with(reference("Order"), three_1),
    );
}
