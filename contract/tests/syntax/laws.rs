//! Laws that hold for every text.

use countersign_contract::syntax::Node;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

use crate::support::read;

/// JSON values that both YAML readers know how to write: no numbers beyond 64 bits.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e15..1e15_f64).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[a-zA-Z0-9 .:#'\"~-]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map("[a-zA-Z0-9 _/~é-]{0,8}", inner, 0..6)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// Every span lies in the text, on character boundaries, and children lie in their parents.
fn spans_nest(node: &Node, text: &str) {
    let outer = node.span().range();
    assert!(text.get(outer.clone()).is_some(), "{outer:?}");
    let within = |inner: &Node| {
        let span = inner.span().range();
        assert!(
            outer.start <= span.start && span.end <= outer.end,
            "{span:?} in {outer:?}"
        );
        spans_nest(inner, text);
    };
    for item in node.as_array().unwrap_or_default() {
        within(item);
    }
    for entry in node.as_object().into_iter().flatten() {
        assert!(text.get(entry.key.span.range()).is_some());
        within(&entry.value);
    }
}

/// Fragments that make structure likely in random texts.
fn tokens() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        ": ",
        "- ",
        "\n",
        "\n  ",
        "\t",
        "\"",
        "'",
        "\\",
        "\\u12",
        "\\ud800",
        "/*",
        "*/",
        "//",
        "#",
        "# ",
        "&a ",
        "*a",
        "<<: ",
        "? ",
        "| ",
        ">-",
        "!!int ",
        "!x ",
        "---",
        "...",
        "%YAML 1.2",
        "1",
        "-1.5e9",
        "01",
        ".5",
        "true",
        "null",
        "yes",
        "key",
        "é",
        "\u{feff}",
        "\u{0}",
        "\r",
    ]);
    prop::collection::vec(token, 0..60).prop_map(|tokens| tokens.concat())
}

/// The same cases in every run.
fn config() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(0x5eed),
        failure_persistence: None,
        ..ProptestConfig::with_cases(256)
    }
}

/// Do YAML 1.1 and 1.2 agree on the line breaks in this text? 1.1 takes NEL, LS and PS for some.
fn line_breaks_are_undisputed(text: &str) -> bool {
    !text.contains(['\u{85}', '\u{2028}', '\u{2029}'])
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        read("a.json", &text);
        read("a.yaml", &text);
    }

    #[test]
    fn no_sequence_of_tokens_makes_the_reader_panic(text in tokens()) {
        for name in ["a.json", "a.yaml", "<stdin>"] {
            let parsed = read(name, &text);
            prop_assert!(parsed.node.is_some() || parsed.findings.contains("error["), "{:?}", parsed.findings);
        }
    }

    #[test]
    fn spans_of_any_json_text_nest(text in tokens()) {
        if let Some(node) = read("a.json", &text).node {
            spans_nest(&node, &text);
        }
    }

    #[test]
    fn spans_of_any_yaml_text_nest(text in tokens()) {
        let merges = text.contains("<<"); // merged entries keep the spans of their origin
        if let Some(node) = read("a.yaml", &text).node.filter(|_| !merges) {
            spans_nest(&node, &text);
        }
    }

    #[test]
    fn printed_json_reads_back(value in json(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let text = text.expect("a value prints");
        let parsed = read("a.json", &text);
        prop_assert_eq!(parsed.findings, "");
        let node = parsed.node.expect("a value");
        spans_nest(&node, &text);
        prop_assert_eq!(node.to_json(), value);
    }

    #[test]
    fn json_is_accepted_exactly_when_serde_json_accepts_it(text in tokens()) {
        let parsed = read("a.json", &text);
        let text = text.trim_start_matches('\u{feff}');
        let theirs = serde_json::from_str::<Value>(text);
        let tolerated = ["json-comment", "json-trailing-comma", "json-lone-surrogate", "duplicate-key"];
        let differs = tolerated.iter().any(|code| parsed.findings.contains(code));
        if !differs {
            prop_assert_eq!(parsed.findings.is_empty(), theirs.is_ok(), "{:?} {:?}", parsed.findings, theirs);
        }
    }

    #[test]
    fn printed_yaml_reads_back_as_serde_yaml_has_it(value in json()) {
        let text = serde_yaml::to_string(&value).expect("a value prints");
        prop_assume!(line_breaks_are_undisputed(&text));
        let theirs: Value = serde_yaml::from_str(&text).expect("it reads its own text");
        let parsed = read("a.yaml", &text);
        prop_assert!(!parsed.findings.contains("error["), "{}", parsed.findings);
        prop_assert_eq!(parsed.node.expect("a value").to_json(), theirs);
    }
}
