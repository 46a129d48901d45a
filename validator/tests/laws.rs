//! What holds for every input.

use countersign_contract::load;
use countersign_contract::schema::Projection;
use countersign_validator::{
    Body, Headers, Instance, RecordedRequest, Recording, Validator, find_schema,
};
use proptest::prelude::*;

const CONTRACT: &str = r"
openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a/{p}/{m}:
    post:
      parameters:
        - { name: p, in: path, required: true, style: label, explode: true, schema: { type: object, properties: { x: { type: integer } } } }
        - { name: m, in: path, required: true, style: matrix, explode: true, schema: { type: array, items: { type: number } } }
        - { name: s, in: query, style: spaceDelimited, explode: false, schema: { type: array, items: { type: integer } } }
        - { name: b, in: query, style: pipeDelimited, explode: false, schema: { type: object } }
        - { name: d, in: query, style: deepObject, schema: { type: object, additionalProperties: { type: object } } }
        - { name: f, in: query, schema: { oneOf: [{ type: integer }, { type: array, items: { type: string } }] } }
        - { name: j, in: query, content: { application/json: { schema: { type: array } } } }
        - { name: h, in: header, explode: true, schema: { type: object, properties: { x: { type: boolean } } } }
        - { name: c, in: cookie, schema: { type: [integer, 'null'] } }
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Tree' } } } }
      responses: { default: { description: x } }
components:
  schemas:
    Tree:
      type: object
      properties: { next: { $ref: '#/components/schemas/Tree' }, kind: { oneOf: [{ const: a }, { $ref: '#/components/schemas/Tree' }] } }
      unevaluatedProperties: false
";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn no_recording_makes_the_reader_panic(text in "(GET|POST|HTTP/1.1 )?[ /a-z?=%&:{}\"\\[\\]\r\n\u{e9}0-9-]{0,80}", name in "r\\.(http|json|yaml)") {
        drop(Recording::parse(&name, &text));
    }

    #[test]
    fn no_header_block_makes_the_reader_panic(lines in prop::collection::vec("[ -~\\t]{0,20}", 0..6), length in any::<u64>(), body in "\\PC{0,20}") {
        let text = format!("POST /a HTTP/1.1\n{}\nContent-Length: {length}\n\n{body}", lines.join("\n"));
        drop(Recording::parse("r.http", &text));
    }

    #[test]
    fn no_request_makes_the_judge_panic(p in "[^/?#]{1,12}", m in "[^/?#]{1,12}", query in "([sbdfj](\\[[a-z]{0,2}\\]){0,3}=?[^#]{0,6}&?){0,5}", value in "\\PC{0,12}", body in "\\PC{0,30}") {
        let contract = load::load_text("c.yaml", CONTRACT).contract.expect("a contract");
        let headers = ["h", "cookie", "content-type"].map(|name| (name.to_owned(), value.clone()));
        let request = RecordedRequest {
            method: "POST".to_owned(),
            target: format!("/a/.{p}/;{m}?{query}"),
            headers: Headers(headers.to_vec()),
            body: Body::from_text(body),
        };
        let validator = Validator::new(&contract);
        prop_assert!(validator.check_request(&request, None).operation.is_some());
    }

    #[test]
    fn a_report_and_the_bare_verdict_agree(text in "[{}\\[\\]\":,a-z0-9 ]{0,40}") {
        let contract = load::load_text("c.yaml", CONTRACT).contract.expect("a contract");
        let validator = Validator::new(&contract);
        let schema = find_schema(&contract, "Tree").expect("a schema");
        if let Some(value) = Instance::parse("i.yaml", &text).value() {
            let report = validator.check_value(schema, &value, Projection::Plain).expect("a verdict");
            prop_assert_eq!(Ok(report.is_valid()), validator.is_valid_schema(schema, &value, Projection::Plain));
        }
    }
}
