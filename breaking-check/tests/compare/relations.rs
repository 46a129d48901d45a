//! Laws of the relation between schemas, on random edits.

use countersign_breaking_check::relation::{Covers, Relation, covers, relate};
use countersign_breaking_check::{Options, Verdict, World};
use countersign_contract::Severity;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{compare_with, whole};

/// Small schemas of the kinds that contracts are made of.
fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        (0_u64..4, 4_u64..9).prop_map(
            |(least, most)| json!({"type": "string", "minLength": least, "maxLength": most})
        ),
        (0_i64..4, 4_i64..9).prop_map(
            |(least, most)| json!({"type": "integer", "minimum": least, "maximum": most})
        ),
        proptest::sample::subsequence(vec!["a", "b", "c", "d"], 1..4)
            .prop_map(|values| json!({"enum": values})),
        Just(json!({"type": "boolean"})),
        Just(json!({"type": ["string", "null"]})),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            (inner.clone(), any::<bool>()).prop_map(|(property, required)| {
                let required: &[&str] = if required { &["p"] } else { &[] };
                json!({"type": "object", "properties": {"p": property}, "required": required})
            }),
            (inner.clone(), 1_u64..4)
                .prop_map(|(item, most)| json!({"type": "array", "items": item, "maxItems": most})),
            (inner.clone(), inner).prop_map(|(one, other)| json!({"anyOf": [one, other]})),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_schema_equals_itself(one in schema()) {
        prop_assert_eq!(relate(&one, &one), Relation::Equal);
    }

    #[test]
    fn narrower_seen_from_the_other_side_is_wider(one in schema(), other in schema()) {
        let forth = relate(&one, &other);
        let back = relate(&other, &one).reversed();
        match (forth, back) {
            (Relation::Unknown(_), Relation::Unknown(_)) => {}
            (forth, back) => prop_assert_eq!(forth, back),
        }
    }

    #[test]
    fn a_conjunction_is_covered_by_each_of_its_members(one in schema(), other in schema()) {
        let both = json!({"allOf": [&one, other]});
        prop_assert!(!matches!(covers(&one, &both), Covers::No(_)));
    }

    #[test]
    fn a_union_covers_each_of_its_members(one in schema(), other in schema()) {
        let either = json!({"anyOf": [&one, other]});
        prop_assert!(!matches!(covers(&either, &one), Covers::No(_)));
    }
}

/// Breaking or not, proven: in the open world, and in one direction.
fn breaks(base: &Value, revision: &Value, response: bool) -> bool {
    let options = Options {
        world: World::Open,
        ..Options::default()
    };
    let (base, revision) = (
        whole(&base.to_string(), response),
        whole(&revision.to_string(), response),
    );
    let report = compare_with(&base, &revision, &options);
    report
        .changes
        .iter()
        .any(|change| change.verdict == Verdict::Proven)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_breaks_a_request_breaks_a_response_the_other_way_round(one in schema(), other in schema()) {
        prop_assert_eq!(breaks(&one, &other, false), breaks(&other, &one, true));
    }

    #[test]
    fn a_proof_never_contradicts_the_algebra(one in schema(), other in schema()) {
        if breaks(&one, &other, false) {
            prop_assert_ne!(covers(&other, &one), Covers::Yes);
        }
    }

    #[test]
    fn what_the_algebra_refutes_is_never_called_harmless(one in schema(), other in schema()) {
        if matches!(covers(&other, &one), Covers::No(_)) {
            let options = Options { world: World::Open, ..Options::default() };
            let report = compare_with(&whole(&one.to_string(), false), &whole(&other.to_string(), false), &options);
            prop_assert!(report.worst() >= Some(Severity::Warning), "{:?}", report.changes);
        }
    }
}

#[test]
fn the_five_answers() {
    let small = json!({"type": "integer", "minimum": 1, "maximum": 3});
    let large = json!({"type": "integer", "minimum": 0, "maximum": 9});
    assert_eq!(relate(&large, &small), Relation::Narrower);
    assert_eq!(relate(&small, &large), Relation::Wider);
    assert_eq!(relate(&small, &json!({"enum": [1, 2, 3]})), Relation::Equal);
    let texts = json!({"type": "string"});
    assert_eq!(relate(&small, &texts), Relation::Incomparable);
    let (one, other) = (
        json!({"type": "string", "pattern": "^a+$"}),
        json!({"type": "string", "pattern": "^(a|b)+$"}),
    );
    assert_eq!(relate(&one, &other), Relation::Wider);
    let opaque = json!({"type": "string", "pattern": "^(?=a)(?<!b)"});
    assert!(matches!(relate(&opaque, &other), Relation::Unknown(_)));
}
