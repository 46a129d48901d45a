//! An addition to a contract renames nothing that was there, unless it is called the same and stands first.

mod support;

use std::collections::BTreeMap;

use countersign_codegen::options::Sides;
use countersign_codegen::{Pass, generate, print_after};
use countersign_contract::Contract;
use countersign_contract::load::load_text;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

/// What things are called: many become the same identifier.
const SCHEMAS: [&str; 10] = [
    "Order",
    "order",
    "OrderItem",
    "order_item",
    "OrderSource",
    "Page",
    "Link",
    "Option",
    "Error",
    "GetOrderBody",
];
const PROPERTIES: [&str; 7] = [
    "a",
    "A",
    "item",
    "source",
    "createdAt",
    "created_at",
    "type",
];
const OPERATIONS: [&str; 7] = ["getOrder", "get_order", "order", "list", "List", "send", ""];
const TAGS: [&str; 6] = [
    "orders",
    "Orders",
    "two words",
    "two_words",
    "../orders",
    "",
];

/// A contract in pieces that can be put together with one more.
#[derive(Clone, Debug)]
struct Sketch {
    schemas: Vec<(String, Value)>,
    operations: Vec<Operation>,
}

#[derive(Clone, Debug)]
struct Operation {
    id: String,
    tag: String,
    body: Value,
    answer: Value,
}

#[derive(Clone, Debug)]
enum Addition {
    Schema(String, Value),
    Property(Index, String, Value),
    Operation(Operation),
}

fn schema() -> impl Strategy<Value = Value> {
    let reference = select(&SCHEMAS[..])
        .prop_map(|name| json!({ "$ref": format!("#/components/schemas/{name}") }));
    let leaf = prop_oneof![
        Just(json!({ "type": "string" })),
        Just(json!({ "enum": ["x", "X", "-x"] })),
        Just(json!({ "enum": [1, "x", true] })),
        reference,
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            object(inner.clone()),
            inner
                .clone()
                .prop_map(|items| json!({ "type": "array", "items": items })),
            (inner.clone(), inner).prop_map(
                |(one, other)| json!({ "oneOf": [one, { "type": "array", "items": other }] })
            ),
        ]
    })
}

fn object(inner: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Value> {
    prop::collection::vec((select(&PROPERTIES[..]), inner), 0..4).prop_map(|properties| {
        let properties: Map<String, Value> = properties
            .into_iter()
            .map(|(name, schema)| (name.to_owned(), schema))
            .collect();
        json!({ "type": "object", "properties": properties })
    })
}

fn operation() -> impl Strategy<Value = Operation> {
    (
        select(&OPERATIONS[..]),
        select(&TAGS[..]),
        schema(),
        schema(),
    )
        .prop_map(|(id, tag, body, answer)| Operation {
            id: id.to_owned(),
            tag: tag.to_owned(),
            body,
            answer,
        })
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let named = (select(&SCHEMAS[..]), object(schema().boxed()));
    let schemas = prop::collection::vec(named, 1..5);
    (schemas, prop::collection::vec(operation(), 0..4)).prop_map(|(schemas, mut operations)| {
        let mut known: Vec<(String, Value)> = Vec::new();
        for (name, schema) in schemas {
            if known.iter().all(|(other, _)| other != name) {
                known.push((name.to_owned(), schema));
            }
        }
        operations.sort_by(|left, right| left.id.cmp(&right.id));
        operations.dedup_by(|left, right| left.id == right.id && !left.id.is_empty());
        // What is referred to must not come to be by the addition.
        let declared: Vec<String> = known.iter().map(|(name, _)| name.clone()).collect();
        for (_, schema) in &mut known {
            resolve(schema, &declared);
        }
        for operation in &mut operations {
            resolve(&mut operation.body, &declared);
            resolve(&mut operation.answer, &declared);
        }
        Sketch {
            schemas: known,
            operations,
        }
    })
}

fn addition() -> impl Strategy<Value = Addition> {
    prop_oneof![
        (select(&SCHEMAS[..]), object(schema().boxed()))
            .prop_map(|(name, schema)| Addition::Schema(name.to_owned(), schema)),
        (any::<Index>(), select(&PROPERTIES[..]), schema())
            .prop_map(|(at, name, schema)| Addition::Property(at, name.to_owned(), schema)),
        operation().prop_map(Addition::Operation),
    ]
}

impl Addition {
    /// The same with a name that nothing else has.
    fn fresh(self) -> Self {
        match self {
            Self::Schema(_, schema) => Self::Schema("Zebra".to_owned(), schema),
            Self::Property(at, _, schema) => Self::Property(at, "zebra".to_owned(), schema),
            Self::Operation(operation) => Self::Operation(Operation {
                id: "zebra".to_owned(),
                tag: "zebras".to_owned(),
                ..operation
            }),
        }
    }
}

impl Sketch {
    /// The contract's text. References to schemas that are not there are strings.
    fn text(&self) -> String {
        let mut paths = Map::new();
        for (at, operation) in self.operations.iter().enumerate() {
            let mut written = json!({
                "requestBody": { "content": { "application/json": { "schema": operation.body } } },
                "responses": { "200": { "description": "ok", "content": { "application/json": { "schema": operation.answer } } } },
            });
            if !operation.id.is_empty() {
                written["operationId"] = json!(operation.id);
            }
            if !operation.tag.is_empty() {
                written["tags"] = json!([operation.tag]);
            }
            // Places, unlike positions, do not change when something is added.
            let path = if operation.id.is_empty() {
                format!("/{at}")
            } else {
                format!("/of/{}", operation.id)
            };
            paths.insert(path, json!({ "post": written }));
        }
        let schemas: Map<String, Value> = self.schemas.iter().cloned().collect();
        let mut document = json!({ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": paths,
            "components": { "schemas": schemas } });
        let names: Vec<String> = self.schemas.iter().map(|(name, _)| name.clone()).collect();
        resolve(&mut document, &names);
        document.to_string()
    }

    /// The same with one thing more, at this position; nothing if it is there.
    fn with(&self, addition: &Addition, position: Index) -> Option<Self> {
        let mut more = self.clone();
        match addition {
            Addition::Schema(name, schema) => {
                if self.schemas.iter().any(|(other, _)| other == name) {
                    return None;
                }
                let at = position.index(self.schemas.len() + 1);
                more.schemas.insert(at, (name.clone(), schema.clone()));
            }
            Addition::Property(at, name, schema) => {
                let (_, owner) = at.get(&self.schemas).clone();
                let properties = owner["properties"].as_object()?;
                if properties.contains_key(name) {
                    return None;
                }
                let mut entries: Vec<(String, Value)> = properties.clone().into_iter().collect();
                entries.insert(
                    position.index(entries.len() + 1),
                    (name.clone(), schema.clone()),
                );
                let index = at.index(self.schemas.len());
                more.schemas[index].1["properties"] = Value::Object(entries.into_iter().collect());
            }
            Addition::Operation(operation) => {
                if operation.id.is_empty()
                    || self.operations.iter().any(|other| other.id == operation.id)
                {
                    return None;
                }
                // Operations without an id are found by their position.
                let first = self
                    .operations
                    .iter()
                    .filter(|other| other.id.is_empty())
                    .count();
                let at = first + position.index(self.operations.len() - first + 1);
                more.operations.insert(at, operation.clone());
            }
        }
        Some(more)
    }
}

fn resolve(value: &mut Value, names: &[String]) {
    if let Some(target) = value.get("$ref").and_then(Value::as_str) {
        let name = target.rsplit('/').next().unwrap_or_default();
        if names.iter().all(|known| known != name) {
            *value = json!({ "type": "string" });
        }
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| resolve(item, names)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| resolve(member, names)),
        _ => {}
    }
}

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

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

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
