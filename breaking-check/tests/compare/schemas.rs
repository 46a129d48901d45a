//! Random schemas of every keyword, small enough that a few dozen values tell them apart.

use proptest::prelude::*;
use serde_json::{Value, json};

/// Values that tell many small schemas apart.
pub(crate) fn samples() -> Vec<Value> {
    let scalars = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(2),
        json!(3),
        json!(-1),
        json!(0.5),
        json!(2.5),
        json!(""),
        json!("a"),
        json!("b"),
        json!("ab"),
        json!("aab"),
        json!("c1"),
    ];
    let mut values = scalars.clone();
    values.push(json!([]));
    values.push(json!({}));
    for (at, one) in scalars.iter().enumerate() {
        let other = &scalars[(at * 7 + 3) % scalars.len()];
        values.push(json!([one]));
        values.push(json!([one, one]));
        values.push(json!([one, other]));
        values.push(json!([other, one, one]));
        values.push(json!({"a": one}));
        values.push(json!({"b": one}));
        values.push(json!({"a": one, "b": other}));
        values.push(json!({"x1": one, "a": other}));
        values.push(json!({"a": {"a": one}, "b": [other]}));
    }
    values
}

/// Schemas of all keywords, small enough that samples mean something.
pub(crate) fn schema() -> impl Strategy<Value = Value> {
    let pattern = prop_oneof![
        Just("^a"),
        Just("b$"),
        Just("^[ab]+$"),
        Just("^a*$"),
        Just("[0-9]"),
        Just("^(a|ab)b*$"),
    ];
    let number = || {
        prop_oneof![
            Just(json!(0)),
            Just(json!(1)),
            Just(json!(2)),
            Just(json!(2.5)),
            Just(json!(-1))
        ]
    };
    let leaf = prop_oneof![
        Just(json!(true)),
        Just(json!(false)),
        prop_oneof![
            Just("null"),
            Just("boolean"),
            Just("integer"),
            Just("number"),
            Just("string"),
            Just("array"),
            Just("object")
        ]
        .prop_map(|of| json!({"type": of})),
        proptest::sample::subsequence(samples(), 1..4).prop_map(|values| json!({"enum": values})),
        (number(), number()).prop_map(|(low, high)| json!({"minimum": low, "maximum": high})),
        (number(), number())
            .prop_map(|(low, high)| json!({"exclusiveMinimum": low, "exclusiveMaximum": high})),
        prop_oneof![
            Just(json!(1)),
            Just(json!(2)),
            Just(json!(0.5)),
            Just(json!(1.5))
        ]
        .prop_map(|of| json!({"multipleOf": of})),
        (0_u8..3, 0_u8..4).prop_map(|(min, max)| json!({"minLength": min, "maxLength": max})),
        pattern
            .clone()
            .prop_map(|pattern| json!({"pattern": pattern})),
        (0_u8..3, 0_u8..4).prop_map(|(min, max)| json!({"minItems": min, "maxItems": max})),
        Just(json!({"uniqueItems": true})),
        proptest::sample::subsequence(vec!["a", "b", "x1"], 1..3)
            .prop_map(|keys| json!({"required": keys})),
        (0_u8..3, 0_u8..4)
            .prop_map(|(min, max)| json!({"minProperties": min, "maxProperties": max})),
        Just(json!({"dependentRequired": {"a": ["b"]}})),
    ];
    leaf.prop_recursive(3, 12, 3, move |inner| {
        let one = inner.clone();
        let several = proptest::collection::vec(inner, 1..4);
        prop_oneof![
            one.clone().prop_map(|not| json!({"not": not})),
            several.clone().prop_map(|all| json!({"allOf": all})),
            several.clone().prop_map(|any| json!({"anyOf": any})),
            several.prop_map(|one| json!({"oneOf": one})),
            (one.clone(), one.clone(), one.clone())
                .prop_map(|(test, then, other)| json!({"if": test, "then": then, "else": other})),
            (one.clone(), one.clone()).prop_map(|(a, rest)| json!({"properties": {"a": a}, "additionalProperties": rest})),
            (pattern.clone(), one.clone(), one.clone()).prop_map(|(pattern, matched, b)| {
                json!({"patternProperties": {pattern: matched}, "properties": {"b": b}})
            }),
            one.clone().prop_map(|names| json!({"propertyNames": names})),
            one.clone().prop_map(|then| json!({"dependentSchemas": {"a": then}})),
            (one.clone(), one.clone()).prop_map(|(first, rest)| json!({"prefixItems": [first], "items": rest})),
            (one.clone(), 0_u8..3, 0_u8..3)
                .prop_map(|(item, min, max)| json!({"contains": item, "minContains": min, "maxContains": max})),
            (one.clone(), one.clone()).prop_map(|(a, rest)| {
                json!({"anyOf": [{"properties": {"a": a}}, {"properties": {"b": true}}], "unevaluatedProperties": rest})
            }),
            (one.clone(), one).prop_map(|(one, other)| match (one, other) {
                (Value::Object(mut one), Value::Object(other)) => {
                    one.extend(other);
                    Value::Object(one)
                }
                (one, other) => json!({"allOf": [one, other]}),
            }),
        ]
    })
}

pub(crate) fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .build(schema)
        .expect("the generator makes schemas")
}

/// Pairs that have something to do with each other: a schema and an edit of it, or two schemas.
pub(crate) fn pair() -> impl Strategy<Value = (Value, Value)> {
    let related = (schema(), schema(), 0_u8..6).prop_map(|(one, other, how)| {
        let edited = match how {
            0 => json!({"allOf": [one, other]}),
            1 => json!({"anyOf": [other, one]}),
            2 => json!({"not": {"not": one}}),
            3 => json!({"oneOf": [one, other]}),
            4 => json!({"$ref": "#/$defs/s", "$defs": {"s": one}}),
            _ => other,
        };
        (one, edited)
    });
    related.prop_flat_map(|(one, other)| {
        prop_oneof![Just((one.clone(), other.clone())), Just((other, one))]
    })
}
