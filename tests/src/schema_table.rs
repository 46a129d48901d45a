//! JSON Schema text to the static tables of `countersign_core::schema`, for tests: what code generation emits as
//! constants is built here at run time and leaked.

use std::collections::HashMap;

use countersign_core::schema::{Bound, Literal, Pattern, Schema, Types};
use serde_json::{Map, Value};

/// How often a `$ref` may lead into itself. Tables without `unsafe` cannot be tied into a cycle at run time, so recursion
/// is unrolled; beyond this every value is accepted.
const UNROLLED: usize = 14;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The table of a 2020-12 schema; `None` when it uses what tables leave to code generation: `$dynamicRef`, other
/// resources (`$id` within, references that leave the schema), other dialects.
pub fn table(schema: &Value) -> Option<&'static Schema> {
    if !is_in_scope(schema, true) {
        return None;
    }
    let mut builder = Builder {
        root: schema,
        built: HashMap::new(),
    };
    builder.schema(schema, UNROLLED)
}

/// Is the schema written in plain 2020-12, by its own words?
pub(crate) fn is_our_dialect(schema: &Value) -> bool {
    let dialect = schema.get("$schema").and_then(Value::as_str);
    dialect.is_none_or(|dialect| dialect == DIALECT)
}

fn is_in_scope(value: &Value, at_root: bool) -> bool {
    match value {
        Value::Object(object) => {
            let foreign = [
                "$dynamicRef",
                "$recursiveRef",
                "$vocabulary",
                "dependencies",
            ]
            .iter()
            .any(|keyword| object.contains_key(*keyword))
                || !at_root && object.get("$id").is_some_and(Value::is_string)
                || !is_our_dialect(value);
            !foreign && object.values().all(|value| is_in_scope(value, false))
        }
        Value::Array(items) => items.iter().all(|item| is_in_scope(item, false)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

struct Builder<'s> {
    root: &'s Value,
    built: HashMap<(String, usize), &'static Schema>,
}

impl<'s> Builder<'s> {
    fn schema(&mut self, schema: &'s Value, unroll: usize) -> Option<&'static Schema> {
        let Value::Object(keywords) = schema else {
            return Some(if *schema == Value::Bool(false) {
                &Schema::NEVER
            } else {
                &Schema::ANY
            });
        };
        let one = |builder: &mut Self, keyword: &str| match keywords.get(keyword) {
            None => Some(None),
            Some(schema) => builder.schema(schema, unroll).map(Some),
        };
        let reference = match keywords.get("$ref").and_then(Value::as_str) {
            None => None,
            Some(reference) => Some(self.reference(reference, unroll)?),
        };
        let has_then_or_else = keywords.contains_key("if");
        Some(leak(Schema {
            name: keywords
                .get("title")
                .and_then(Value::as_str)
                .map_or("", text),
            types: types(keywords),
            enumeration: keywords
                .get("enum")
                .and_then(Value::as_array)
                .map(|members| leak_list(members.iter().map(literal))),
            constant: keywords.get("const").map(literal),
            minimum: bound(keywords, "minimum"),
            maximum: bound(keywords, "maximum"),
            exclusive_minimum: bound(keywords, "exclusiveMinimum"),
            exclusive_maximum: bound(keywords, "exclusiveMaximum"),
            multiple_of: bound(keywords, "multipleOf"),
            min_length: count(keywords, "minLength"),
            max_length: count(keywords, "maxLength"),
            pattern: keywords.get("pattern").and_then(Value::as_str).map(pattern),
            format: None,
            prefix_items: self.list(keywords, "prefixItems", unroll)?,
            items: one(self, "items")?,
            contains: one(self, "contains")?,
            min_contains: count(keywords, "minContains"),
            max_contains: count(keywords, "maxContains"),
            min_items: count(keywords, "minItems"),
            max_items: count(keywords, "maxItems"),
            unique_items: keywords.get("uniqueItems") == Some(&Value::Bool(true)),
            unevaluated_items: one(self, "unevaluatedItems")?,
            properties: self.map(keywords, "properties", unroll, text)?,
            required: keywords.get("required").map_or(&[], names),
            pattern_properties: self.map(keywords, "patternProperties", unroll, pattern)?,
            additional_properties: one(self, "additionalProperties")?,
            property_names: one(self, "propertyNames")?,
            min_properties: count(keywords, "minProperties"),
            max_properties: count(keywords, "maxProperties"),
            dependent_required: object(keywords, "dependentRequired").map_or(&[], |object| {
                leak_list(
                    object
                        .iter()
                        .map(|(name, needed)| (text(name), names(needed))),
                )
            }),
            dependent_schemas: self.map(keywords, "dependentSchemas", unroll, text)?,
            unevaluated_properties: one(self, "unevaluatedProperties")?,
            reference,
            all_of: self.list(keywords, "allOf", unroll)?,
            any_of: self.list(keywords, "anyOf", unroll)?,
            one_of: self.list(keywords, "oneOf", unroll)?,
            not: one(self, "not")?,
            if_schema: one(self, "if")?,
            then_schema: if has_then_or_else {
                one(self, "then")?
            } else {
                None
            },
            else_schema: if has_then_or_else {
                one(self, "else")?
            } else {
                None
            },
            discriminator: None,
            read_only: keywords.get("readOnly") == Some(&Value::Bool(true)),
            write_only: keywords.get("writeOnly") == Some(&Value::Bool(true)),
            secret: false,
        }))
    }

    fn reference(&mut self, reference: &str, unroll: usize) -> Option<&'static Schema> {
        let fragment = reference.strip_prefix('#')?;
        let Some(left) = unroll.checked_sub(1) else {
            return Some(&Schema::ANY);
        };
        let key = (fragment.to_owned(), left);
        if let Some(built) = self.built.get(&key) {
            return Some(built);
        }
        let target = if fragment.is_empty() || fragment.starts_with('/') {
            self.root.pointer(&percent_decoded(fragment))?
        } else {
            anchored(self.root, fragment)?
        };
        let built = self.schema(target, left)?;
        self.built.insert(key, built);
        Some(built)
    }

    fn list(
        &mut self,
        keywords: &'s Map<String, Value>,
        keyword: &str,
        unroll: usize,
    ) -> Option<&'static [&'static Schema]> {
        let schemas = keywords.get(keyword).and_then(Value::as_array);
        let built: Option<Vec<_>> = schemas
            .into_iter()
            .flatten()
            .map(|schema| self.schema(schema, unroll))
            .collect();
        built.map(|built| leak_list(built.into_iter()))
    }

    fn map<K>(
        &mut self,
        keywords: &'s Map<String, Value>,
        keyword: &str,
        unroll: usize,
        key: fn(&str) -> K,
    ) -> Option<&'static [(K, &'static Schema)]>
    where
        K: 'static,
    {
        let built: Option<Vec<_>> = object(keywords, keyword)
            .into_iter()
            .flatten()
            .map(|(name, schema)| Some((key(name), self.schema(schema, unroll)?)))
            .collect();
        built.map(|built| leak_list(built.into_iter()))
    }
}

fn anchored<'s>(value: &'s Value, anchor: &str) -> Option<&'s Value> {
    match value {
        Value::Object(object) if object.get("$anchor").and_then(Value::as_str) == Some(anchor) => {
            Some(value)
        }
        Value::Object(object) => object
            .iter()
            .filter(|(keyword, _)| !matches!(keyword.as_str(), "enum" | "const"))
            .find_map(|(_, value)| anchored(value, anchor)),
        Value::Array(items) => items.iter().find_map(|item| anchored(item, anchor)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// A pointer stands in a URI fragment; only ASCII is escaped in the suite.
fn percent_decoded(fragment: &str) -> String {
    let mut decoded = String::new();
    let mut rest = fragment;
    while let Some((before, after)) = rest.split_once('%') {
        decoded.push_str(before);
        let code = after
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let Some(code) = code else {
            decoded.push('%');
            rest = after;
            continue;
        };
        decoded.push(char::from(code));
        rest = &after[2..];
    }
    decoded.push_str(rest);
    decoded
}

fn object<'s>(keywords: &'s Map<String, Value>, keyword: &str) -> Option<&'s Map<String, Value>> {
    keywords.get(keyword).and_then(Value::as_object)
}

fn types(keywords: &Map<String, Value>) -> Types {
    let word = |word: &Value| match word.as_str() {
        Some("null") => Types::NULL,
        Some("boolean") => Types::BOOLEAN,
        Some("integer") => Types::INTEGER,
        Some("number") => Types::NUMBER,
        Some("string") => Types::STRING,
        Some("array") => Types::ARRAY,
        Some("object") => Types::OBJECT,
        _ => Types::NONE,
    };
    match keywords.get("type") {
        None => Types::ANY,
        Some(Value::Array(words)) => words.iter().map(word).fold(Types::NONE, Types::or),
        Some(only) => word(only),
    }
}

fn literal(value: &Value) -> Literal {
    match value {
        Value::Null => Literal::Null,
        Value::Bool(value) => Literal::Bool(*value),
        Value::Number(number) => number.as_i64().map_or_else(
            || Literal::Number(text(&number.to_string())),
            Literal::Integer,
        ),
        Value::String(value) => Literal::String(text(value)),
        Value::Array(items) => Literal::Array(leak_list(items.iter().map(literal))),
        Value::Object(object) => Literal::Object(leak_list(
            object
                .iter()
                .map(|(name, value)| (text(name), literal(value))),
        )),
    }
}

fn bound(keywords: &Map<String, Value>, keyword: &str) -> Option<Bound> {
    let number = keywords.get(keyword)?.as_number()?;
    let integer = number.as_i64().map(Bound::Integer);
    Some(integer.unwrap_or_else(|| Bound::Decimal(text(&number.to_string()))))
}

/// A count may be written `2.0`.
fn count(keywords: &Map<String, Value>, keyword: &str) -> Option<u64> {
    let number = keywords.get(keyword)?.as_number()?;
    let written = number.to_string();
    number
        .as_u64()
        .or_else(|| written.strip_suffix(".0")?.parse().ok())
}

fn names(list: &Value) -> &'static [&'static str] {
    let names = list
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    leak_list(names.map(text))
}

fn pattern(pattern: &str) -> &'static Pattern {
    leak(Pattern::new(text(pattern)))
}

fn text(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leak_list<T>(items: impl Iterator<Item = T>) -> &'static [T] {
    items.collect::<Vec<_>>().leak()
}
