//! Contracts made at random, in pieces that can be put together with one more.

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
const PROPERTIES: [&str; 8] = [
    "a",
    "body",
    "A",
    "item",
    "source",
    "createdAt",
    "created_at",
    "type",
];
const OPERATIONS: [&str; 8] = [
    "getOrder",
    "getOrderBody",
    "get_order",
    "order",
    "list",
    "List",
    "send",
    "",
];
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
pub(crate) struct Sketch {
    pub(crate) schemas: Vec<(String, Value)>,
    pub(crate) operations: Vec<Operation>,
}

#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) tag: String,
    pub(crate) body: Value,
    pub(crate) answer: Value,
}

#[derive(Clone, Debug)]
pub(crate) enum Addition {
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

pub(crate) fn sketch() -> impl Strategy<Value = Sketch> {
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

pub(crate) fn addition() -> impl Strategy<Value = Addition> {
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
    pub(crate) fn fresh(self) -> Self {
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
    pub(crate) fn text(&self) -> String {
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
    pub(crate) fn with(&self, addition: &Addition, position: Index) -> Option<Self> {
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
