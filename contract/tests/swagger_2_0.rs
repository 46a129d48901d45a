//! Swagger 2.0: what it says is the same contract as its OpenAPI 3.0 spelling.

use countersign_contract::dump::dump;
use countersign_contract::model::{ApiKeyLocation, OAuthFlowKind, SecuritySchemeKind};
use countersign_contract::{Contract, load_text};

/// The contract of a text and the codes of its diagnostics.
fn read(text: &str) -> (Contract, Vec<&'static str>) {
    let loaded = load_text("contract.yaml", text);
    let codes = loaded.diagnostics.iter().map(|finding| finding.code);
    let codes = codes.collect();
    (loaded.contract.expect("a contract"), codes)
}

fn swagger(rest: &str) -> (Contract, Vec<&'static str>) {
    read(&format!(
        "swagger: '2.0'\ninfo: {{title: t, version: '1'}}\n{rest}"
    ))
}

fn openapi(rest: &str) -> (Contract, Vec<&'static str>) {
    read(&format!(
        "openapi: 3.0.4\ninfo: {{title: t, version: '1'}}\n{rest}"
    ))
}

/// Both documents mean the same; the first is found fault with by exactly these codes, the second by none.
fn check(old: &str, new: &str, codes: &[&str]) {
    let (old, found) = swagger(old);
    let (new, none) = openapi(new);
    assert_eq!(dump(&old), dump(&new));
    assert_eq!(found, codes);
    assert_eq!(none, [""; 0]);
}

#[test]
fn host_base_path_and_schemes_are_servers_encrypted_ones_first() {
    check(
        "host: api.test:8080\nbasePath: /v1/\nschemes: [http, https]\npaths: {}",
        "servers: [{url: 'https://api.test:8080/v1'}, {url: 'http://api.test:8080/v1'}]\npaths: {}",
        &[],
    );
    check(
        "basePath: v1\npaths: {}",
        "servers: [{url: /v1}]\npaths: {}",
        &[],
    );
    check("paths: {}", "paths: {}", &[]);
    check(
        "host: api.test\npaths: {}",
        "servers: [{url: 'https://api.test'}]\npaths: {}",
        &["missing-schemes"],
    );
    check(
        "host: https://api.test/v1\nschemes: [https, gopher]\npaths: {}",
        "servers: [{url: 'https://api.test/v1'}]\npaths: {}",
        &["malformed-host", "unknown-scheme"],
    );
}

#[test]
fn an_operation_may_have_schemes_of_its_own() {
    let operation = "operationId: a, responses: {204: {description: done}}";
    let (contract, codes) = swagger(&format!(
        "host: api.test\nschemes: [https, http]\npaths: {{/a: {{get: {{schemes: [http], {operation}}}}}}}"
    ));
    let servers = &contract.operations[0].servers;
    let urls: Vec<_> = servers.iter().map(|server| server.url.as_str()).collect();
    assert_eq!(urls, ["http://api.test"]);
    assert_eq!(codes, [""; 0]);
}

#[test]
fn a_body_travels_in_every_media_type_that_is_consumed() {
    check(
        "
consumes: [application/json]
paths:
  /a:
    post:
      consumes: [application/json, application/vnd.a+json]
      parameters: [{name: whatever, in: body, required: true, description: all, schema: {$ref: '#/definitions/A'}}]
      responses: {204: {description: done}}
    put:
      parameters: [{$ref: '#/parameters/Shared'}]
      responses: {204: {description: done}}
definitions: {A: {type: object}}
parameters: {Shared: {name: a, in: body, schema: {type: string}}}",
        "
paths:
  /a:
    post:
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/A'}}
          application/vnd.a+json: {schema: {$ref: '#/components/schemas/A'}}
      responses: {204: {description: done}}
    put:
      requestBody: {content: {application/json: {schema: {type: string}}}}
      responses: {204: {description: done}}
components: {schemas: {A: {type: object}}}",
        &[],
    );
}

#[test]
fn form_fields_are_the_properties_of_an_object() {
    check(
        "
paths:
  /a:
    parameters: [{name: note, in: formData, type: integer}, {name: kept, in: formData, type: string}]
    post:
      parameters:
      - {name: note, in: formData, type: string, required: true}
      - {name: tags, in: formData, type: array, items: {type: string}, collectionFormat: multi}
      - {name: page, in: query, type: integer, minimum: 1, exclusiveMinimum: true}
      responses: {204: {description: done}}",
        "
paths:
  /a:
    post:
      parameters: [{name: page, in: query, schema: {type: integer, minimum: 1, exclusiveMinimum: true}}]
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [note]
              properties: {note: {type: string}, tags: {type: array, items: {type: string}}, kept: {type: string}}
            encoding: {tags: {style: form, explode: true}}
      responses: {204: {description: done}}",
        &[],
    );
}

#[test]
fn a_file_makes_the_form_multipart() {
    let post = |fields: &str| {
        format!(
            "paths:\n  /a:\n    post:\n      {fields}\n      responses: {{204: {{description: done}}}}"
        )
    };
    let form = |media: &str| {
        format!(
            "requestBody: {{content: {{{media}: {{schema: {{type: object, properties: {{f: {{type: string, format: binary}}}}}}}}}}}}"
        )
    };
    let file = "parameters: [{name: f, in: formData, type: file}]";
    let expected = post(&form("multipart/form-data"));
    check(&post(file), &expected, &[]);
    let wrong = format!("consumes: [application/x-www-form-urlencoded]\n      {file}");
    check(&post(&wrong), &expected, &[]);
    let vendor = format!("consumes: [multipart/vnd.a+form-data]\n      {file}");
    check(
        &post(&vendor),
        &post(&form("multipart/vnd.a+form-data")),
        &[],
    );
}

#[test]
fn collection_formats_are_styles_where_there_are_any() {
    let get = |parameters: &str| {
        format!(
            "paths: {{'/a/{{p}}': {{get: {{parameters: [{parameters}], responses: {{204: {{description: done}}}}}}}}}}"
        )
    };
    let path = "name: p, in: path, required: true, type: array, items: {type: string}";
    let query = "in: query, type: array, items: {type: integer}";
    let new = "in: query, schema: {type: array, items: {type: integer}}";
    check(
        &get(&format!(
            "{{{path}}}, {{name: a, {query}}}, {{name: b, {query}, collectionFormat: ssv}},
             {{name: c, {query}, collectionFormat: pipes}}, {{name: d, {query}, collectionFormat: multi}}"
        )),
        &get(&format!(
            "{{name: p, in: path, required: true, schema: {{type: array, items: {{type: string}}}}}},
             {{name: a, {new}, explode: false}}, {{name: b, {new}, style: spaceDelimited}},
             {{name: c, {new}, style: pipeDelimited}}, {{name: d, {new}}}"
        )),
        &[],
    );
    let text = "{name: p, in: path, required: true, schema: {type: string}}";
    for without in ["pipes", "tsv", "ssv", "multi"] {
        let old = get(&format!("{{{path}, collectionFormat: {without}}}"));
        check(&old, &get(text), &["collection-format-as-text"]);
    }
    let nested =
        "type: array, items: {type: array, collectionFormat: pipes, items: {type: integer}}";
    check(
        &get(
            &format!("{text}, {{name: q, in: query, collectionFormat: multi, {nested}}}")
                .replace("schema: {type: string}", "type: string"),
        ),
        &get(&format!(
            "{text}, {{name: q, in: query, schema: {{type: array, items: {{type: string}}}}}}"
        )),
        &["collection-format-as-text"],
    );
}

#[test]
fn a_response_has_its_schema_in_every_media_type_that_is_produced() {
    check(
        "
produces: [application/json, text/csv]
paths:
  /a:
    get:
      responses:
        200: {description: ok, schema: {type: string}, headers: {X-Rate: {type: integer, format: int32}}}
        204: {description: nothing}
        404: {$ref: '#/responses/Missing'}
    put: {produces: [], responses: {200: {description: ok, schema: {type: integer}}}}
responses: {Missing: {description: missing, schema: {$ref: '#/definitions/Problem'}}}
definitions: {Problem: {type: object, properties: {why: {type: string, x-nullable: true}}}}",
        "
paths:
  /a:
    get:
      responses:
        200:
          description: ok
          content: {application/json: {schema: {type: string}}, text/csv: {schema: {type: string}}}
          headers: {X-Rate: {schema: {type: integer, format: int32}}}
        204: {description: nothing}
        404: {$ref: '#/components/responses/Missing'}
    put: {responses: {200: {description: ok, content: {application/json: {schema: {type: integer}}}}}}
components:
  responses:
    Missing:
      description: missing
      content:
        application/json: {schema: {$ref: '#/components/schemas/Problem'}}
        text/csv: {schema: {$ref: '#/components/schemas/Problem'}}
  schemas: {Problem: {type: object, properties: {why: {type: string, nullable: true}}}}",
        &[],
    );
}

#[test]
fn a_file_is_bytes_and_never_json() {
    let get = |produces: &str, content: &str| {
        (
            format!(
                "paths: {{/a: {{get: {{{produces} responses: {{200: {{description: ok, schema: {{type: file}}}}}}}}}}}}"
            ),
            format!(
                "paths: {{/a: {{get: {{responses: {{200: {{description: ok, content: {{{content}: {{schema: {{type: string, format: binary}}}}}}}}}}}}}}}}"
            ),
        )
    };
    for (produces, content) in [
        ("produces: [application/pdf],", "application/pdf"),
        ("produces: [application/json],", "'*/*'"),
        ("", "'*/*'"),
    ] {
        let (old, new) = get(produces, content);
        check(&old, &new, &[]);
    }
}

#[test]
fn security_definitions_are_schemes() {
    let (contract, codes) = swagger(
        "
security: [{key: []}, {oauth: [read]}]
paths: {}
securityDefinitions:
  login: {type: basic}
  key: {type: apiKey, in: query, name: key}
  oauth: {type: oauth2, flow: accessCode, authorizationUrl: 'https://a.test/in', tokenUrl: 'https://a.test/token', scopes: {read: to read}}
  machine: {type: oauth2, flow: application, tokenUrl: 'https://a.test/token', scopes: {}}
  odd: {type: oauth2, flow: dance}",
    );
    assert_eq!(codes, ["unknown-oauth-flow"]);
    let kind = |name: &str| &contract.security_schemes[name].kind;
    assert_eq!(*kind("login"), SecuritySchemeKind::Basic);
    let key = SecuritySchemeKind::ApiKey {
        parameter: "key".to_owned(),
        location: ApiKeyLocation::Query,
    };
    assert_eq!(*kind("key"), key);
    let flows = |name: &str| match kind(name) {
        SecuritySchemeKind::OAuth2 { flows, .. } => flows.iter().map(|flow| flow.kind).collect(),
        other => panic!("{other:?}"),
    };
    let flows: [Vec<_>; 3] = [flows("oauth"), flows("machine"), flows("odd")];
    let expected = [
        vec![OAuthFlowKind::AuthorizationCode],
        vec![OAuthFlowKind::ClientCredentials],
        vec![],
    ];
    assert_eq!(flows, expected);
}

#[test]
fn examples_go_to_the_media_type_they_are_written_for() {
    let (contract, codes) = swagger(
        "
paths:
  /a:
    post:
      produces: [application/json, text/plain]
      parameters:
      - {name: q, in: query, type: string, x-example: seven}
      - {name: b, in: body, schema: {type: string}, x-examples: {application/json: eight, text/plain: nine}}
      responses: {200: {description: ok, schema: {type: string}, examples: {text/plain: ten}}}",
    );
    assert_eq!(codes, [""; 0]);
    let operation = &contract.operations[0];
    let values = |examples: &[countersign_contract::model::Example]| {
        let values = examples.iter().filter_map(|example| example.value.clone());
        values.map(|value| value.to_json()).collect::<Vec<_>>()
    };
    assert_eq!(values(&operation.parameters[0].examples), ["seven"]);
    let body = operation.request_body.as_ref().expect("a body");
    assert_eq!(values(&body.content[0].examples), ["eight"]);
    let content = &operation.responses[0].content;
    assert_eq!(values(&content[0].examples), [""; 0]);
    assert_eq!(values(&content[1].examples), ["ten"]);
}

#[test]
fn what_only_openapi_3_has_is_honoured_with_a_warning() {
    check(
        "
servers: [{url: /v2}]
paths:
  /a:
    post:
      parameters: [{name: q, in: query, style: deepObject, explode: true, schema: {type: object}}]
      requestBody: {content: {text/plain: {schema: {type: string}}}}
      responses: {200: {description: ok, content: {text/plain: {schema: {$ref: '#/components/schemas/T'}}}}}
components: {schemas: {T: {type: [string, 'null'], oneOf: []}}}",
        "
servers: [{url: /v2}]
paths:
  /a:
    post:
      parameters: [{name: q, in: query, style: deepObject, explode: true, schema: {type: object}}]
      requestBody: {content: {text/plain: {schema: {type: string}}}}
      responses: {200: {description: ok, content: {text/plain: {schema: {$ref: '#/components/schemas/T'}}}}}
components: {schemas: {T: {nullable: true, type: string}}}",
        &["foreign-keyword"; 10],
    );
}

#[test]
fn a_request_has_one_body() {
    let (contract, codes) = swagger(
        "
paths:
  /a:
    post:
      parameters:
      - {name: a, in: body, schema: {type: string}}
      - {name: b, in: body, schema: {type: integer}}
      - {name: c, in: formData, type: string}
      responses: {204: {description: done}}",
    );
    assert_eq!(codes, ["several-bodies", "several-bodies"]);
    let body = contract.operations[0].request_body.as_ref();
    assert_eq!(body.expect("a body").content.len(), 1);
}
