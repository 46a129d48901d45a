//! One feature of schemas per document, and the types that come of it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use countersign_codegen::options::{Options, Sides};
use countersign_codegen::{FileTree, Pass, generate, print_after};
use countersign_contract::load::{load_path, load_text};
use countersign_contract::{Contract, Diagnostics};

fn feature(name: &str) -> Contract {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/features");
    let loaded = load_path(&specs.join(format!("{name}.yaml")));
    assert!(!loaded.diagnostics.has_errors(), "{:?}", loaded.diagnostics);
    loaded.contract.expect("features are valid contracts")
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test looks at what is checked in"
)]
fn features() -> Vec<String> {
    let specs: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/features");
    let entries = std::fs::read_dir(specs).expect("the folder is there");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("readable").path())
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    names
}

fn options(sides: Sides) -> Options {
    Options {
        sides,
        ..Options::default()
    }
}

fn findings(contract: &Contract, diagnostics: &Diagnostics) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let line = diagnostic
            .span
            .map_or(0, |span| contract.sources.line_column(span).line);
        let _ = writeln!(
            text,
            "// {:?} {} line {line}",
            diagnostic.severity, diagnostic.code
        );
    }
    text
}

fn snapshot(name: &str, text: &str) {
    assert!(text.lines().count() < 150, "{name} is too long to review");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

/// The generated types of a feature.
fn check(name: &str, sides: Sides, file: &str) {
    let contract = feature(name);
    let (files, diagnostics) = generate(&contract, &options(sides));
    let text = files.get(file).expect("the file is generated");
    let body: String = text.lines().skip(2).flat_map(|line| [line, "\n"]).collect();
    snapshot(
        &format!("{name}__types"),
        &(findings(&contract, &diagnostics) + &body),
    );
}

/// The shapes and names of a feature.
fn check_model(name: &str) {
    let contract = feature(name);
    let (text, diagnostics) = print_after(&contract, &options(Sides::Client), Pass::Name);
    snapshot(
        &format!("{name}__model"),
        &(findings(&contract, &diagnostics) + &text),
    );
}

#[test]
fn required_and_nullable_make_four_states() {
    check("presence", Sides::TypesOnly, "types.rs");
}

#[test]
fn formats_choose_the_rust_type() {
    check_model("formats");
}

#[test]
fn properties_without_a_name_are_kept_in_a_map() {
    check("maps", Sides::Client, "types.rs");
}

#[test]
fn response_enums_are_open_and_request_enums_closed() {
    check("enums", Sides::Client, "types/api.rs");
}

#[test]
fn enumerated_integers_are_an_enum() {
    check("integer-enums", Sides::TypesOnly, "types.rs");
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
    check("discriminator", Sides::TypesOnly, "types.rs");
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
    check("descriptions", Sides::TypesOnly, "types.rs");
}

#[test]
fn many_required_properties_are_given_by_name() {
    check("many-required", Sides::Server, "types.rs");
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
