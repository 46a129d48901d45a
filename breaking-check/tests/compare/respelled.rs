//! Any small schema, rewritten at random at any depth without changing what it takes: the comparison has nothing to alarm about.

use countersign_breaking_check::{Options, compare};
use countersign_contract::Severity;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::spellings::{document, findings};
use crate::support::contract;

/// Schemas as people write them: every one of them takes something.
fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!({"type": "string"})),
        (0_u64..3, 3_u64..6)
            .prop_map(|(min, max)| json!({"type": "string", "minLength": min, "maxLength": max})),
        prop_oneof![Just("^[a-z]+$"), Just("^(on|off)$"), Just("^[0-9]{3}$")]
            .prop_map(|pattern| json!({"type": "string", "pattern": pattern})),
        proptest::sample::subsequence(vec!["open", "paid", "lost", "new"], 1..4)
            .prop_map(|values| json!({"type": "string", "enum": values})),
        Just(json!({"const": "fixed"})),
        (-2_i64..3, 3_i64..9)
            .prop_map(|(min, max)| json!({"type": "integer", "minimum": min, "maximum": max})),
        (0_i64..3).prop_map(|min| json!({"type": "number", "exclusiveMinimum": min})),
        Just(json!({"type": "integer", "multipleOf": 5})),
        Just(json!({"type": "boolean"})),
        Just(json!({"type": ["string", "null"], "maxLength": 4})),
        Just(json!({"type": ["integer", "null"]})),
    ];
    leaf.prop_recursive(3, 10, 3, |inner| {
        let one = inner;
        prop_oneof![
            (one.clone(), one.clone(), 0_usize..4, any::<bool>()).prop_map(
                |(a, b, required, closed)| {
                    let required = [json!([]), json!(["a"]), json!(["b"]), json!(["a", "b"])]
                        [required]
                        .clone();
                    let mut object = json!({"type": "object", "properties": {"a": a, "b": b}, "required": required});
                    if closed {
                        object["additionalProperties"] = json!(false);
                    }
                    object
                }
            ),
            (one.clone(), 0_u64..2, 2_u64..4).prop_map(
                |(items, min, max)| json!({"type": "array", "items": items, "minItems": min, "maxItems": max})
            ),
            one.clone()
                .prop_map(|values| json!({"type": "object", "additionalProperties": values})),
            one.prop_map(|items| json!({"oneOf": [{"type": "array", "items": items}, {"type": "boolean"}]})),
        ]
    })
}

/// Chooses, always the same for one seed.
struct Chooser(u64);

impl Chooser {
    /// A number below `count`.
    fn below(&mut self, count: usize) -> usize {
        // Marsaglia's xorshift: good enough to choose with.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % count as u64).expect("a remainder of a count")
    }
}

/// Rewrites a schema below and then, some way, itself.
fn respelled(schema: &Value, choose: &mut Chooser, components: &mut Map<String, Value>) -> Value {
    let Value::Object(members) = schema else {
        return schema.clone();
    };
    let mut own = members.clone();
    for keyword in ["items", "additionalProperties"] {
        if let Some(below) = own.get_mut(keyword) {
            *below = respelled(below, choose, components);
        }
    }
    if let Some(Value::Object(properties)) = own.get_mut("properties") {
        for below in properties.values_mut() {
            *below = respelled(below, choose, components);
        }
    }
    if let Some(Value::Array(alternatives)) = own.get_mut("oneOf") {
        for below in alternatives {
            *below = respelled(below, choose, components);
        }
    }
    for _ in 0..choose.below(3) {
        let way = WAYS[choose.below(WAYS.len())];
        own = way(own, components);
    }
    Value::Object(own)
}

type Schema = Map<String, Value>;
/// A rewrite; what it does not apply to comes back as it was.
type Way = fn(Schema, &mut Map<String, Value>) -> Schema;

const WAYS: [Way; 15] = [
    extracted,
    wrapped,
    split,
    repeated,
    reversed,
    null_apart,
    listed_or_constant,
    alternatives_of_constants,
    excluded_bounds,
    integer_as_number,
    doubly_excluded,
    always_true_condition,
    defaults_written_out,
    implied_length,
    any_instead_of_one,
];

fn schema_of(value: Value) -> Schema {
    match value {
        Value::Object(members) => members,
        other => panic!("{other} is no schema"),
    }
}

fn extracted(own: Schema, components: &mut Map<String, Value>) -> Schema {
    let name = format!("Part{}", components.len());
    components.insert(name.clone(), Value::Object(own));
    schema_of(json!({"$ref": format!("#/components/schemas/{name}")}))
}

fn wrapped(own: Schema, _: &mut Map<String, Value>) -> Schema {
    schema_of(json!({"allOf": [Value::Object(own)]}))
}

fn repeated(own: Schema, _: &mut Map<String, Value>) -> Schema {
    schema_of(json!({"allOf": [own.clone(), Value::Object(own)]}))
}

/// Keywords that look at each other stay together.
fn split(own: Schema, _: &mut Map<String, Value>) -> Schema {
    let (one, other): (Schema, Schema) = own.into_iter().partition(|(keyword, _)| {
        ["type", "properties", "additionalProperties", "items"].contains(&keyword.as_str())
    });
    schema_of(json!({"allOf": [one, other]}))
}

fn reversed(mut own: Schema, _: &mut Map<String, Value>) -> Schema {
    for keyword in ["enum", "required", "type", "oneOf", "anyOf", "allOf"] {
        if let Some(Value::Array(items)) = own.get_mut(keyword) {
            items.reverse();
        }
    }
    if let Some(Value::Object(properties)) = own.get_mut("properties") {
        let turned = std::mem::take(properties).into_iter().rev();
        *properties = turned.collect();
    }
    own
}

fn null_apart(mut own: Schema, _: &mut Map<String, Value>) -> Schema {
    let types = own.get("type").and_then(Value::as_array).cloned();
    let Some(rest) = types.filter(|types| types.contains(&json!("null"))) else {
        return own;
    };
    let rest: Vec<Value> = rest.into_iter().filter(|kind| kind != "null").collect();
    own.insert("type".to_owned(), rest[0].clone());
    schema_of(json!({"oneOf": [own, {"type": "null"}]}))
}

fn listed_or_constant(mut own: Schema, _: &mut Map<String, Value>) -> Schema {
    if let Some(constant) = own.shift_remove("const") {
        own.insert("enum".to_owned(), json!([constant]));
    } else if let Some([only]) = own.get("enum").and_then(Value::as_array).map(Vec::as_slice) {
        let only = only.clone();
        own.shift_remove("enum");
        own.insert("const".to_owned(), only);
    }
    own
}

fn alternatives_of_constants(mut own: Schema, _: &mut Map<String, Value>) -> Schema {
    if let Some(Value::Array(values)) = own.get("enum").cloned() {
        own.shift_remove("enum");
        let members: Vec<Value> = values.iter().map(|value| json!({"const": value})).collect();
        own.insert("anyOf".to_owned(), json!(members));
    }
    own
}

fn excluded_bounds(mut own: Schema, _: &mut Map<String, Value>) -> Schema {
    if own.get("type") != Some(&json!("integer")) {
        return own;
    }
    for (keyword, excluded, step) in [
        ("minimum", "exclusiveMinimum", -1),
        ("maximum", "exclusiveMaximum", 1),
    ] {
        if let Some(bound) = own.shift_remove(keyword).and_then(|bound| bound.as_i64()) {
            own.insert(excluded.to_owned(), json!(bound + step));
        }
    }
    own
}

fn integer_as_number(mut own: Schema, _: &mut Map<String, Value>) -> Schema {
    if own.get("type") == Some(&json!("integer")) && !own.contains_key("multipleOf") {
        own.insert("type".to_owned(), json!("number"));
        own.insert("multipleOf".to_owned(), json!(1));
    }
    own
}

/// What a scalar says beside its type.
fn beside_type(own: &Schema) -> Option<(Value, Schema)> {
    let kind = own.get("type")?.clone();
    let scalar = ["string", "integer", "number", "boolean"].contains(&kind.as_str()?);
    let mut rest = own.clone();
    rest.shift_remove("type");
    (scalar && !rest.contains_key("enum") && !rest.contains_key("anyOf")).then_some((kind, rest))
}

fn doubly_excluded(own: Schema, _: &mut Map<String, Value>) -> Schema {
    match beside_type(&own) {
        Some((kind, rest)) => schema_of(json!({"type": kind, "not": {"not": rest}})),
        None => own,
    }
}

fn always_true_condition(own: Schema, _: &mut Map<String, Value>) -> Schema {
    match beside_type(&own) {
        Some((kind, rest)) => {
            schema_of(json!({"type": kind, "if": true, "then": rest, "else": false}))
        }
        None => own,
    }
}

fn defaults_written_out(mut own: Schema, _: &mut Map<String, Value>) -> Schema {
    for (keyword, default) in [
        ("minLength", json!(0)),
        ("minItems", json!(0)),
        ("uniqueItems", json!(false)),
        ("required", json!([])),
        ("minProperties", json!(0)),
        ("propertyNames", json!(true)),
        ("minContains", json!(2)),
    ] {
        own.entry(keyword.to_owned()).or_insert(default);
    }
    own
}

fn implied_length(mut own: Schema, _: &mut Map<String, Value>) -> Schema {
    if own.contains_key("enum") || own.contains_key("const") {
        own.insert("minLength".to_owned(), json!(1));
        own.insert("maxLength".to_owned(), json!(5));
    }
    own
}

fn any_instead_of_one(mut own: Schema, _: &mut Map<String, Value>) -> Schema {
    if let Some(alternatives) = own.shift_remove("oneOf") {
        own.insert("anyOf".to_owned(), alternatives);
    }
    own
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_schema_in_other_words_alarms_nobody(schema in schema(), seed in 1_u64.., response: bool) {
        let mut components = Map::new();
        let other = respelled(&schema, &mut Chooser(seed), &mut components);
        let plain = document("3.1.0", &schema, &json!({}), response);
        let rewritten = document("3.1.0", &other, &Value::Object(components), response);
        for (base, revision) in [(&plain, &rewritten), (&rewritten, &plain)] {
            let report = compare(
                &contract("base.json", base),
                &contract("revision.json", revision),
                &Options::default(),
            );
            let alarming = report.changes.iter().any(|change| change.severity > Severity::Info);
            prop_assert!(!alarming, "{base}\n=>\n{revision}\n{:#?}", findings(&report));
        }
    }
}
