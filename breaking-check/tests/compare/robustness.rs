//! Contracts that want to hang or overflow a comparison.

use std::fmt::Write as _;

use crate::support::{report_on, summary};

fn components(schemas: &str) -> String {
    format!(
        "paths: {{ /x: {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: \"#/components/schemas/S0\" }} }} }} }}, responses: {{}} }} }} }}\ncomponents:\n  schemas:\n{schemas}"
    )
}

fn reference(to: usize) -> String {
    format!("{{ $ref: \"#/components/schemas/S{to}\" }}")
}

#[test]
fn a_chain_of_a_thousand_components_is_followed_without_recursion() {
    let chain = |leaf: &str| {
        let mut schemas = String::new();
        for at in 0..1000 {
            let next = reference(at + 1);
            writeln!(
                schemas,
                "    S{at}: {{ type: object, properties: {{ next: {next} }} }}"
            )
            .unwrap();
        }
        writeln!(schemas, "    S1000: {leaf}").unwrap();
        components(&schemas)
    };
    let report = report_on(
        &chain("{ type: string }"),
        &chain("{ type: integer }"),
        false,
    );
    // The value is clear, but nobody wants to read a message a thousand levels deep.
    assert_eq!(summary(&report), ["type-changed warning unknown"]);
}

#[test]
fn a_chain_of_references_ends_in_an_answer() {
    let chain = |leaf: &str| {
        let mut schemas = String::new();
        for at in 0..1000 {
            writeln!(schemas, "    S{at}: {}", reference(at + 1)).unwrap();
        }
        writeln!(schemas, "    S1000: {leaf}").unwrap();
        components(&schemas)
    };
    let report = report_on(
        &chain("{ type: string }"),
        &chain("{ type: integer }"),
        false,
    );
    assert_eq!(summary(&report), ["type-changed warning unknown"]);
}

#[test]
fn a_lattice_of_all_of_is_not_walked_path_by_path() {
    let lattice = |leaf: &str| {
        let mut schemas = String::new();
        for at in 0..60 {
            let next = reference(at + 1);
            writeln!(
                schemas,
                "    S{at}: {{ allOf: [{next}, {next}, {{ allOf: [{next}] }}] }}"
            )
            .unwrap();
        }
        writeln!(schemas, "    S60: {leaf}").unwrap();
        components(&schemas)
    };
    let report = report_on(
        &lattice("{ type: string }"),
        &lattice("{ type: integer }"),
        false,
    );
    assert_eq!(summary(&report), ["type-changed warning unknown"]);
}

#[test]
fn a_product_of_many_alternatives_stays_within_its_budget() {
    let product = |most: u32| {
        let mut schemas = String::from("    S0:\n      allOf:\n");
        for at in 0..12 {
            let members: Vec<String> = (0..5)
                .map(|member| {
                    format!("{{ type: object, properties: {{ p{at}: {{ maximum: {} }} }}, required: [q{member}] }}", member + most)
                })
                .collect();
            writeln!(schemas, "      - anyOf: [{}]", members.join(", ")).unwrap();
        }
        components(&schemas)
    };
    let report = report_on(&product(9), &product(5), false);
    assert!(!report.changes.is_empty());
}

#[test]
fn a_value_that_must_contain_itself_for_ever_is_given_up() {
    let endless = |kind: &str| {
        components(&format!(
            "    S0: {{ type: object, required: [next, tag], properties: {{ tag: {{ type: {kind} }}, next: {} }} }}\n",
            reference(0)
        ))
    };
    let report = report_on(&endless("string"), &endless("integer"), false);
    assert_eq!(summary(&report).len(), 1);
}
