//! Coming from and going to the `openapiv3` crate, which is also a second opinion on what a 3.0 document says.
#![cfg(feature = "openapiv3")]

use std::collections::BTreeSet;

use countersign_contract::dump::dump;
use countersign_contract::{Contract, load_path, load_text};
use openapiv3::{OpenAPI, Parameter, ReferenceOr};

/// What both sides say about the operations: method, path, id and parameters with their requiredness.
type Summary = BTreeSet<(
    String,
    String,
    Option<String>,
    BTreeSet<(String, String, bool)>,
)>;

fn ours(contract: &Contract) -> Summary {
    let operations = contract.operations.iter().map(|operation| {
        let parameters = operation.parameters.iter().map(|parameter| {
            let location = parameter.location.name().to_owned();
            (location, parameter.name.clone(), parameter.required)
        });
        (
            operation.method.as_str().to_ascii_lowercase(),
            operation.path.text.clone(),
            operation.operation_id.clone(),
            parameters.collect(),
        )
    });
    operations.collect()
}

fn theirs(document: &OpenAPI) -> Summary {
    let operations = document.operations().map(|(path, method, operation)| {
        let ReferenceOr::Item(item) = &document.paths.paths[path] else {
            panic!("a path item");
        };
        let own = operation
            .parameters
            .iter()
            .map(|one| described(document, one));
        let own: Vec<_> = own.collect();
        let shared = item.parameters.iter().map(|one| described(document, one));
        let shared = shared.filter(|shared| {
            let same = |own: &(String, String, bool)| (&own.0, &own.1) == (&shared.0, &shared.1);
            !own.iter().any(same)
        });
        let parameters = shared.chain(own.iter().cloned()).collect();
        let id = operation.operation_id.clone();
        (method.to_owned(), path.to_owned(), id, parameters)
    });
    operations.collect()
}

fn described(document: &OpenAPI, parameter: &ReferenceOr<Parameter>) -> (String, String, bool) {
    let parameter = match parameter {
        ReferenceOr::Item(parameter) => parameter,
        ReferenceOr::Reference { reference } => {
            let name = reference.rsplit('/').next().expect("a name");
            let components = document.components.as_ref().expect("components");
            components.parameters[name].as_item().expect("a parameter")
        }
    };
    let location = match parameter {
        Parameter::Query { .. } => "query",
        Parameter::Header { .. } => "header",
        Parameter::Path { .. } => "path",
        Parameter::Cookie { .. } => "cookie",
    };
    let data = parameter.parameter_data_ref();
    (location.to_owned(), data.name.clone(), data.required)
}

const LIBRARY: &str = "
openapi: 3.0.3
info: {title: Library, version: '1'}
paths:
  /books/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {$ref: '#/components/parameters/Trace'}
    get:
      operationId: getBook
      parameters: [{name: X-Trace, in: header, required: true, schema: {type: string}}]
      responses: {'200': {description: a book}}
    delete:
      responses: {default: {description: gone}}
  /books:
    get:
      operationId: listBooks
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: session, in: cookie, schema: {type: string}}
      responses: {2XX: {description: books}}
components:
  parameters:
    Trace: {name: X-Trace, in: header, schema: {type: string}}
";

#[test]
fn both_crates_see_the_same_operations_and_parameters() {
    let document: OpenAPI = serde_yaml::from_str(LIBRARY).expect("a 3.0 document");
    let contract = load_text("library.yaml", LIBRARY)
        .contract
        .expect("a contract");
    assert_eq!(ours(&contract), theirs(&document));
}

#[test]
fn every_contract_of_ours_keeps_its_operations_on_the_way_out() {
    insta::glob!("../../specs", "{orders,features}/*.yaml", |path| {
        let contract = load_path(path).contract.expect("a contract");
        let (document, _) = contract.to_openapiv3();
        assert_eq!(ours(&contract), theirs(&document), "{}", path.display());
    });
}

#[test]
fn a_document_that_went_out_comes_back_as_the_same_contract() {
    let contract = load_text("library.yaml", LIBRARY)
        .contract
        .expect("a contract");
    let (document, findings) = contract.to_openapiv3();
    assert!(findings.is_empty(), "{findings:?}");
    let back = Contract::from_openapiv3(&document)
        .contract
        .expect("a contract");
    assert_eq!(dump(&back), dump(&contract));
}

#[test]
fn what_only_3_1_can_say_is_translated_or_left_out_with_a_finding() {
    let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
components:
  schemas:
    Kind: {const: a}
    Size: {type: [integer, 'null'], exclusiveMinimum: 0}
    Maybe: {anyOf: [{$ref: '#/components/schemas/Kind'}, {type: 'null'}]}
    Pair: {type: array, prefixItems: [{type: string}], items: false}
    Named: {$ref: '#/components/schemas/Kind', description: beside}
    Never: false
";
    let contract = load_text("contract.yaml", text)
        .contract
        .expect("a contract");
    let (document, findings) = contract.to_openapiv3();
    let codes: Vec<_> = findings.iter().map(|finding| &finding.message).collect();
    let lost = "OpenAPI 3.0 has no `prefixItems`; the document accepts more without it";
    assert_eq!(codes, [lost]);
    let components = document.components.expect("components");
    let schemas = serde_json::to_value(&components.schemas).expect("JSON");
    let kind = serde_json::json!({"$ref": "#/components/schemas/Kind"});
    let expected = serde_json::json!({
        "Kind": {"enum": ["a"]},
        "Size": {"nullable": true, "type": "integer", "exclusiveMinimum": true, "minimum": 0},
        "Maybe": {"nullable": true, "allOf": [kind]},
        "Pair": {"type": "array", "items": {}},
        "Named": {"description": "beside", "allOf": [kind]},
        "Never": {"not": {}},
    });
    assert_eq!(schemas, expected);
}
