//! The same meaning in other words is no change; a change hidden in other words is one.

use crate::support::{report_on, summary};

/// Both ways, in requests and in responses: nothing that would alarm anybody.
fn same(one: &str, other: &str) {
    for (base, revision) in [(one, other), (other, one)] {
        for response in [false, true] {
            let report = report_on(base, revision, response);
            let alarming: Vec<String> = summary(&report)
                .into_iter()
                .filter(|finding| !finding.contains(" info "))
                .collect();
            assert!(alarming.is_empty(), "{base}\n=>\n{revision}\n{alarming:#?}");
        }
    }
}

#[test]
fn a_property_may_move_between_members_of_all_of() {
    same(
        "allOf:\n- { type: object, properties: { a: { type: string }, b: { type: string } } }\n- { type: object }",
        "allOf:\n- { type: object, properties: { a: { type: string } } }\n- { type: object, properties: { b: { type: string } } }",
    );
}

#[test]
fn all_of_with_one_member_is_that_member() {
    same(
        "type: string\nmaxLength: 4",
        "allOf: [{ type: string, maxLength: 4 }]",
    );
}

#[test]
fn nullable_is_a_union_with_null() {
    same(
        "type: [string, \"null\"]",
        "anyOf: [{ type: string }, { type: \"null\" }]",
    );
    same(
        "type: [string, \"null\"]",
        "oneOf: [{ type: \"null\" }, { type: string }]",
    );
}

#[test]
fn an_enum_of_one_is_a_const() {
    same("enum: [a]", "const: a");
}

#[test]
fn an_integer_bound_may_be_written_as_exclusive() {
    same(
        "type: integer\nminimum: 1",
        "type: integer\nexclusiveMinimum: 0",
    );
}

#[test]
fn a_length_that_the_enum_implies_changes_nothing() {
    same(
        "type: string\nenum: [one, two]",
        "type: string\nenum: [one, two]\nminLength: 3",
    );
}

#[test]
fn disjoint_one_of_is_any_of() {
    same(
        "oneOf: [{ type: string }, { type: integer }]",
        "anyOf: [{ type: string }, { type: integer }]",
    );
}

#[test]
fn a_list_of_types_is_any_of_them() {
    same(
        "type: [string, integer]",
        "anyOf: [{ type: string }, { type: integer }]",
    );
}

#[test]
fn members_of_any_of_may_change_places() {
    same(
        "anyOf: [{ type: string, maxLength: 3 }, { type: integer }]",
        "anyOf: [{ type: integer }, { type: string, maxLength: 3 }]",
    );
}

#[test]
fn keywords_for_other_types_say_nothing() {
    same("type: integer", "type: integer\nmaxLength: 3");
}

#[test]
fn required_in_another_member_of_all_of_is_seen() {
    let report = report_on(
        "allOf:\n- { type: object, properties: { a: { type: string } } }",
        "allOf:\n- { type: object, properties: { a: { type: string } } }\n- { required: [a] }",
        false,
    );
    assert_eq!(summary(&report), ["property-became-required error proven"]);
}

#[test]
fn a_value_that_now_matches_two_members_of_one_of_is_seen() {
    let report = report_on(
        "oneOf: [{ type: integer, maximum: 5 }, { type: integer, minimum: 10 }]",
        "oneOf: [{ type: integer, maximum: 12 }, { type: integer, minimum: 10 }]",
        false,
    );
    let proven = summary(&report)
        .iter()
        .any(|finding| finding.contains("error proven"));
    assert!(proven, "{:?}", summary(&report));
}

#[test]
fn a_change_under_not_is_seen_with_its_sign_turned() {
    let report = report_on(
        "not: { type: integer }",
        "not: { type: [integer, string] }",
        false,
    );
    assert_eq!(summary(&report), ["not-changed error proven"]);
}

#[test]
fn a_change_deep_in_a_recursive_schema_ends() {
    let tree = |leaf: &str| {
        format!(
            "paths: {{ /trees: {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: \"#/components/schemas/Tree\" }} }} }} }}, responses: {{}} }} }} }}\ncomponents:\n  schemas:\n    Tree:\n      type: object\n      properties:\n        leaf: {{ type: {leaf} }}\n        left: {{ $ref: \"#/components/schemas/Tree\" }}\n        right: {{ $ref: \"#/components/schemas/Tree\" }}"
        )
    };
    let report = report_on(&tree("string"), &tree("integer"), false);
    assert_eq!(summary(&report), ["type-changed error proven"]);
}

#[test]
fn numbers_in_a_query_are_text_anyway() {
    let parameter = |kind: &str| {
        format!("parameters: [{{ name: limit, in: query, schema: {{ type: {kind} }} }}]")
    };
    let report = report_on(&parameter("integer"), &parameter("string"), false);
    assert_eq!(summary(&report), ["type-changed info harmless"]);
    let report = report_on(&parameter("string"), &parameter("integer"), false);
    assert_eq!(summary(&report), ["type-changed error proven"]);
}

#[test]
fn what_is_a_number_in_json_and_a_text_in_a_query_breaks_who_sends_json() {
    let both = |kind: &str| {
        format!(
            r##"paths: {{ /app: {{ post: {{ parameters: [{{ name: limit, in: query, schema: {{ $ref: "#/components/schemas/Limit" }} }}], requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: "#/components/schemas/Limit" }} }} }} }}, responses: {{}} }} }} }}
components: {{ schemas: {{ Limit: {{ type: {kind} }} }} }}"##
        )
    };
    let report = report_on(&both("integer"), &both("string"), false);
    assert_eq!(summary(&report), ["type-changed error proven"]);
}

#[test]
fn null_that_two_of_one_take_is_refused() {
    let report = report_on(
        "minLength: 1",
        "oneOf: [{ minLength: 1 }, { type: 'null' }]",
        false,
    );
    assert_eq!(summary(&report), ["nullability-removed error proven"]);
}

#[test]
fn another_choice_beside_a_choice_is_seen() {
    let one = "oneOf: [{ required: [b] }, { pattern: b$ }]";
    let two = "allOf: [{ oneOf: [{ required: [b] }, { pattern: b$ }] }, { oneOf: [{ minLength: 0 }, { dependentRequired: { a: [b] } }] }]";
    let report = report_on(one, two, false);
    assert_eq!(summary(&report), ["schema-narrowed error proven"]);
}

#[test]
fn a_schema_that_became_one_of_several_has_a_new_alternative_and_no_lost_properties() {
    let owner = |schema: &str| {
        format!(
            r#"paths: {{ /app: {{ get: {{ responses: {{ "200": {{ description: ok, content: {{ application/json: {{ schema: {schema} }} }} }} }} }} }} }}
components:
  schemas:
    User: {{ type: object, required: [login], properties: {{ login: {{ type: string }}, id: {{ type: integer }} }} }}
    Firm: {{ type: object, required: [slug], properties: {{ slug: {{ type: string }}, id: {{ type: integer }} }} }}"#
        )
    };
    let user = r##"{ $ref: "#/components/schemas/User" }"##;
    let firm = r##"{ $ref: "#/components/schemas/Firm" }"##;
    let choice = owner(&format!("{{ anyOf: [{user}, {firm}] }}"));
    let report = report_on(&owner(user), &choice, false);
    assert_eq!(summary(&report), ["alternative-added error proven"]);
    let report = report_on(&choice, &owner(user), false);
    assert_eq!(summary(&report), ["alternative-removed warning harmless"]);
}

#[test]
fn a_value_that_another_alternative_takes_is_not_lost() {
    let model =
        |listed: &str| format!("anyOf: [{{ type: string }}, {{ type: string, enum: [{listed}] }}]");
    let report = report_on(&model("ada, babbage"), &model("ada"), false);
    assert_eq!(summary(&report), ["enum-value-removed info harmless"]);
}
