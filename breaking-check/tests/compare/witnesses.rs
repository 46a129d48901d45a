//! A second opinion on witnesses: the validator of the contract, asked about the whole body, without our pruning.

use countersign_breaking_check::{
    Location, Options, Side, Verdict, World, compare, explain, rules,
};
use countersign_contract::Contract;
use countersign_contract::model::{MediaType, Operation};
use countersign_contract::schema::Projection;
use countersign_validator::Validator;
use serde_json::Value;

use crate::support::{contract, example, report_on, summary};

/// Does the contract take this body at this location?
fn takes(contract: &Contract, location: &Location, body: &Value) -> Option<bool> {
    let operation: &Operation = contract.operations.first()?;
    let find = |content: &[MediaType], name: &str| {
        content
            .iter()
            .find(|media_type| media_type.name == name)?
            .schema
    };
    let (schema, projection) = match location {
        Location::RequestContent { media_type } => {
            let body = operation.request_body.as_ref()?;
            (find(&body.content, media_type)?, Projection::Request)
        }
        Location::ResponseContent { status, media_type } => {
            let mut responses = operation.responses.iter();
            let response = responses.find(|response| response.status == *status)?;
            (find(&response.content, media_type)?, Projection::Response)
        }
        _ => return None,
    };
    let verdict = Validator::new(contract).is_valid_schema(schema, body, projection);
    Some(verdict.expect("the examples have plain schemas"))
}

#[test]
fn a_schema_witness_is_taken_by_one_side_and_refused_by_the_other() {
    // The open world is plain JSON Schema, so a plain validator can judge.
    let options = Options {
        world: World::Open,
        ..Options::default()
    };
    let mut judged = 0;
    for rule in rules() {
        let example = example(explain(rule.id).expect("a registered rule is documented"));
        let base = contract("base.yaml", &example.base);
        let revision = contract("revision.yaml", &example.revision);
        for change in compare(&base, &revision, &options).changes {
            // Formats are annotations to a plain validator; the rule about them says so.
            let is_root = change.place.path.is_empty() && change.rule != "format-changed";
            let Some(witness) = change.witness.filter(|_| is_root) else {
                continue;
            };
            assert_eq!(change.verdict, Verdict::Proven);
            let takes = |side: Side| {
                let contract = match side {
                    Side::Base => &base,
                    Side::Revision => &revision,
                };
                takes(contract, &change.place.location, witness.value.as_ref()?)
            };
            if let (Some(accepted), Some(rejected)) =
                (takes(witness.accepted_by), takes(witness.rejected_by))
            {
                assert!(accepted && !rejected, "{}: {:?}", rule.id, witness.value);
                judged += 1;
            }
        }
    }
    assert!(judged >= 20, "{judged} witnesses were judged");
}

/// The text of the only witness; that a key is required now is a finding of its own.
fn only_witness(base: &str, revision: &str, response: bool) -> String {
    let mut report = report_on(base, revision, response);
    report
        .changes
        .retain(|change| change.rule != "idempotency-key-became-required");
    let [change] = report.changes.as_slice() else {
        panic!("one finding: {:#?}", report.changes);
    };
    change.witness.as_ref().expect("it is proven").text.clone()
}

#[test]
fn a_witness_carries_what_it_needs_and_no_more() {
    let schema = |more: &str| {
        format!(
            "type: object\nadditionalProperties: false\nproperties: {{ address: {{ type: string }}{more} }}"
        )
    };
    let witness = only_witness(&schema(", ends: { enum: [now] }"), &schema(""), false);
    assert!(witness.ends_with(r#"-d '{"ends":"now"}'"#), "{witness}");
}

#[test]
fn a_request_is_spelled_as_its_parameters_and_its_security_ask() {
    let document = |limit: &str| {
        format!(
            r#"paths:
  /shops/{{shop}}/orders:
    servers: [{{ url: "https://api.test/v1/" }}]
    put:
      security: [{{ key: [], login: [] }}]
      parameters:
        - {{ name: shop, in: path, required: true, schema: {{ type: string, example: tea & co }} }}
        - {{ name: tags, in: query, required: true, schema: {{ type: array, minItems: 2, items: {{ type: string, example: new }} }} }}
        - {{ name: filter, in: query, style: deepObject, required: true, schema: {{ type: object, required: [state], properties: {{ state: {{ enum: [open] }} }} }} }}
        - {{ name: X-Trace, in: header, required: true, schema: {{ type: string, format: uuid }} }}
        - {{ name: visit, in: cookie, required: true, schema: {{ type: integer }} }}
        - {{ name: limit, in: query, schema: {{ type: integer, maximum: {limit} }} }}
      responses: {{}}
components:
  securitySchemes:
    key: {{ type: apiKey, in: query, name: key }}
    login: {{ type: http, scheme: basic }}"#
        )
    };
    insta::assert_snapshot!(only_witness(&document("20"), &document("10"), false));
}

#[test]
fn a_form_is_spelled_as_a_form() {
    let form = |required: &str| {
        format!(
            r#"requestBody:
  content:
    application/x-www-form-urlencoded:
      schema: {{ type: object, required: [{required}], properties: {{ name: {{ type: string, example: "O'Hara" }}, size: {{ type: integer }} }} }}"#
        )
    };
    insta::assert_snapshot!(only_witness(&form("name"), &form("name, size"), false));
}

#[test]
fn a_text_that_must_match_a_pattern_does() {
    let schema = |most: u32| {
        format!(
            "type: object\nrequired: [id, size]\nproperties: {{ id: {{ type: string, pattern: '^AC[0-9a-f]{{4}}$' }}, size: {{ type: integer, minimum: 1, maximum: {most} }} }}"
        )
    };
    let witness = only_witness(&schema(9), &schema(5), false);
    assert!(
        witness.ends_with(r#"-d '{"id":"ACaaaa","size":6}'"#),
        "{witness}"
    );
}

/// `POST /things` with these keys of the operation and this largest `size` in its body.
fn sized(operation: &str, most: u32) -> String {
    let body = format!(
        "requestBody: {{ content: {{ application/json: {{ schema: {{ type: object, required: [size], properties: {{ size: {{ type: integer, maximum: {most} }} }} }} }} }} }}"
    );
    format!("{body}\n{operation}")
}

#[test]
fn a_request_carries_the_idempotency_key_that_its_policy_requires() {
    let witness =
        |base: &str, revision: &str| only_witness(&sized(base, 9), &sized(revision, 5), false);
    let required = "x-countersign-idempotency: required";
    let bare = " -H 'Idempotency-Key: 01234567-89ab-4cde-8f01-23456789abcd' ";
    let text = witness(required, required);
    assert!(text.contains(bare), "{text}");
    // A server that comes to require one must refuse for what the finding is about.
    let text = witness("", required);
    assert!(text.contains(bare), "{text}");
    let quoted = "x-countersign-idempotency: { key: required, header: X-Once, format: quoted }";
    let text = witness(quoted, quoted);
    let quoted = " -H 'X-Once: \"01234567-89ab-4cde-8f01-23456789abcd\"' ";
    assert!(text.contains(quoted), "{text}");
    for other in ["x-countersign-idempotency: accepted", ""] {
        let text = witness(other, other);
        assert!(!text.contains("Key"), "{text}");
    }
}

#[test]
fn a_declared_key_header_is_carried_once() {
    let declared = "parameters: [{ name: idempotency-key, in: header, required: true, schema: { type: string } }]";
    let witness = only_witness(&sized(declared, 9), &sized(declared, 5), false);
    assert_eq!(witness.matches("idempotency-key").count(), 1, "{witness}");
    assert!(witness.contains("-23456789abcd'"), "{witness}");
}

#[test]
fn declaring_a_key_header_that_was_required_already_breaks_nobody() {
    let declared = "parameters: [{ name: Idempotency-Key, in: header, required: true, schema: { type: string } }]";
    let policy = "x-countersign-idempotency: required";
    for (base, revision) in [(policy, declared), (declared, policy)] {
        let report = report_on(&sized(base, 9), &sized(revision, 9), false);
        for change in &report.changes {
            assert_eq!(change.verdict, Verdict::Harmless, "{}", change.message);
        }
    }
    // Without the policy, the new header is a break and the witness lacks it.
    let witness = only_witness(&sized("", 9), &sized(declared, 9), false);
    assert!(!witness.contains("Idempotency-Key"), "{witness}");
}

#[test]
fn a_lone_property_that_was_removed_is_named_as_the_reason() {
    let schema =
        |more: &str| format!("type: object\nproperties: {{ size: {{ type: integer }}{more} }}");
    let report = report_on(&schema(", note: { type: string }"), &schema(""), false);
    let witness = report.changes[0].witness.as_ref();
    let reason = &witness.expect("it is proven").reason;
    assert_eq!(reason, "`note` is not declared");
    let schema = |more: &str| format!("{}\nadditionalProperties: false", schema(more));
    let report = report_on(&schema(", note: { type: string }"), &schema(""), false);
    let witness = report.changes[0].witness.as_ref();
    let reason = &witness.expect("it is proven").reason;
    assert_eq!(reason, "no property is allowed here");
}

/// A body with these required properties, shown by this example.
fn shown(example: &str, required: &str) -> String {
    format!(
        r"requestBody:
  content:
    application/json:
      example: {example}
      schema:
        type: object
        required: [{required}]
        properties:
          sku: {{ type: string, pattern: '^[A-Z-]{{3,}}$' }}
          quantity: {{ type: integer, minimum: 1 }}
          size: {{ enum: [small, large], default: large }}
          note: {{ type: string }}"
    )
}

#[test]
fn a_witness_shows_what_the_examples_of_the_contract_show() {
    let witness = |example: &str| {
        let text = only_witness(
            &shown(example, "sku, quantity, size"),
            &shown(example, "sku, quantity, size, note"),
            false,
        );
        text.split_once(" -d ").expect("a body").1.to_owned()
    };
    assert_eq!(
        witness("{ sku: TEA-EARL-GREY, quantity: 2, note: thanks }"),
        r#"'{"sku":"TEA-EARL-GREY","quantity":2,"size":"large"}'"#
    );
    // Examples that the schema refuses prove nothing.
    assert_eq!(
        witness("{ sku: tea, quantity: 0, size: huge }"),
        r#"'{"sku":"AAA","quantity":1,"size":"large"}'"#
    );
}

#[test]
fn the_example_of_an_object_is_one_of_its_properties() {
    let schema = |required: &str| {
        format!(
            "type: object\nrequired: [owner{required}]\nexamples: [{{ owner: {{ name: Ada, born: 1815 }} }}]\nproperties: {{ owner: {{ type: object, required: [name], properties: {{ name: {{ type: string }}, born: {{ type: integer }} }} }}, age: {{ type: integer }} }}"
        )
    };
    let witness = only_witness(&schema(""), &schema(", age"), false);
    assert!(
        witness.ends_with(r#"-d '{"owner":{"name":"Ada"}}'"#),
        "{witness}"
    );
}

#[test]
fn an_example_that_a_longer_text_cannot_grow_from_is_left_alone() {
    let schema = |most: u32| {
        format!(
            "{{ type: string, pattern: '^([a-z]{{1,9}}|[A-Z]-[A-Z])$', maxLength: {most}, example: A-B }}"
        )
    };
    let witness = only_witness(
        &format!("type: array\nitems: {}", schema(8)),
        &format!("type: array\nitems: {}", schema(5)),
        false,
    );
    assert!(witness.contains("-d '[\"a"), "{witness}");
}

#[test]
fn a_value_that_no_sample_has_is_searched_for() {
    let base = "type: string\npattern: ^[a-y]{2,9}$";
    for (revision, shown) in [
        ("type: string\npattern: ^[a-x]{2,9}$", "ay"),
        ("type: string\npattern: ^[a-y]{3,9}$", "aa"),
    ] {
        let report = report_on(base, revision, false);
        assert_eq!(summary(&report), ["pattern-changed error proven"]);
        let witness = report.changes[0].witness.as_ref().expect("it is proven");
        assert_eq!(witness.value, Some(Value::from(shown)));
    }
    let wider = report_on(base, "type: string\npattern: ^[a-z]+$", false);
    assert_eq!(summary(&wider), ["pattern-changed info harmless"]);
}
