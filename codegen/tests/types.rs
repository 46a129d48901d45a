//! One feature of schemas per document, and the types that come of it.

mod support;

use countersign_codegen::options::Sides;
use countersign_codegen::{FileTree, generate};
use countersign_contract::load::load_text;

use support::{check_file, check_model, feature, features, options};

#[test]
fn required_and_nullable_make_four_states() {
    check_file("presence", Sides::TypesOnly, "types.rs");
}

#[test]
fn formats_choose_the_rust_type() {
    check_model("formats");
}

#[test]
fn properties_without_a_name_are_kept_in_a_map() {
    check_file("maps", Sides::Client, "types.rs");
}

#[test]
fn response_enums_are_open_and_request_enums_closed() {
    check_file("enums", Sides::Client, "types/api.rs");
}

#[test]
fn enumerated_integers_are_an_enum() {
    check_file("integer-enums", Sides::TypesOnly, "types.rs");
}

#[test]
fn enum_values_that_are_no_identifiers_are_spelled_out() {
    check_model("enum-values");
}

#[test]
fn parts_that_apply_together_are_one_struct() {
    check_model("all-of");
}

#[test]
fn the_tag_decides_and_is_not_consumed() {
    check_file("discriminator", Sides::TypesOnly, "types.rs");
}

#[test]
fn a_base_with_a_discriminator_is_a_union_of_what_extends_it() {
    check_model("inheritance");
}

#[test]
fn alternatives_are_told_apart_by_what_they_are() {
    check_model("unions");
}

#[test]
fn recursive_types_are_finite() {
    check_model("recursion");
}

#[test]
fn no_name_shadows_another() {
    check_model("type-names");
}

#[test]
fn descriptions_cannot_escape_their_comment() {
    check_file("descriptions", Sides::TypesOnly, "types.rs");
}

#[test]
fn many_required_properties_are_given_by_name() {
    check_file("many-required", Sides::Server, "types.rs");
}

#[test]
fn schemas_without_a_name_are_called_after_their_place() {
    check_model("inline-schemas");
}

#[test]
fn what_cannot_be_expressed_is_any_value_and_said_so() {
    check_model("fallbacks");
}

#[test]
fn every_feature_is_generated_as_rust_on_every_side() {
    for name in features() {
        let contract = feature(&name);
        for sides in [Sides::TypesOnly, Sides::Client, Sides::Server, Sides::Both] {
            let (files, _) = generate(&contract, &options(sides));
            for (path, text) in files.iter() {
                let parsed = syn::parse_file(text);
                assert!(
                    parsed.is_ok(),
                    "{name} {sides:?} {path}: {:?}",
                    parsed.err()
                );
            }
        }
    }
}

#[test]
fn the_same_contract_gives_the_same_bytes() {
    for name in features() {
        let generated = || generate(&feature(&name), &options(Sides::Both)).0;
        assert_eq!(generated(), generated(), "{name}");
    }
}

/// Adding a schema or an operation only adds lines to what has been generated before.
#[test]
fn additions_rename_nothing() {
    let base = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      operationId: readA\n      responses:\n        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}\n";
    let operation = "  /b:\n    get:\n      operationId: readB\n      responses:\n        '200': {description: ok, content: {application/json: {schema: {type: object, properties: {a: {enum: [x]}}}}}}\n";
    let schemas = "components:\n  schemas:\n    A: {type: object, properties: {b: {type: object, properties: {c: {enum: [x, y]}}}}}\n    a_b: {type: string, enum: [q]}\n";
    let schema = "    B: {type: object, properties: {a: {$ref: '#/components/schemas/A'}}}\n    aB: {type: object, properties: {c: {type: object, properties: {d: {type: string}}}}}\n";
    let before = types_of(&format!("{base}{schemas}"));
    for (operation, schema) in [(operation, ""), ("", schema), (operation, schema)] {
        let after = types_of(&format!("{base}{operation}{schemas}{schema}"));
        for line in &before {
            assert!(after.contains(line), "{line} is gone from {after:#?}");
        }
    }
}

/// Every definition and field, with the type it stands in.
fn types_of(text: &str) -> Vec<String> {
    let loaded = load_text("t.yaml", text);
    let contract = loaded.contract.expect("a valid contract");
    let (files, _) = generate(&contract, &options(Sides::Both));
    let mut definition = String::new();
    let mut lines = Vec::new();
    for line in text_of_types(&files).lines() {
        if line.starts_with("pub ") {
            line.clone_into(&mut definition);
        }
        if line.trim_start().starts_with("pub ") {
            lines.push(format!("{definition} {line}"));
        }
    }
    lines
}

fn text_of_types(files: &FileTree) -> String {
    let types = files
        .iter()
        .filter(|(path, _)| path.starts_with("types") && !path.ends_with("mod.rs"));
    types.map(|(_, text)| text).collect()
}
