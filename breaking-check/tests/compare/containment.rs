//! Laws of containment over every keyword, with the `jsonschema` crate as judge: its validator tries values, its algebra
//! answers for itself.

use countersign_breaking_check::relation::{Covers, Relation, covers, relate};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::schemas::{pair, samples, schema, validator};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_covered_has_no_counterexample((inner, outer) in pair()) {
        let answer = covers(&outer, &inner);
        let (small, large) = (validator(&inner), validator(&outer));
        let counterexample = samples().into_iter().find(|value| small.is_valid(value) && !large.is_valid(value));
        match (answer, counterexample) {
            (Covers::Yes, Some(value)) => prop_assert!(false, "{value} is a counterexample"),
            (Covers::No(value), _) => {
                prop_assert!(small.is_valid(&value) && !large.is_valid(&value), "{value} is no counterexample");
            }
            (Covers::Unknown(reason), _) => prop_assert!(!reason.contains("sees a value otherwise"), "{reason}"),
            (Covers::Yes, None) => {}
        }
    }

    #[test]
    fn every_schema_covers_its_rewrites(one in schema(), other in schema()) {
        for rewrite in [
            json!({"allOf": [one]}),
            json!({"not": {"not": one}}),
            json!({"anyOf": [one, {"allOf": [one, other]}]}),
            json!({"$ref": "#/$defs/s", "$defs": {"s": one}}),
            json!({"if": other, "then": one, "else": one}),
        ] {
            let relation = relate(&one, &rewrite);
            prop_assert!(matches!(relation, Relation::Equal | Relation::Unknown(_)), "{relation:?}: {rewrite}");
        }
    }

    #[test]
    fn covering_is_transitive(one in schema(), other in schema(), third in schema()) {
        if covers(&other, &one) == Covers::Yes && covers(&third, &other) == Covers::Yes {
            prop_assert!(!matches!(covers(&third, &one), Covers::No(_)));
        }
    }

    #[test]
    fn the_algebra_of_others_never_disagrees((inner, outer) in pair()) {
        use jsonschema::canonical::{Containment, options};
        let read = |schema: &Value| options().offline().with_draft(jsonschema::Draft::Draft202012).canonicalize(schema);
        if let (Ok(large), Ok(small)) = (read(&outer), read(&inner))
            && let Ok(Containment::Yes) = large.covers(&small)
        {
            // Where it says no, a counterexample of ours says so too, or nobody knows.
            let answer = covers(&outer, &inner);
            prop_assert!(!matches!(answer, Covers::No(_)), "{answer:?}");
        }
    }
}

/// Schemas that are made to be hard have an answer, and the right one or none.
#[test]
fn hostile_schemas_are_answered() {
    let chain = |end: Value| {
        let mut definitions = serde_json::Map::new();
        for at in 0..5_000 {
            definitions.insert(
                format!("s{at}"),
                json!({"$ref": format!("#/$defs/s{}", at + 1)}),
            );
        }
        definitions.insert("s5000".to_owned(), end);
        json!({"$ref": "#/$defs/s0", "$defs": definitions})
    };
    let (one, other) = (json!({"minimum": 1}), json!({"minimum": 0}));
    assert_eq!(
        covers(&chain(other.clone()), &chain(one.clone())),
        Covers::Yes
    );
    assert!(matches!(
        covers(&chain(json!({"enum": [1]})), &chain(one)),
        Covers::No(_)
    ));

    let nested = |mut end: Value| {
        for _ in 0..90 {
            end = json!({"properties": {"p": end}, "required": ["p"], "type": "object"});
        }
        end
    };
    let answer = covers(&nested(json!(false)), &nested(other));
    assert!(
        matches!(answer, Covers::No(_) | Covers::Unknown(_)),
        "{answer:?}"
    );

    let tower = |first: &str| {
        let member = |at: usize| json!({"required": [format!("{first}{at}")], "properties": {format!("q{at}"): {"type": "string"}}});
        let all: Vec<Value> = (0..12)
            .map(|at| json!({"oneOf": [member(at), member(at + 1), member(at + 2)]}))
            .collect();
        json!({"type": "object", "allOf": all})
    };
    let answer = covers(&tower("b"), &tower("a"));
    assert!(
        matches!(answer, Covers::No(_) | Covers::Unknown(_)),
        "{answer:?}"
    );

    let pattern = |text: &str| json!({"type": "string", "pattern": text, "maxLength": 5_000});
    for (inner, outer) in [
        ("^(a|aa)+$", "^((a{1,50}){1,50}){1,50}$"),
        ("^(.*a.*b.*){20}$", "^(.*b.*a.*){20}$"),
        ("^(a?){400}a{400}$", "^(a?){400}b{400}$"),
    ] {
        let answer = covers(&pattern(outer), &pattern(inner));
        assert!(
            !matches!(answer, Covers::Yes) || inner == outer,
            "{answer:?}"
        );
    }

    let tree = |leaf: Value| {
        json!({
            "$ref": "#/$defs/a",
            "$defs": {
                "a": {"type": "object", "properties": {"b": {"$ref": "#/$defs/b"}, "v": leaf}, "additionalProperties": {"$ref": "#/$defs/b"}},
                "b": {"anyOf": [{"$ref": "#/$defs/a"}, {"type": "array", "items": {"$ref": "#/$defs/a"}}]}
            }
        })
    };
    assert_eq!(
        covers(&tree(json!({"minimum": 0})), &tree(json!({"minimum": 1}))),
        Covers::Yes
    );
    assert!(matches!(
        covers(&tree(json!({"minimum": 1})), &tree(json!({"minimum": 0}))),
        Covers::No(_)
    ));
}

#[test]
fn a_condition_alone_still_evaluates() {
    let open = json!({"type": "object", "if": {"properties": {"a": true}}, "unevaluatedProperties": false});
    let closed = json!({"type": "object", "additionalProperties": false});
    let named = json!({"type": "object", "properties": {"a": true}, "additionalProperties": false});
    assert!(matches!(covers(&closed, &open), Covers::No(_)));
    assert_eq!(relate(&named, &open), Relation::Equal);
}
