//! Static tables judge as the dynamic engine does.

use countersign_contract::Contract;
use countersign_contract::load::{Draft, LoadOptions, MemoryFetch};
use countersign_core::schema::{Direction, Violations, is_valid, validate};
use countersign_end_to_end::conformance::{
    FileReport, engine as engine_of, suites, tables as tables_of,
};
use countersign_end_to_end::schema_table::table;
use proptest::prelude::*;
use serde_json::{Value, json};

fn instance() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (-3_i64..6).prop_map(Value::from),
        prop::sample::select(vec![
            json!(0.5),
            json!(1.0),
            json!(2.5),
            json!(1e3),
            json!(0.01)
        ]),
        prop::sample::select(vec!["", "a", "ab", "abc", "1", "é\u{1f409}"]).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(key(), inner, 0..4)
                .prop_map(|object| Value::Object(object.into_iter().collect())),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "ab", "c"]).prop_map(str::to_owned)
}

/// One keyword and its value.
fn keyword(schema: BoxedStrategy<Value>) -> BoxedStrategy<(&'static str, Value)> {
    let types = || {
        prop::sample::select(vec![
            "null", "boolean", "integer", "number", "string", "array", "object",
        ])
    };
    let number = || {
        prop::sample::select(vec![
            json!(0),
            json!(1),
            json!(2.5),
            json!(-1),
            json!(0.01),
            json!(3),
        ])
    };
    let some = |keywords: &'static [&'static str]| prop::sample::select(keywords);
    let schemas = prop::collection::vec(schema.clone(), 1..4).prop_map(Value::from);
    let map = prop::collection::btree_map(key(), schema.clone(), 0..3)
        .prop_map(|object| Value::Object(object.into_iter().collect()))
        .boxed();
    let names = prop::collection::btree_set(key(), 0..3)
        .prop_map(|names| json!(names))
        .boxed();
    prop_oneof![
        types().prop_map(|word| ("type", json!(word))),
        prop::collection::btree_set(types(), 1..3).prop_map(|words| ("type", json!(words))),
        prop::collection::vec(instance(), 1..4).prop_map(|members| ("enum", json!(members))),
        instance().prop_map(|value| ("const", value)),
        (
            some(&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]),
            number()
        ),
        prop::sample::select(vec![json!(1), json!(2), json!(0.5), json!(0.01)])
            .prop_map(|number| ("multipleOf", number)),
        (
            some(&[
                "minLength",
                "maxLength",
                "minItems",
                "maxItems",
                "minProperties",
                "maxProperties"
            ]),
            (0..3).prop_map(Value::from)
        ),
        prop::sample::select(vec!["^a", "b$", "\\d", "^[^a]*$", "^\\w+$"])
            .prop_map(|pattern| ("pattern", json!(pattern))),
        Just(("uniqueItems", json!(true))),
        (
            some(&[
                "items",
                "contains",
                "unevaluatedItems",
                "additionalProperties",
                "propertyNames",
                "unevaluatedProperties",
                "not",
                "if",
                "then",
                "else"
            ]),
            schema
        ),
        (some(&["prefixItems", "allOf", "anyOf", "oneOf"]), schemas),
        (some(&["properties", "dependentSchemas"]), map.clone()),
        map.prop_map(|map| (
            "patternProperties",
            match map {
                Value::Object(map) => map
                    .into_iter()
                    .map(|(name, schema)| (format!("^{name}"), schema))
                    .collect(),
                other => other,
            }
        )),
        names.clone().prop_map(|names| ("required", names)),
        (key(), names).prop_map(|(name, names)| ("dependentRequired", json!({ name: names }))),
        (0..3, 0..3).prop_map(|(low, more)| ("contains-range", json!([low, low + more]))),
        Just(("$ref", json!("#/$defs/shared"))),
    ]
    .boxed()
}

fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![Just(json!(true)), Just(json!(false)), Just(json!({}))].boxed();
    let nested = leaf.prop_recursive(4, 40, 4, |inner| {
        prop::collection::vec(keyword(inner.boxed()), 0..5).prop_map(|keywords| {
            let mut schema = serde_json::Map::new();
            for (keyword, value) in keywords {
                if keyword == "contains-range" {
                    schema.insert("minContains".to_owned(), value[0].clone());
                    schema.insert("maxContains".to_owned(), value[1].clone());
                } else {
                    schema.insert(keyword.to_owned(), value);
                }
            }
            Value::Object(schema)
        })
    });
    (nested.clone(), nested).prop_map(|(main, shared)| {
        let Value::Object(mut main) = main else { return main };
        // The shared schema may refer to itself only below a property, else it would never end.
        main.insert("$defs".to_owned(), json!({ "shared": { "type": ["object", "string"],
            "properties": { "a": without_references(shared), "b": { "$ref": "#/$defs/shared" } } } }));
        Value::Object(main)
    })
}

fn without_references(mut schema: Value) -> Value {
    if let Value::Object(object) = &mut schema {
        object.remove("$ref");
    }
    schema
}

fn load(schema: &Value) -> Contract {
    let fetch = MemoryFetch::new().with("schema.json", schema.to_string());
    let options = LoadOptions {
        schema_draft: Some(Draft::D2020),
        ..LoadOptions::default()
    };
    let loaded = countersign_contract::load("schema.json", &fetch, &options);
    loaded.contract.expect("a contract")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 3000, max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn tables_and_engine_agree(schema in schema(), instances in prop::collection::vec(instance(), 1..6)) {
        let engine = jsonschema::draft202012::new(&schema).expect("a schema");
        let contract = load(&schema);
        let table = table(&contract, contract.root_schema.expect("a schema"));
        for instance in instances {
            let accepted = is_valid(table, &instance, Direction::Request);
            prop_assert_eq!(accepted, engine.is_valid(&instance), "{} against {}", instance, schema);
            let mut violations = Violations::default();
            validate(table, &instance, Direction::Request, &mut violations);
            prop_assert_eq!(accepted, violations.is_empty(), "{} against {}", instance, schema);
        }
    }
}

#[test]
fn the_runner_counts_right_wrong_and_out_of_scope() {
    let folder = tempfile::tempdir().unwrap();
    let tests = folder.path().join("tests/draft7");
    let remotes = folder.path().join("remotes/parts");
    let case = |schema: Value, tests: Value| json!({ "description": "case", "schema": schema, "tests": tests });
    let outcomes = json!([
        { "description": "right", "data": "x", "valid": true },
        { "description": "wrong", "data": 1, "valid": true },
    ]);
    let file = json!([
        case(
            json!({ "$ref": "http://localhost:1234/parts/text.json" }),
            outcomes
        ),
        case(
            json!({ "$ref": "#/nowhere" }),
            json!([{ "description": "broken", "data": 1, "valid": true }])
        ),
    ]);
    let float = "a float is not an integer even without fractional part";
    let floats = json!([{ "description": float, "data": 1.0, "valid": false }]);
    write(&tests.join("type.json"), &file);
    write(
        &tests.join("zeroTerminatedFloats.json"),
        &json!([case(json!({ "type": "integer" }), floats)]),
    );
    write(&remotes.join("text.json"), &json!({ "type": "string" }));
    let suites = suites(folder.path()).unwrap();
    let required = FileReport {
        name: "type".to_owned(),
        passed: 1,
        failed: vec![
            "case: wrong".to_owned(),
            "case: `#/nowhere` leads nowhere: there is no `nowhere`".to_owned(),
        ],
        out_of_scope: 0,
    };
    let optional = FileReport {
        name: "zeroTerminatedFloats".to_owned(),
        out_of_scope: 1,
        ..FileReport::default()
    };
    let expected = [required, optional];
    for implementation in [tables_of, engine_of] {
        assert_eq!(suites[0].run(&implementation).unwrap(), expected);
    }
}

#[expect(clippy::disallowed_methods, reason = "a test writes its fixture")]
fn write(path: &std::path::Path, text: &Value) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
    std::fs::write(path, text.to_string()).expect("writable");
}
