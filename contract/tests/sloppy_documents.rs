//! Documents as they are met: each habit is read the way its author means it, told where it stands, and costs nothing else.

use countersign_contract::model::ParameterLocation;
use countersign_contract::schema::{Format, Type};
use countersign_contract::{Contract, Loaded, load_text};

/// A text as a contract, and its findings as `line code`.
fn read(text: &str) -> (Contract, Vec<String>) {
    let Loaded {
        contract,
        sources,
        diagnostics,
        ..
    } = load_text("contract.yaml", text);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    let found = diagnostics.iter().map(|finding| {
        let line = finding.span.map(|span| sources.line_column(span).line);
        format!("{} {}", line.unwrap_or_default(), finding.code)
    });
    let found = found.collect();
    (contract.expect("a contract"), found)
}

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n";

fn properties(text: &str) -> (Contract, Vec<String>) {
    read(&format!(
        "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    S:\n      properties:\n{text}"
    ))
}

#[test]
fn operations_without_an_id_have_none_and_later_duplicates_lose_theirs() {
    let (contract, found) = read(&format!(
        "{HEAD}paths:
  /a: {{get: {{responses: {{204: {{description: d}}}}}}}}
  /b: {{get: {{operationId: same, responses: {{204: {{description: d}}}}}}}}
  /c: {{get: {{operationId: same, responses: {{204: {{description: d}}}}}}}}
"
    ));
    let ids = contract.operations.iter();
    let ids: Vec<_> = ids.map(|one| one.operation_id.as_deref()).collect();
    assert_eq!(ids, [None, Some("same"), None]);
    assert_eq!(found, ["6 duplicate-operation-id"]);
}

#[test]
fn undeclared_path_variables_are_strings_and_unused_ones_are_left_out() {
    let (contract, found) = read(&format!(
        "{HEAD}paths:
  '/a/{{id}}':
    get:
      parameters: [{{name: other, in: path, required: true, schema: {{type: string}}}}]
      responses: {{204: {{description: d}}}}
"
    ));
    let parameters = &contract.operations[0].parameters;
    assert_eq!(parameters.len(), 1);
    assert_eq!(parameters[0].name, "id");
    assert_eq!(parameters[0].location, ParameterLocation::Path);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.contains(&"4 undeclared-path-parameter".to_owned()));
    assert!(found.contains(&"6 unused-path-parameter".to_owned()));
}

#[test]
fn an_anchor_written_twice_means_the_later_value_from_there_on() {
    let (contract, found) = properties(
        "        a: &x {type: string}\n        b: *x\n        c: &x {type: integer}\n        d: *x\n",
    );
    let schema = contract.schema(contract.component_schemas["S"]);
    let types: Vec<_> = schema
        .object
        .properties
        .values()
        .map(|id| {
            let types = contract.schema(*id).types.expect("a type");
            types.contains(Type::String)
        })
        .collect();
    assert_eq!(types, [true, true, false, false]);
    assert_eq!(found, [""; 0]);
}

#[test]
fn merge_keys_and_keys_that_are_no_strings_are_keys() {
    let (contract, found) = read(&format!(
        "{HEAD}x-ok: &ok {{204: {{description: d}}}}
paths:
  /a:
    get:
      responses:
        <<: *ok
        404: {{description: d}}
"
    ));
    let responses = &contract.operations[0].responses;
    let statuses: Vec<_> = responses.iter().map(|one| one.status.to_string()).collect();
    assert_eq!(statuses.len(), 2, "{statuses:?}");
    assert!(statuses.contains(&"204".to_owned()) && statuses.contains(&"404".to_owned()));
    assert_eq!(found, [""; 0]);
}

#[test]
fn numbers_beyond_any_machine_word_are_kept_to_the_last_digit() {
    let (contract, found) = properties(
        "        a: {type: integer, maximum: 123456789012345678901234567890}\n        b: {type: number, maximum: 1e400}\n",
    );
    let schema = contract.schema(contract.component_schemas["S"]);
    let bounds: Vec<_> = schema
        .object
        .properties
        .values()
        .map(|id| {
            let upper = contract.schema(*id).numeric.upper.clone();
            upper.expect("a bound").value.to_string()
        })
        .collect();
    assert_eq!(bounds, ["123456789012345678901234567890", "1e400"]);
    assert_eq!(found, [""; 0]);
}

#[test]
fn look_ahead_patterns_and_unsigned_formats_are_kept_as_written() {
    let (contract, found) = properties(
        "        a: {type: string, pattern: '^(?!-)[a-z]+$'}\n        b: {type: integer, format: uint32}\n",
    );
    let schema = contract.schema(contract.component_schemas["S"]);
    let property = |name: &str| contract.schema(schema.object.properties[name]);
    let pattern = property("a").string.pattern.as_deref();
    assert_eq!(pattern, Some("^(?!-)[a-z]+$"));
    assert_eq!(property("b").format, Some(Format::Uint32));
    assert_eq!(found, [""; 0]);
}

#[test]
fn keys_that_no_version_has_cost_nothing_but_a_warning() {
    let (contract, found) = read(
        "openapi: 3.0.3
info: {title: t}
vendor: yes
paths:
  /a:
    get:
      parameters: [{name: q, in: query, style: custom, schema: {$id: q, type: string}}]
      responses: {204: {description: d}}
",
    );
    assert_eq!(contract.operations[0].parameters.len(), 1);
    let mut found = found;
    found.sort();
    let expected = [
        "2 missing-field",
        "3 unknown-field",
        "3 yaml-1.1-boolean",
        "7 foreign-keyword",
        "7 style-not-allowed",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_document_needs_neither_components_nor_paths() {
    let (contract, found) = read("openapi: 3.1.0\ninfo: {title: t, version: '1'}\nwebhooks: {}\n");
    assert!(contract.operations.is_empty());
    assert_eq!(found, [""; 0]);
    let (contract, found) = read(HEAD);
    assert!(contract.operations.is_empty());
    assert_eq!(found, ["1 missing-field"]);
}

#[test]
fn a_trailing_comma_is_dropped_where_it_stands() {
    let text = "{\"openapi\": \"3.1.0\",\n\"info\": {\"title\": \"t\", \"version\": \"1\",},\n\"paths\": {}}";
    let loaded = load_text("contract.json", text);
    assert!(loaded.contract.is_some());
    let findings: Vec<_> = loaded.diagnostics.iter().collect();
    assert_eq!(findings.len(), 1, "{findings:?}");
    let span = findings[0].span.expect("a place");
    assert_eq!(loaded.sources.line_column(span).line, 2);
}

#[test]
fn defaults_and_examples_that_break_their_schema_are_kept_as_written() {
    let (contract, found) = properties(
        "        a: {type: integer, default: many, example: [1]}\n        b: {type: string, enum: [p, q], default: r}\n",
    );
    let schema = |name: &str| {
        let id = contract.component_schemas["S"];
        contract.schema(contract.schema(id).object.properties[name])
    };
    let default = |name: &str| schema(name).annotations.default.clone();
    let text = |name: &str| default(name).and_then(|node| node.as_str().map(str::to_owned));
    assert_eq!(text("a").as_deref(), Some("many"));
    assert_eq!(text("b").as_deref(), Some("r"));
    assert_eq!(schema("a").annotations.examples.len(), 1);
    // Whether a value obeys is the question of a lint, and of whoever would fill it in.
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_yaml_document_of_more_than_three_megabytes_is_read_to_its_last_line() {
    const SCHEMAS: usize = 20_000;
    let description = "One of very many, each with a few words of its own. ".repeat(3);
    let schemas: Vec<String> = (0..SCHEMAS)
        .map(|at| format!("    S{at}:\n      type: object\n      description: {description}\n"))
        .collect();
    let text = format!(
        "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n{}    Last: {{type: strin}}\n",
        schemas.concat()
    );
    assert!(text.len() > 3 << 20, "{}", text.len());
    let (contract, found) = {
        let loaded = load_text("contract.yaml", &text);
        let places = loaded.diagnostics.iter().map(|finding| {
            let place = finding.span.map(|span| loaded.sources.line_column(span));
            (place.map(|place| place.line), finding.code)
        });
        let places: Vec<_> = places.collect();
        (loaded.contract.expect("a contract"), places)
    };
    assert_eq!(contract.component_schemas.len(), SCHEMAS + 1);
    let last = u32::try_from(5 + 3 * SCHEMAS + 1).expect("a line");
    assert_eq!(found, [(Some(last), "unknown-type")]);
}
