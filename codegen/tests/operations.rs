//! One feature of operations per document, and the generated file that shows it.

mod support;

use std::path::PathBuf;

use countersign_codegen::generate;
use countersign_codegen::options::{Options, Sides};
use countersign_contract::load::{load_path, load_text};

use support::{check_file, specs};

/// The findings of a feature and one of its files.
fn check(feature: &str, file: &str) {
    check_file(feature, Sides::Both, file);
}

#[test]
fn every_parameter_style_is_described() {
    check("parameter-styles", "operations/api.rs");
}

#[test]
fn required_parameters_are_arguments_and_optional_ones_are_setters() {
    check("parameter-styles", "client/api.rs");
}

#[test]
fn several_success_shapes_become_an_enum() {
    check("several-statuses", "client/jobs.rs");
}

#[test]
fn a_handler_answers_with_a_variant_per_status() {
    check("several-statuses", "server/jobs.rs");
}

#[test]
fn response_headers_are_read_into_a_struct() {
    check("response-headers", "client/api.rs");
}

#[test]
fn response_headers_are_fields_of_a_handlers_answer() {
    check("response-headers", "server/api.rs");
}

#[test]
fn codes_come_before_ranges() {
    check("error-ranges", "client/api.rs");
}

#[test]
fn a_lone_default_is_success_and_error() {
    check("default-response", "client/api.rs");
}

#[test]
fn an_optional_body_is_a_setter() {
    check("optional-body", "client/api.rs");
}

#[test]
fn an_optional_body_may_be_absent_for_a_handler() {
    check("optional-body", "server/api.rs");
}

#[test]
fn security_is_a_table_of_alternatives() {
    check("security-alternatives", "operations/api.rs");
    check("security-alternatives", "operations/mod.rs");
}

#[test]
fn declared_behaviour_is_in_the_descriptor_and_the_key_is_no_argument() {
    check("idempotent-post", "operations/api.rs");
}

#[test]
fn bytes_pass_through_and_open_media_types_are_named_by_the_caller() {
    check("raw-body", "client/api.rs");
    check("raw-body", "server/api.rs");
}

#[test]
fn text_is_a_string() {
    check("text-body", "client/api.rs");
}

#[test]
fn clashing_names_give_way() {
    check("operation-names", "client/router.rs");
    check("operation-names", "server/mod.rs");
}

#[test]
fn request_schemas_become_tables() {
    check("validation-tables", "schemas.rs");
}

#[test]
fn a_path_that_cannot_be_told_apart_is_not_served() {
    check("same-path-shape", "server/api.rs");
}

#[test]
fn statuses_without_a_body_have_none() {
    check("bodyless-statuses", "client/api.rs");
}

#[test]
fn what_is_not_generated_is_reported() {
    check("left-out", "client/mod.rs");
}

#[test]
fn arguments_have_the_types_of_their_schemas() {
    check("many-parameters", "client/api.rs");
}

#[test]
fn an_operation_that_is_added_renames_no_other() {
    let base = "openapi: 3.1.0
info: { title: Growing, version: '1' }
paths:
  /a/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      parameters: [{ name: note, in: query, schema: { type: string } }]
      responses: { '200': { description: A., content: { application/json: { schema: { type: object } } } } }
";
    let added = "  /a-by-id-note:
    get:
      operationId: get a by id note
      responses: { '204': { description: B. } }
";
    let client = |text: &str| {
        let contract = load_text("growing.yaml", text)
            .contract
            .expect("it is a contract");
        let (files, _) = generate(&contract, &Options::default());
        let body = files
            .get("client/api.rs")
            .expect("there is one group")
            .lines()
            .skip(1);
        body.map(|line| line.to_owned() + "\n").collect::<String>()
    };
    let (before, after) = (client(base), client(&(base.to_owned() + added)));
    let (_, before) = before
        .split_once("impl Client")
        .expect("there is an operation");
    // The methods of a file stand in one block, so each part is looked for on its own.
    for part in before.split("\n\n") {
        let part = part.trim_end_matches(['\n', ' ', '}']);
        assert!(after.contains(part), "{part} in {after}");
    }
}

/// Every feature and the running example.
#[expect(
    clippy::disallowed_methods,
    reason = "a test looks at what is checked in"
)]
fn documents() -> Vec<PathBuf> {
    let folders = ["features", "orders"].map(|folder| specs().join(folder));
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).expect("the folder is checked in"))
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_generated_file_is_rust() {
    for document in documents() {
        let contract = load_path(&document)
            .contract
            .expect("the document is a contract");
        for sides in [Sides::Both, Sides::Client, Sides::Server, Sides::TypesOnly] {
            let options = Options {
                sides,
                ..Options::default()
            };
            for (path, text) in generate(&contract, &options).0.iter() {
                if let Err(error) = syn::parse_file(text) {
                    panic!("{} {sides:?} {path}: {error}", document.display());
                }
            }
        }
    }
}

#[test]
fn the_same_contract_gives_the_same_bytes() {
    for document in documents() {
        let trees = [(); 2].map(|()| {
            let contract = load_path(&document)
                .contract
                .expect("the document is a contract");
            generate(&contract, &Options::default()).0
        });
        assert_eq!(trees[0], trees[1], "{}", document.display());
    }
}

#[test]
fn a_table_that_is_there_is_referred_to() {
    let loaded = load_text(
        "t.json",
        r##"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/": {"post": {"operationId": "send",
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}},
        "responses": {"204": {"description": "done"}}}}},
        "components": {"schemas": {"Nothing": false, "Order": {"type": "object", "properties": {"id": {"type": "string"}},
        "additionalProperties": {"$ref": "#/components/schemas/Nothing"}}}}}"##,
    );
    let contract = loaded.contract.expect("a valid contract");
    let (files, _) = generate(&contract, &support::options(Sides::Both));
    let tables = files
        .iter()
        .find(|(path, _)| path.ends_with("schemas.rs"))
        .map(|(_, text)| text)
        .expect("tables");
    assert_eq!(tables.matches("NOTHING").count(), 2, "{tables}");
}
