//! From the way the engine went to the schema and keyword of the contract.

use std::collections::HashMap;

use countersign_contract::schema::{Format, Schema, SchemaId};
use countersign_contract::{Contract, JsonPointer};
use serde_json::Value;

use crate::violation::SchemaPlace;

/// Where an evaluation ended, and whether it came through a schema whose values must not be shown.
pub(crate) struct Located {
    pub(crate) place: SchemaPlace,
    pub(crate) secret: bool,
}

/// Follows `path` from `root`. `text` is the schema's text form, `keys` gives the schema of each of its `$defs`.
pub(crate) fn locate(
    contract: &Contract,
    keys: &HashMap<String, SchemaId>,
    text: &Value,
    root: SchemaId,
    path: &JsonPointer,
) -> Located {
    let mut walk = Walk {
        contract,
        keys,
        text,
        node: text,
        schema: root,
        secret: false,
    };
    let mut keyword = "false";
    let tokens = path.tokens();
    let mut rest = tokens.as_slice();
    while let [token, after @ ..] = rest {
        keyword = token;
        let Some(used) = walk.step(token, after) else {
            break;
        };
        rest = &after[used..];
        if rest.is_empty() {
            keyword = "false";
        }
    }
    let schema = contract.schema(walk.schema);
    walk.secret |= is_secret(schema);
    let written = schema.keyword_spans.get(keyword).copied();
    Located {
        place: SchemaPlace {
            schema: walk.schema,
            keyword: keyword.to_owned(),
            pointer: if keyword == "false" {
                schema.pointer.clone()
            } else {
                schema.pointer.child(keyword)
            },
            span: written.unwrap_or(schema.span),
            evaluation_path: path.clone(),
        },
        secret: walk.secret,
    }
}

struct Walk<'c> {
    contract: &'c Contract,
    keys: &'c HashMap<String, SchemaId>,
    text: &'c Value,
    node: &'c Value,
    schema: SchemaId,
    secret: bool,
}

impl<'c> Walk<'c> {
    /// Enters the schema under a keyword; gives how many of the tokens after it were used up, `None` when the keyword is
    /// the end of the way.
    fn step<S: AsRef<str>>(&mut self, keyword: &str, after: &[S]) -> Option<usize> {
        let schema = self.contract.schema(self.schema);
        let first = after.first().map(AsRef::as_ref);
        let index = first.and_then(|first| first.parse::<usize>().ok());
        let named = |map: &indexmap::IndexMap<String, SchemaId>| map.get(first?).copied();
        let listed = |list: &[SchemaId]| list.get(index?).copied();
        // A keyword with one schema below is itself the end when nothing follows, as in `additionalProperties: false`.
        let single = |child: Option<SchemaId>| first.and(child);
        let (child, used) = match keyword {
            "$ref" => {
                let target = self.node.get("$ref")?.as_str()?.strip_prefix("#/$defs/")?;
                return self.enter_definition(&definition(target)?, 0);
            }
            "$defs" => return self.enter_definition(first?, 1),
            "properties" => (named(&schema.object.properties), 1),
            "patternProperties" => (named(&schema.object.pattern_properties), 1),
            "dependentSchemas" => (named(&schema.object.dependent_schemas), 1),
            "prefixItems" => (listed(&schema.array.prefix_items), 1),
            "allOf" => (listed(&schema.all_of), 1),
            "anyOf" => (listed(&schema.any_of), 1),
            "oneOf" => (listed(&schema.one_of), 1),
            "items" => (single(schema.array.items), 0),
            "contains" => (single(schema.array.contains), 0),
            "unevaluatedItems" => (single(schema.array.unevaluated_items), 0),
            "additionalProperties" => (single(schema.object.additional_properties), 0),
            "propertyNames" => (single(schema.object.property_names), 0),
            "unevaluatedProperties" => (single(schema.object.unevaluated_properties), 0),
            "not" => (single(schema.not), 0),
            "if" => (single(schema.if_schema), 0),
            "then" => (single(schema.then_schema), 0),
            "else" => (single(schema.else_schema), 0),
            _ => return None,
        };
        let mut node = self.node.get(keyword)?;
        for token in after.iter().take(used) {
            node = match index {
                Some(index) if node.is_array() => node.get(index)?,
                _ => node.get(token.as_ref())?,
            };
        }
        self.enter(child?, node);
        Some(used)
    }

    fn enter_definition(&mut self, key: &str, used: usize) -> Option<usize> {
        let node = self.text.get("$defs")?.get(key)?;
        self.enter(*self.keys.get(key)?, node);
        Some(used)
    }

    fn enter(&mut self, schema: SchemaId, node: &'c Value) {
        self.secret |= is_secret(self.contract.schema(self.schema));
        self.schema = schema;
        self.node = node;
    }
}

fn is_secret(schema: &Schema) -> bool {
    schema.annotations.write_only || schema.format == Some(Format::Password)
}

/// The key behind what stands after `#/$defs/` in a URI reference.
fn definition(encoded: &str) -> Option<String> {
    let decoded = percent_encoding::percent_decode_str(encoded)
        .decode_utf8()
        .ok()?;
    let pointer = JsonPointer::parse(&format!("/{decoded}"))?;
    pointer.tokens().first().map(ToString::to_string)
}
