//! YAML texts.

use std::fmt::Write as _;

use countersign_contract::syntax::{Node, Number, SyntaxLimits};

use crate::support::{check, findings, read, read_within};

#[test]
fn plain_scalars_follow_the_core_schema() {
    check(
        "a.yaml",
        "a: 1\nb: [~, true, 3.10, 0x1F, text]\n200:\n  c: |\n    x\n    y\nd:\n",
        r#"{"a":1,"b":[null,true,3.1,31,"text"],"200":{"c":"x\ny\n"},"d":null}"#,
        "",
    );
}

#[test]
fn quoted_scalars_are_strings() {
    check(
        "a.yaml",
        r#"["1", 'true', "\ud83d\ude00\n", 'it''s']"#,
        "[\"1\",\"true\",\"😀\\n\",\"it's\"]",
        "",
    );
}

#[test]
fn numbers_keep_their_digits() {
    let node = read("a.yaml", "version: 3.10\n").node.expect("a mapping");
    let version = node.get("version").and_then(|node| node.as_number());
    assert_eq!(version.map(Number::as_text), Some("3.10"));
}

#[test]
fn spans_cover_what_was_written() {
    let text = "a:\n  b: [x, 'y']\n  c: |\n    z\n\n# end\nd: 1\n";
    let node = read("a.yaml", text).node.expect("a mapping");
    let written = |pointer: &str| {
        let pointer = countersign_contract::JsonPointer::parse(pointer).expect("a pointer");
        &text[node.at(&pointer).expect("a node").span().range()]
    };
    assert_eq!(written("/a/b"), "[x, 'y']");
    assert_eq!(written("/a/b/1"), "'y'");
    assert_eq!(written("/a/c"), "z");
    assert_eq!(written("/a"), "b: [x, 'y']\n  c: |\n    z");
    assert_eq!(written("/d"), "1");
    let key = &node
        .as_object()
        .expect("a mapping")
        .entry("d")
        .expect("d")
        .key;
    assert_eq!(&text[key.span.range()], "d");
}

#[test]
fn offsets_are_bytes_after_characters_of_several() {
    let text = "\u{feff}é: ü\nb: [ß, x]\n";
    let parsed = read("a.yaml", text);
    let node = parsed.node.expect("a mapping");
    let items = node
        .get("b")
        .and_then(|b| b.as_array())
        .expect("a sequence");
    assert_eq!(&text[items[1].span().range()], "x");
    assert_eq!(parsed.findings, "");
}

#[test]
fn booleans_of_yaml_1_1_are_strings_with_a_warning() {
    check(
        "a.yaml",
        "a: on\nb: 'no'\nno: 1\ny: 1\n",
        r#"{"a":"on","b":"no","no":1,"y":1}"#,
        "a.yaml:1:4 warning[yaml-1.1-boolean] `on` is the string \"on\" here, and a boolean for YAML 1.1 readers
a.yaml:3:1 warning[yaml-1.1-boolean] `no` is the string \"no\" here, and a boolean for YAML 1.1 readers",
    );
}

#[test]
fn numbers_that_json_does_not_have_are_strings_with_a_warning() {
    check(
        "a.yaml",
        "[.inf, 007]",
        r#"[".inf",7]"#,
        "a.yaml:1:2 warning[yaml-not-json] `.inf` is a number that JSON does not have; it is read as a string
a.yaml:1:8 warning[yaml-leading-zero] `007` is a decimal number here, and octal for YAML 1.1 readers",
    );
}

#[test]
fn merge_keys_are_applied_and_own_keys_win() {
    check(
        "a.yaml",
        "base: &b {x: 1, y: 2}\nother:\n  x: 0\n  <<: *b\n  z: 3\n",
        r#"{"base":{"x":1,"y":2},"other":{"x":0,"y":2,"z":3}}"#,
        "",
    );
}

#[test]
fn an_earlier_mapping_of_a_merge_wins_over_a_later_one() {
    check(
        "a.yaml",
        "- &a {x: 1}\n- &b {x: 2, y: 2}\n- <<: [*a, *b]\n",
        r#"[{"x":1},{"x":2,"y":2},{"x":1,"y":2}]"#,
        "",
    );
}

#[test]
fn merged_values_point_to_their_origin() {
    let text = "- &a {x: 1}\n- <<: *a\n";
    let node = read("a.yaml", text).node.expect("a sequence");
    let merged = &node.as_array().expect("a sequence")[1];
    let entry = merged
        .as_object()
        .expect("a mapping")
        .entry("x")
        .expect("x");
    assert_eq!(entry.key.span.range(), 6..7);
}

#[test]
fn a_merge_of_something_else_is_refused() {
    check(
        "a.yaml",
        "a: 1\n<<: [x, {y: 1}]\n\"<<\": 2\n",
        r#"{"a":1,"y":1,"<<":2}"#,
        "a.yaml:2:6 error[yaml-merge] `<<` merges mappings, and this is of type string
  a.yaml:2:1 merged here",
    );
}

#[test]
fn aliases_repeat_what_their_anchor_names() {
    check(
        "a.yaml",
        "a: &x {k: [1]}\nb: *x\n? &key name\n: *key\n",
        r#"{"a":{"k":[1]},"b":{"k":[1]},"name":"name"}"#,
        "",
    );
}

#[test]
fn an_anchor_may_be_used_again_for_another_value() {
    check("a.yaml", "[&x 1, *x, &x 2, *x]", "[1,1,2,2]", "");
}

#[test]
fn an_alias_inside_its_own_value_is_refused() {
    check(
        "a.yaml",
        "a: &x\n  b: [*x]\n",
        r#"{"a":{"b":[null]}}"#,
        "a.yaml:2:7 error[yaml-recursive-alias] this alias stands inside the value it repeats
  a.yaml:2:3 the value starts here",
    );
}

#[test]
fn an_alias_without_an_anchor_is_refused() {
    check(
        "a.yaml",
        "[*x, 1]",
        "[null,1]",
        "a.yaml:1:2 error[yaml-unknown-anchor] there is no anchor `&x` before this",
    );
}

#[test]
fn an_alias_bomb_is_defused() {
    let mut text = String::from("l0: &l0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..=9 {
        let below = format!("*l{}", level - 1);
        let aliases = [below.as_str(); 9].join(", ");
        writeln!(text, "l{level}: &l{level} [{aliases}]").expect("a string takes everything");
    }
    let parsed = read("a.yaml", &text);
    assert_eq!(
        parsed.findings,
        "a.yaml:7:10 error[yaml-alias-expansion] the aliases of this file stand for more than 1000000 nodes
  a.yaml:6:9 this is repeated\n"
    );
    assert!(parsed.node.is_some());
}

#[test]
fn a_chain_of_aliases_is_not_deeper_than_the_limit() {
    let mut text = String::from("- &a0 [x]\n");
    for level in 1..5_000 {
        let below = level - 1;
        writeln!(text, "- &a{level} [*a{below}]").expect("a string takes everything");
    }
    let parsed = read("a.yaml", &text);
    let first = parsed.findings.lines().next().expect("a finding");
    assert_eq!(
        first,
        "a.yaml:255:10 error[nesting-too-deep] arrays and objects are nested deeper than 255 levels here"
    );
}

#[test]
fn a_repeated_key_is_reported_once_with_both_places() {
    check(
        "a.yaml",
        "a: 1\nb: 2\n'a': 3\n",
        r#"{"a":1,"b":2}"#,
        "a.yaml:3:1 error[duplicate-key] the key `a` is written twice in one mapping
  a.yaml:1:1 first written here",
    );
}

#[test]
fn tags_beyond_the_core_schema_are_dropped_with_a_warning() {
    check(
        "a.yaml",
        "a: !money 1\nb: !!str 1\nc: !!int '3'\nd: ! 4\ne: !!binary aGk=\n",
        r#"{"a":"1","b":"1","c":3,"d":"4","e":"aGk="}"#,
        "a.yaml:1:4 warning[yaml-tag] the tag `!money` means nothing in a contract
a.yaml:5:4 warning[yaml-tag] the tag `!!binary` means nothing in a contract",
    );
}

#[test]
fn a_value_that_contradicts_its_tag_is_refused() {
    check(
        "a.yaml",
        "a: !!int x\n",
        r#"{"a":"x"}"#,
        "a.yaml:1:10 error[yaml-tag] `x` is not what its tag `!!int` says",
    );
}

#[test]
fn a_second_document_is_refused() {
    check(
        "a.yaml",
        "---\na: 1\n---\nb: 1\n",
        r#"{"a":1}"#,
        "a.yaml:3:1 error[yaml-several-documents] a second YAML document starts here",
    );
}

#[test]
fn a_tab_as_indentation_is_named() {
    check(
        "a.yaml",
        "a:\n\tb: 1\n",
        r#"{"a":null}"#,
        "a.yaml:2:1 error[yaml-tab-indentation] a tab stands where YAML wants spaces",
    );
}

#[test]
fn a_complex_key_is_refused() {
    check(
        "a.yaml",
        "? [a, b]\n: 1\nc: 2\n",
        r#"{"c":2}"#,
        "a.yaml:1:3 error[yaml-complex-key] a key must be a scalar, and this is of type array",
    );
}

#[test]
fn what_was_read_before_a_fault_is_kept() {
    let parsed = read("a.yaml", "a: 1\nb: [1, 2\nc: 3\n");
    assert_eq!(
        parsed.node.expect("a mapping").get("a").map(Node::to_json),
        Some(1.into())
    );
    assert!(
        parsed.findings.contains("error[yaml-syntax]"),
        "{}",
        parsed.findings
    );
}

#[test]
fn deep_nesting_is_an_error_not_an_overflow() {
    for text in [
        "[".repeat(20_000),
        "- ".repeat(20_000),
        format!("a: {}", "{a: ".repeat(20_000)),
        "? ".repeat(20_000),
    ] {
        let found = findings("a.yaml", &text);
        assert!(found.contains("error[nesting-too-deep]"), "{found}");
    }
}

#[test]
fn a_tighter_limit_is_kept() {
    let limits = SyntaxLimits {
        nesting: 2,
        ..SyntaxLimits::default()
    };
    let parsed = read_within("a.yaml", "a:\n  b: [1]\n", &limits);
    assert!(
        parsed.findings.contains("deeper than 2 levels"),
        "{}",
        parsed.findings
    );
}

#[test]
fn a_file_of_comments_is_empty() {
    assert_eq!(
        findings("a.yaml", "# nothing\n"),
        "a.yaml:1:1 error[empty-file] there is nothing in this file but comments\n"
    );
    assert_eq!(
        findings("a.yaml", "\n"),
        "a.yaml:1:1 error[empty-file] `a.yaml` is empty\n"
    );
}
