//! Whatever a contract says stays inside its place: names, descriptions, values and paths never become code.

use countersign_codegen::generate;
use countersign_codegen::options::Options;
use countersign_contract::load::load_text;
use proptest::prelude::*;
use serde_json::json;

/// What has broken out of generated code somewhere.
const HOSTILE: [&str; 20] = [
    "*/ fn evil() {} /*",
    "\"# ; fn evil() {} //",
    "`evil` ``` evil",
    "#![allow(warnings)]",
    "```rust\npanic!(\"evil\")\n```",
    "```\npanic!(\"evil\")\n```",
    "~~~\npanic!(\"evil\")\n~~~",
    "a\n\n    panic!(\"evil\")\n\nb",
    "\tpanic!(\"evil\")",
    "<script>evil()</script>",
    "{} {evil} {{ }}",
    "\u{202e}\u{2066}live\u{2069}",
    "\0\u{1}\u{7f}\u{85}\u{2028}",
    "\r\n//! evil\r\n",
    "../../evil",
    "r#\"evil\"#",
    "\\\" evil \\",
    "[evil](javascript:evil())",
    "self",
    "",
];

fn text() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(&HOSTILE[..]).prop_map(str::to_owned);
    prop_oneof![hostile, any::<String>()]
}

/// A contract that says `texts` wherever a contract may say something.
fn contract(texts: &[String; 4]) -> String {
    let [one, two, three, four] = texts;
    let path = format!("/x/{one}/{{{two}}}");
    let answer = json!({ "200": { "description": three, "headers": { four: { "schema": { "type": "string" } } },
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } } });
    let operation = json!({
        "operationId": four, "tags": [two], "summary": one, "description": three,
        "parameters": [
            { "name": two, "in": "path", "required": true, "description": one, "schema": { "type": "string" } },
            { "name": three, "in": "query", "schema": { "type": "string", "enum": [one, two, four] } },
        ],
        "responses": answer,
        "callbacks": { one: { two: { "post": { "responses": answer } } } },
    });
    json!({
        "openapi": "3.1.0",
        "info": { "title": one, "description": two, "version": three },
        "servers": [{ "url": four }],
        "tags": [{ "name": two, "description": four }],
        "paths": { path: { "get": operation } },
        "webhooks": { three: { "post": { "description": four, "responses": answer } } },
        "components": { "schemas": { "Thing": {
            "title": two, "description": one, "type": "object",
            "properties": { three: { "type": "string", "description": four, "enum": [two, four], "pattern": one } },
        } } },
    })
    .to_string()
}

/// The lines of doc comments; an empty one between two of them. String literals never begin a line with `//`.
fn docs(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim_start);
    let comment = |line: &str| {
        let text = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"));
        text.unwrap_or_default().to_owned()
    };
    lines.map(comment).collect()
}

/// Would rustdoc compile any of it? Only fences that say `text` are not code; indented lines are.
fn doctest(lines: &[String]) -> Option<&String> {
    let mut fence: Option<char> = None;
    let mut blank = true;
    lines.iter().find(|line| {
        let body = line.strip_prefix(' ').unwrap_or(line);
        let start = body.trim_start();
        let marker = ['`', '~'].into_iter().find(|marker| {
            let mark: String = std::iter::repeat_n(*marker, 3).collect();
            // A line with backticks further on is a span of code (CommonMark 0.31.2, 4.5).
            let info = start.trim_start_matches(*marker);
            start.starts_with(&mark) && !(*marker == '`' && info.contains('`'))
        });
        let found = match (fence, marker) {
            (None, Some(marker)) => {
                fence = Some(marker);
                start.trim_start_matches(marker).trim() != "text"
            }
            (Some(open), Some(marker)) if open == marker => {
                fence = None;
                false
            }
            (Some(_), _) => false,
            (None, None) => blank && body.starts_with("    ") && !start.is_empty(),
        };
        blank = start.is_empty();
        found
    })
}

fn stays_inside(texts: &[String; 4]) -> Result<(), TestCaseError> {
    let Some(contract) = load_text("hostile.json", &contract(texts)).contract else {
        return Ok(());
    };
    for (path, text) in generate(&contract, &Options::default()).0.iter() {
        prop_assert!(!path.contains("..") && path.is_ascii(), "{path}");
        if let Err(error) = syn::parse_file(text) {
            return Err(TestCaseError::fail(format!("{path}: {error}")));
        }
        let mut lines = text.lines().map(str::trim_start);
        // The method of a webhook may be called so, in the line of its table.
        let own = |line: &&str| line.ends_with(" = operations::EVIL;");
        let evil = lines
            .find(|line| line.starts_with("fn evil()") && !own(line) || line.starts_with("panic!"));
        prop_assert_eq!(evil, None, "{}", path);
        let docs = docs(text);
        prop_assert_eq!(doctest(&docs), None, "{}", path);
    }
    Ok(())
}

#[test]
fn what_has_broken_out_elsewhere_stays_inside() {
    for (at, text) in HOSTILE.iter().enumerate() {
        let next = |step: usize| HOSTILE[(at + step) % HOSTILE.len()].to_owned();
        for texts in [
            [(); 4].map(|()| (*text).to_owned()),
            [next(0), next(1), next(2), next(3)],
        ] {
            if let Err(error) = stays_inside(&texts) {
                panic!("{texts:?}: {error}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_stays_inside_its_place(texts in [text(), text(), text(), text()]) {
        stays_inside(&texts)?;
    }
}
