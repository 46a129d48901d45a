//! An addition to a contract renames nothing that was there, unless it is called the same and stands first.

mod sketch;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use countersign_codegen::options::Sides;
use countersign_codegen::{Pass, generate, print_after};
use countersign_contract::Contract;
use countersign_contract::load::load_text;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;

use sketch::{addition, sketch};

fn contract(text: &str) -> Contract {
    let loaded = load_text("t.json", text);
    assert!(
        !loaded.diagnostics.has_errors(),
        "{text} {:?}",
        loaded.diagnostics
    );
    loaded.contract.expect("a valid contract")
}

/// What everything is called, by where it comes from.
fn names(text: &str) -> BTreeMap<String, String> {
    let contract = contract(text);
    let options = support::options(Sides::Both);
    let mut names = BTreeMap::new();
    let mut block = String::new();
    for line in print_after(&contract, &options, Pass::Name).0.lines() {
        let Some((origin, rest)) = line.split_once(" = ") else {
            continue;
        };
        let identifier = rest.split([':', ' ']).next().unwrap_or_default();
        if line.starts_with(' ') {
            // A variant may come to be in a box.
            let origin = origin.trim().trim_start_matches("box ");
            names.insert(format!("{block}: {origin}"), identifier.to_owned());
        } else {
            origin.clone_into(&mut block);
            names.insert(block.clone(), identifier.to_owned());
        }
    }
    for (path, text) in generate(&contract, &options).0.iter() {
        if path.starts_with("server/")
            && let Some(doc) = text.lines().find(|line| line.starts_with("//! Serving"))
        {
            names.insert(doc.to_owned(), path.to_owned());
        }
    }
    names
}

/// An identifier without what sets it apart from another of the same name.
fn stem(identifier: &str) -> String {
    let plain = identifier.trim_end_matches(".rs");
    let plain = plain.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
    let plain = plain.strip_suffix("Inline").unwrap_or(plain);
    plain.replace('_', "").to_lowercase()
}

/// What was called something else before the addition, with the names of both.
fn renamed<'b>(
    before: &'b BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Vec<(&'b String, &'b String)> {
    before
        .iter()
        .filter(|(origin, name)| after.get(*origin) != Some(*name))
        .collect()
}

/// The same cases in every run.
fn config() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(0x5eed),
        failure_persistence: None,
        ..ProptestConfig::with_cases(64)
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_addition_with_a_name_of_its_own_renames_nothing(sketch in sketch(), addition in addition(), position: Index) {
        let more = sketch.with(&addition.fresh(), position).expect("nothing is called like it");
        let (before, after) = (names(&sketch.text()), names(&more.text()));
        prop_assert_eq!(renamed(&before, &after), vec![], "{}", more.text());
    }

    #[test]
    fn what_an_addition_renames_is_called_like_it(sketch in sketch(), addition in addition(), position: Index) {
        let Some(more) = sketch.with(&addition, position) else { return Ok(()) };
        let (before, after) = (names(&sketch.text()), names(&more.text()));
        let renamed = renamed(&before, &after);
        let new: Vec<String> = after.iter().filter(|(origin, _)| !before.contains_key(*origin)).map(|(_, name)| stem(name)).collect();
        // What is written in place is called after its operation.
        let operations: Vec<&str> = sketch.operations.iter().map(|operation| operation.id.as_str())
            .filter(|id| renamed.iter().any(|(origin, _)| **origin == format!("operation POST /of/{id}")))
            .collect();
        for (origin, name) in renamed {
            let follows = operations.iter().any(|id| origin.starts_with(&format!("type {id}/")));
            prop_assert!(follows || new.contains(&stem(name)), "{origin} was {name} before {:?}\n{}", addition, more.text());
        }
    }
}

/// A contract of these schemas, as the members of a JSON object, and what is in it called.
fn named(operations: &str, schemas: &str) -> BTreeMap<String, String> {
    names(&format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{{operations}}}, "components": {{"schemas": {{{schemas}}}}}}}"#
    ))
}

#[test]
fn of_two_things_with_one_name_the_first_keeps_it() {
    let old = r#""order_item": {"type": "object", "properties": {"a": {"type": "string"}}}"#;
    let new = r#""OrderItem": {"type": "object", "properties": {"b": {"type": "string"}}}"#;
    assert_eq!(named("", old)["type order_item"], "OrderItem");
    assert_eq!(
        named("", &format!("{old}, {new}"))["type order_item"],
        "OrderItem"
    );
    assert_eq!(
        named("", &format!("{new}, {old}"))["type order_item"],
        "OrderItem2"
    );
}

#[test]
fn a_named_schema_takes_its_name_from_one_written_in_place() {
    let old = r#""Link": {"type": "object", "properties": {"source": {"type": "object", "properties": {"a": {"type": "string"}}}}}"#;
    let new = r#""LinkSource": {"type": "object", "properties": {"b": {"type": "string"}}}"#;
    assert_eq!(named("", old)["type Link/source"], "LinkSource");
    let after = named("", &format!("{old}, {new}"));
    assert_eq!(
        (
            after["type Link/source"].as_str(),
            after["type LinkSource"].as_str()
        ),
        ("LinkSourceInline", "LinkSource")
    );
}

#[test]
fn the_first_answer_with_a_requests_schema_takes_its_name() {
    let schema = r#""Account": {"type": "object", "properties": {"id": {"type": "string", "readOnly": true}, "name": {"type": "string"}}}"#;
    let content = r##"{"application/json": {"schema": {"$ref": "#/components/schemas/Account"}}}"##;
    let open = |answer: &str| {
        format!(
            r#""/a": {{"post": {{"operationId": "open", "requestBody": {{"content": {content}}}, "responses": {{"200": {{"description": "ok"{answer}}}}}}}}}"#
        )
    };
    let before = named(&open(""), schema);
    assert_eq!(before["type Account as sent"], "Account");
    let after = named(&open(&format!(r#", "content": {content}"#)), schema);
    assert_eq!(
        (
            after["type Account as sent"].as_str(),
            after["type Account"].as_str()
        ),
        ("AccountInput", "Account")
    );
}

#[test]
fn tags_that_look_alike_are_told_apart_by_their_text_not_by_their_order() {
    let get = |path: &str, tag: &str| {
        format!(
            r#""{path}": {{"get": {{"operationId": "get{}", "tags": ["{tag}"], "responses": {{"204": {{"description": "none"}}}}}}}}"#,
            path.trim_start_matches('/')
        )
    };
    let old = format!("{}, {}", get("/b", "two words"), get("/c", "two_words"));
    let more = format!("{}, {old}", get("/a", "two_words"));
    let (before, after) = (named(&old, ""), named(&more, ""));
    assert_eq!(renamed(&before, &after), vec![]);
    assert!(
        before.values().any(|path| path == "server/two_words_2.rs"),
        "{before:?}"
    );
}

#[test]
fn an_operation_that_is_renamed_gives_its_names_to_no_other_operation() {
    let inner = r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#;
    let post = |path: &str, id: &str, body: &str| {
        format!(
            r#""{path}": {{"post": {{"operationId": "{id}", "requestBody": {{"content": {{"application/json": {{"schema": {body}}}}}}}, "responses": {{"204": {{"description": "none"}}}}}}}}"#
        )
    };
    let outer = format!(r#"{{"type": "object", "properties": {{"body": {inner}}}}}"#);
    let old = [
        post("/b", "getOrder", &outer),
        post("/c", "getOrderBody", inner),
    ]
    .join(", ");
    let more = format!(
        "{}, {old}",
        post("/a", "get_order", r#"{"type": "string"}"#)
    );
    let (before, after) = (named(&old, ""), named(&more, ""));
    assert_eq!(before["type getOrder/body/body"], "GetOrderBodyBody");
    assert_eq!(before["type getOrderBody/body"], "GetOrderBodyBodyInline");
    assert_eq!(after["type getOrder/body/body"], "GetOrder2BodyBody");
    assert_eq!(after["type getOrderBody/body"], "GetOrderBodyBodyInline");
}

#[test]
fn an_operation_that_is_renamed_gives_its_names_to_no_schema() {
    let body = r#"{"type": "object", "properties": {"source": {"type": "object", "properties": {"a": {"type": "string"}}}}}"#;
    let post = |path: &str, id: &str, body: &str| {
        format!(
            r#""{path}": {{"post": {{"operationId": "{id}", "requestBody": {{"content": {{"application/json": {{"schema": {body}}}}}}}, "responses": {{"204": {{"description": "none"}}}}}}}}"#
        )
    };
    let old = post("/b", "getOrder", body);
    let more = format!(
        "{}, {old}",
        post("/a", "get_order", r#"{"type": "string"}"#)
    );
    let schemas = format!(r#""GetOrderBody": {body}"#);
    let (before, after) = (named(&old, &schemas), named(&more, &schemas));
    assert_eq!(before["type GetOrderBody/source"], "GetOrderBodySource");
    assert_eq!(
        before["type getOrder/body/source"],
        "GetOrderBodySourceInline"
    );
    assert_eq!(after["type GetOrderBody/source"], "GetOrderBodySource");
    assert_eq!(after["type getOrder/body/source"], "GetOrder2BodySource");
}
