//! What OpenAPI 3.2 says beyond 3.1.

use countersign_contract::dump::dump;
use countersign_contract::load_text;

const STREAMS: &str = "
info: {title: Logs, version: '1'}
paths:
  /logs:
    get:
      responses:
        200:
          description: one line each
          content:
            application/jsonl: {itemSchema: {type: object, required: [at], properties: {at: {type: string}}}}
    post:
      requestBody:
        content:
          multipart/mixed:
            schema: {type: array}
            prefixEncoding:
              - {contentType: application/json}
              - contentType: multipart/related
                prefixEncoding: [{headers: {X-Part: {schema: {type: integer}}}}]
            itemEncoding: {contentType: image/png}
      responses: {204: {description: taken}}
";

#[test]
fn items_and_parts_by_position_are_described() {
    let loaded = load_text("logs.yaml", &format!("openapi: 3.2.0{STREAMS}"));
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    insta::assert_snapshot!(dump(&loaded.contract.expect("a contract")));
}

#[test]
fn fields_of_3_2_have_no_effect_in_3_1() {
    let loaded = load_text("logs.yaml", &format!("openapi: 3.1.1{STREAMS}"));
    let ignored: Vec<&str> = loaded
        .diagnostics
        .iter()
        .filter(|finding| finding.code == "unknown-field")
        .filter_map(|finding| finding.help.as_deref())
        .collect();
    assert_eq!(ignored.len(), 3, "{ignored:?}");
    assert!(ignored.iter().all(|help| help.contains("openapi: 3.2.0")));
    let text = dump(&loaded.contract.expect("a contract"));
    assert!(
        !text.contains("encoding") && !text.contains("each item"),
        "{text}"
    );
}

#[test]
fn everything_that_3_2_added_is_understood() {
    let text = "
openapi: 3.2.0
info: {title: Parcels, version: '1'}
servers: [{url: 'https://example.com', name: live}]
tags: [{name: big, summary: Big ones, kind: nav}, {name: huge, parent: big}]
security: [{device: [send]}]
paths:
  /parcels:
    query:
      operationId: findParcels
      parameters:
        - name: filter
          in: querystring
          content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {size: {type: integer}}}}}
      requestBody: {content: {application/json: {schema: {type: string}}}}
      responses: {200: {summary: found, content: {application/jsonl: {$ref: '#/components/mediaTypes/Parcels'}}}}
    additionalOperations:
      COPY:
        operationId: copyParcel
        parameters: [{name: theme, in: cookie, style: cookie, schema: {type: string}}]
        responses:
          200:
            links: {found: {operationId: findParcels, parameters: {size: $response.body#/size}}}
components:
  mediaTypes:
    Parcels: {itemSchema: {$ref: '#/components/schemas/Parcel'}}
  schemas:
    Parcel:
      oneOf: [{$ref: '#/components/schemas/Box'}, {$ref: '#/components/schemas/Bag'}]
      discriminator: {propertyName: kind, defaultMapping: Box}
    Box: {type: object}
    Bag: {type: object, properties: {kind: {type: string}}}
  securitySchemes:
    device:
      type: oauth2
      deprecated: true
      oauth2MetadataUrl: https://example.com/meta
      flows:
        deviceAuthorization:
          {deviceAuthorizationUrl: https://example.com/d, tokenUrl: https://example.com/t, scopes: {send: send}}
";
    let loaded = load_text("parcels.yaml", text);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let contract = loaded.contract.expect("a contract");
    insta::assert_snapshot!(dump(&contract));
    assert_eq!(contract.servers[0].name.as_deref(), Some("live"));
    assert_eq!(contract.tags[0].summary.as_deref(), Some("Big ones"));
    assert_eq!(contract.tags[1].parent.as_deref(), Some("big"));
    assert!(contract.security_schemes["device"].deprecated);
    let query = contract.operation("findParcels").expect("an operation");
    assert!(query.method.is_idempotent());
    let copy = contract.operation("copyParcel").expect("an operation");
    assert_eq!(copy.method.as_str(), "COPY");
    let parcel = contract.schema(contract.component_schemas["Parcel"]);
    let discriminator = parcel.discriminator.as_ref().expect("a discriminator");
    assert_eq!(
        discriminator.default_mapping,
        Some(contract.component_schemas["Box"])
    );
}

#[test]
fn a_security_scheme_may_be_named_by_a_reference() {
    let text = "
openapi: 3.2.0
info: {title: Parcels, version: '1'}
security: [{'#/components/securitySchemes/key': []}, {'#/components/other': []}]
paths: {}
components:
  securitySchemes: {key: {type: apiKey, name: key, in: header}}
";
    let loaded = load_text("parcels.yaml", text);
    let codes: Vec<&str> = loaded
        .diagnostics
        .iter()
        .map(|finding| finding.code)
        .collect();
    assert_eq!(codes, ["undeclared-security-scheme"]);
    let contract = loaded.contract.expect("a contract");
    let names: Vec<&String> = contract.security_schemes.keys().collect();
    assert_eq!(names, ["key", "#/components/securitySchemes/key"]);
}
