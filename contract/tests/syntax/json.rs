//! JSON texts.

use crate::support::{check, findings, read};

#[test]
fn values_of_every_kind_are_read() {
    check(
        "a.json",
        r#" {"a": [1, -2.50, 1e3, true, false, null, "x\n\u00e9\ud83d\ude00"], "": {}} "#,
        r#"{"a":[1,-2.5,1000.0,true,false,null,"x\né😀"],"":{}}"#,
        "",
    );
}

#[test]
fn a_scalar_is_a_document_too() {
    check("a.json", "12", "12", "");
    check("a.json", "\"a\"", "\"a\"", "");
    check("a.json", "null", "null", "");
}

#[test]
fn a_byte_order_mark_is_skipped() {
    check("a.json", "\u{feff}{\"a\":1}", r#"{"a":1}"#, "");
}

#[test]
fn numbers_keep_their_digits() {
    let parsed = read("a.json", "[3.10, 1e400, 123456789012345678901234567890]");
    let node = parsed.node.expect("an array");
    let texts: Vec<&str> = node
        .as_array()
        .expect("an array")
        .iter()
        .map(|item| item.as_number().expect("a number").as_text())
        .collect();
    assert_eq!(texts, ["3.10", "1e400", "123456789012345678901234567890"]);
}

#[test]
fn spans_cover_keys_and_values_with_their_quotes() {
    let text = r#"{"a": ["x", {}]}"#;
    let node = read("a.json", text).node.expect("an object");
    let entry = node.as_object().expect("an object").entry("a").expect("a");
    assert_eq!(&text[entry.key.span.range()], "\"a\"");
    assert_eq!(&text[entry.value.span().range()], "[\"x\", {}]");
    let items = entry.value.as_array().expect("an array");
    assert_eq!(&text[items[0].span().range()], "\"x\"");
    assert_eq!(&text[items[1].span().range()], "{}");
}

#[test]
fn trailing_commas_and_comments_are_tolerated() {
    check(
        "a.json",
        "{\"a\": [1,2,], // why\n \"b\": 1,\n}",
        r#"{"a":[1,2],"b":1}"#,
        "a.json:1:11 warning[json-trailing-comma] JSON has no comma after the last element
a.json:1:15 warning[json-comment] JSON has no comments
a.json:2:8 warning[json-trailing-comma] JSON has no comma after the last element",
    );
}

#[test]
fn a_truncated_text_gives_what_came_before() {
    check(
        "a.json",
        "{\"a\": {\"b\": [1, 2",
        r#"{"a":{"b":[1,2]}}"#,
        "a.json:1:18 error[json-syntax] the text ends inside an array
  a.json:1:13 opened here",
    );
    check(
        "a.json",
        "{\"a\":",
        r#"{"a":null}"#,
        "a.json:1:6 error[json-syntax] the text ends inside an object
  a.json:1:1 opened here",
    );
    check(
        "a.json",
        "{\"a\": \"x",
        r#"{"a":"x"}"#,
        "a.json:1:7 error[json-syntax] this string has no closing quote
a.json:1:9 error[json-syntax] the text ends inside an object
  a.json:1:1 opened here",
    );
}

#[test]
fn a_missing_comma_or_colon_does_not_lose_what_follows() {
    check(
        "a.json",
        r#"{"a" 1 "b": [1 2]}"#,
        r#"{"a":1,"b":[1,2]}"#,
        "a.json:1:6 error[json-syntax] a colon is missing before this
a.json:1:8 error[json-syntax] a comma is missing before this
a.json:1:16 error[json-syntax] a comma is missing before this",
    );
}

#[test]
fn a_missing_value_is_null() {
    check(
        "a.json",
        r#"{"a":, "b"}"#,
        r#"{"a":null,"b":null}"#,
        "a.json:1:6 error[json-syntax] a value is missing before this
a.json:1:11 error[json-syntax] a value is missing before this",
    );
}

#[test]
fn a_wrong_bracket_closes_the_nearest_of_its_kind_or_the_innermost() {
    check(
        "a.json",
        r#"{"a": [1, 2}, "b""#,
        r#"{"a":[1,2]}"#,
        "a.json:1:12 error[json-syntax] `}` does not close the innermost bracket
  a.json:1:7 opened here
a.json:1:13 error[json-syntax] the document ended before this",
    );
    check(
        "a.json",
        r#"{"a": {"b": 1], "c": 2}"#,
        r#"{"a":{"b":1},"c":2}"#,
        "a.json:1:14 error[json-syntax] `]` does not close the innermost bracket
  a.json:1:7 opened here",
    );
}

#[test]
fn words_of_other_languages_are_named() {
    check(
        "a.json",
        "{a: True, 'b': undefined}",
        r#"{"a":null,"b":null}"#,
        "a.json:1:2 error[json-syntax] the key `a` needs double quotes
a.json:1:5 error[json-syntax] `True` is no JSON value
a.json:1:11 error[json-syntax] strings have double quotes in JSON
a.json:1:16 error[json-syntax] `undefined` is no JSON value",
    );
}

#[test]
fn numbers_that_json_does_not_have_are_named() {
    for text in [
        "01",
        "1.",
        "-",
        "1e",
        "0x1F",
        "1_000",
        "2020-01-01",
        "-Infinity",
    ] {
        check(
            "a.json",
            &format!("[{text}]"),
            "[null]",
            &format!("a.json:1:2 error[json-number] `{text}` is no JSON number"),
        );
    }
}

#[test]
fn broken_escapes_are_located() {
    check(
        "a.json",
        r#"["a\qb", "\u12", "\ud83d.", "\ude00"]"#,
        "[\"aqb\",\"\u{fffd}12\",\"\u{fffd}.\",\"\u{fffd}\"]",
        r"a.json:1:4 error[json-escape] `\q` is no JSON escape
a.json:1:11 error[json-escape] `\u` needs four hexadecimal digits
a.json:1:19 warning[json-lone-surrogate] `\ud83d` is half of a surrogate pair and no character by itself
a.json:1:30 warning[json-lone-surrogate] `\ude00` is half of a surrogate pair and no character by itself",
    );
}

#[test]
fn a_forgotten_quote_costs_one_line() {
    check(
        "a.json",
        "{\n  \"a\": \"x,\n  \"b\": 1\n}",
        r#"{"a":"x,","b":1}"#,
        "a.json:2:8 error[json-syntax] this string has no closing quote
a.json:3:3 error[json-syntax] a comma is missing before this",
    );
}

#[test]
fn a_control_character_in_a_string_is_kept_and_reported() {
    check(
        "a.json",
        "[\"a\tb\"]",
        r#"["a\tb"]"#,
        "a.json:1:4 error[json-control-character] the control character U+0009 stands unescaped in a string",
    );
}

#[test]
fn a_repeated_key_is_reported_once_with_both_places() {
    check(
        "a.json",
        "{\"a\": 1,\n \"b\": 2,\n \"a\": 3}",
        r#"{"a":1,"b":2}"#,
        "a.json:3:2 error[duplicate-key] the key `a` is written twice in one mapping
  a.json:1:2 first written here",
    );
}

#[test]
fn repeated_keys_are_found_in_large_mappings() {
    let keys: Vec<String> = (0..100)
        .chain([7])
        .map(|key| format!("\"k{key}\":{key}"))
        .collect();
    let parsed = read("a.json", &format!("{{{}}}", keys.join(",")));
    let object = parsed.node.expect("an object");
    assert_eq!(object.as_object().expect("an object").len(), 100);
    assert_eq!(
        object.get("k7").and_then(|node| node.as_number()?.as_i64()),
        Some(7)
    );
    assert!(
        parsed.findings.contains("the key `k7`"),
        "{}",
        parsed.findings
    );
}

#[test]
fn the_text_after_the_document_is_reported_once() {
    check(
        "a.json",
        "{} {} {}",
        "{}",
        "a.json:1:4 error[json-syntax] the document ended before this",
    );
}

#[test]
fn deep_nesting_is_cut_and_the_rest_is_read() {
    let text = format!("[{}{}, 1]", "[".repeat(20_000), "]".repeat(20_000));
    let parsed = read("a.json", &text);
    assert_eq!(
        parsed.findings.trim_end(),
        "a.json:1:256 error[nesting-too-deep] arrays and objects are nested deeper than 255 levels here"
    );
    let items = parsed.node.expect("an array");
    assert_eq!(items.as_array().map(<[_]>::len), Some(2));
}

#[test]
fn an_unclosed_tower_does_not_overflow_the_stack() {
    for unit in ["[", "{\"a\":", "[{\"a\":"] {
        let found = findings("a.json", &unit.repeat(20_000));
        assert!(found.contains("error[nesting-too-deep]"), "{found}");
    }
}

#[test]
fn garbage_does_not_flood_the_reader() {
    let found = findings("a.json", &format!("[{}", "x ".repeat(10_000)));
    assert_eq!(found.matches("error[").count(), 20);
}

#[test]
fn a_flow_mapping_that_is_no_json_is_yaml_unless_its_name_says_json() {
    check(
        "<stdin>",
        "{openapi: 3.1.0, paths: {}}",
        r#"{"openapi":"3.1.0","paths":{}}"#,
        "",
    );
    assert!(findings("a.json", "{openapi: 3.1.0}").contains("needs double quotes"));
}

#[test]
fn an_empty_file_is_an_error() {
    assert_eq!(
        findings("a.json", " \n"),
        "a.json:1:1 error[empty-file] `a.json` is empty\n"
    );
}
