//! A schema cut down to what one instance touches, as JSON Schema 2020-12.
//!
//! A keyword below an absent property or past the last item has no say about the instance, so leaving it out changes no
//! verdict; and what is left is a tree about as large as the instance, however large or recursive the contract is.

use countersign_contract::schema::{Format, Schema, SchemaId, Type};
use countersign_contract::syntax::{Node, Number};
use serde_json::{Map, Value, json};

use super::keyed::{Keyed, demanded, keyed};
use crate::direction::Keys;
use crate::relation::Reading;
use crate::rule::Formats;
use crate::schema_pair::{Viewer, is_hidden};

/// The text is larger or deeper than a witness is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

const MAX_SCHEMAS: usize = 5_000;
const MAX_DEPTH: usize = 200;

struct Writer<'v, 'c> {
    viewer: &'v Viewer<'c>,
    reading: Reading,
    formats: Formats,
    written: usize,
    /// Schemas that apply in place to the value that is being written for.
    in_place: Vec<SchemaId>,
    depth: usize,
}

/// The document that decides about `instance` as all of `schemas` together do.
pub(super) fn document(
    viewer: &Viewer<'_>,
    schemas: &[SchemaId],
    instance: &Value,
    (reading, formats): (Reading, Formats),
) -> Result<Value, TooLarge> {
    let mut writer = Writer {
        viewer,
        reading,
        formats,
        written: 0,
        in_place: Vec::new(),
        depth: 0,
    };
    let mut root = match writer.value_of(schemas, &[instance])? {
        Value::Object(root) => root,
        other => return Ok(other),
    };
    root.insert(
        "$schema".to_owned(),
        "https://json-schema.org/draft/2020-12/schema".into(),
    );
    Ok(Value::Object(root))
}

impl Writer<'_, '_> {
    /// What a value (not only part of one's constraints) must obey.
    fn value_of(&mut self, schemas: &[SchemaId], instances: &[&Value]) -> Result<Value, TooLarge> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(TooLarge);
        }
        let outer = std::mem::take(&mut self.in_place);
        let mut parts = Vec::new();
        for schema in schemas {
            parts.push(self.in_place(*schema, instances)?);
        }
        self.in_place = outer;
        self.depth -= 1;
        let whole = if parts.len() == 1 {
            parts.swap_remove(0)
        } else {
            json!({ "allOf": parts })
        };
        let closes = self.reading.keys == Keys::Declared
            && instances.iter().any(|instance| instance.is_object())
            && keyed(self.viewer.contract, schemas) == Keyed::Declared;
        Ok(match whole {
            Value::Object(mut whole) if closes => {
                let properties = whole.entry("properties").or_insert_with(|| json!({}));
                if let Value::Object(properties) = properties {
                    for name in demanded(self.viewer.contract, schemas, self.viewer.direction) {
                        properties.entry(name).or_insert(Value::Bool(true));
                    }
                }
                whole.insert("unevaluatedProperties".to_owned(), Value::Bool(false));
                Value::Object(whole)
            }
            whole => whole,
        })
    }

    fn in_place(&mut self, id: SchemaId, instances: &[&Value]) -> Result<Value, TooLarge> {
        self.written += 1;
        self.depth += 1;
        if self.written > MAX_SCHEMAS || self.depth > MAX_DEPTH {
            return Err(TooLarge);
        }
        if self.in_place.contains(&id) {
            self.depth -= 1;
            return Ok(Value::Bool(true)); // a cycle in place asserts nothing of its own
        }
        self.in_place.push(id);
        let schema = self.viewer.contract.schema(id);
        let written = match schema.boolean {
            Some(boolean) => Value::Bool(boolean),
            None => Value::Object(self.keywords(schema, instances)?),
        };
        self.in_place.pop();
        self.depth -= 1;
        Ok(written)
    }

    fn keywords(
        &mut self,
        schema: &Schema,
        instances: &[&Value],
    ) -> Result<Map<String, Value>, TooLarge> {
        let mut map = Map::new();
        self.scalars(schema, &mut map);
        let mut all = Vec::new();
        for id in schema.reference.iter().chain(&schema.all_of) {
            all.push(self.in_place(*id, instances)?);
        }
        if !all.is_empty() {
            map.insert("allOf".to_owned(), Value::Array(all));
        }
        for (keyword, members) in [("anyOf", &schema.any_of), ("oneOf", &schema.one_of)] {
            if !members.is_empty() {
                let members: Result<Vec<_>, _> = members
                    .iter()
                    .map(|id| self.in_place(*id, instances))
                    .collect();
                map.insert(keyword.to_owned(), Value::Array(members?));
            }
        }
        for (keyword, id) in [
            ("not", schema.not),
            ("if", schema.if_schema),
            ("then", schema.then_schema),
            ("else", schema.else_schema),
        ] {
            if let Some(id) = id {
                let written = self.in_place(id, instances)?;
                map.insert(keyword.to_owned(), written);
            }
        }
        if instances.iter().any(|instance| instance.is_array()) {
            self.array(schema, instances, &mut map)?;
        }
        if instances.iter().any(|instance| instance.is_object()) {
            self.object(schema, instances, &mut map)?;
        }
        Ok(map)
    }

    fn scalars(&self, schema: &Schema, map: &mut Map<String, Value>) {
        let mut put = |keyword: &str, value: Option<Value>| {
            if let Some(value) = value {
                map.insert(keyword.to_owned(), value);
            }
        };
        put(
            "type",
            schema
                .types
                .map(|types| types.iter().map(Type::name).collect::<Vec<_>>().into()),
        );
        put("const", schema.constant.as_ref().map(Node::to_json));
        put(
            "enum",
            schema
                .enumeration
                .as_ref()
                .map(|values| values.iter().map(Node::to_json).collect()),
        );
        let numeric = &schema.numeric;
        for (bound, inclusive, exclusive) in [
            (&numeric.lower, "minimum", "exclusiveMinimum"),
            (&numeric.upper, "maximum", "exclusiveMaximum"),
        ] {
            if let Some(bound) = bound {
                let keyword = if bound.exclusive {
                    exclusive
                } else {
                    inclusive
                };
                put(keyword, Some(bound.value.to_json()));
            }
        }
        put(
            "multipleOf",
            numeric.multiple_of.as_ref().map(Number::to_json),
        );
        put("minLength", schema.string.min_length.map(Value::from));
        put("maxLength", schema.string.max_length.map(Value::from));
        put("pattern", schema.string.pattern.clone().map(Value::from));
        if self.formats == Formats::Assert
            && let Some(format) = &schema.format
        {
            put("format", Some(format.name().into()));
        }
    }

    fn array(
        &mut self,
        schema: &Schema,
        instances: &[&Value],
        map: &mut Map<String, Value>,
    ) -> Result<(), TooLarge> {
        let array = &schema.array;
        for (keyword, count) in [
            ("minItems", array.min_items),
            ("maxItems", array.max_items),
            ("minContains", array.min_contains),
            ("maxContains", array.max_contains),
        ] {
            if let Some(count) = count {
                map.insert(keyword.to_owned(), count.into());
            }
        }
        if array.unique_items {
            map.insert("uniqueItems".to_owned(), Value::Bool(true));
        }
        let arrays = || instances.iter().filter_map(|instance| instance.as_array());
        let mut prefix = Vec::new();
        for (at, id) in array.prefix_items.iter().enumerate() {
            let items: Vec<&Value> = arrays().filter_map(|items| items.get(at)).collect();
            prefix.push(if items.is_empty() {
                Value::Bool(true)
            } else {
                self.value_of(&[*id], &items)?
            });
        }
        if !prefix.is_empty() {
            map.insert("prefixItems".to_owned(), Value::Array(prefix));
        }
        let items: Vec<&Value> = arrays().flatten().collect();
        for (keyword, id) in [
            ("items", array.items),
            ("contains", array.contains),
            ("unevaluatedItems", array.unevaluated_items),
        ] {
            // An empty array still fails `contains`.
            if let Some(id) = id
                && (!items.is_empty() || keyword == "contains")
            {
                let written = self.value_of(&[id], &items)?;
                map.insert(keyword.to_owned(), written);
            }
        }
        Ok(())
    }

    fn object(
        &mut self,
        schema: &Schema,
        instances: &[&Value],
        map: &mut Map<String, Value>,
    ) -> Result<(), TooLarge> {
        let object = &schema.object;
        let objects: Vec<&Map<String, Value>> = instances
            .iter()
            .filter_map(|instance| instance.as_object())
            .collect();
        let mut properties = Map::new();
        for (name, id) in &object.properties {
            let values: Vec<&Value> = objects
                .iter()
                .filter_map(|object| object.get(name))
                .collect();
            if values.is_empty() {
                continue;
            }
            if !self.viewer.hides(*id) {
                properties.insert(name.clone(), self.value_of(&[*id], &values)?);
            } else if self.reading.withholds {
                properties.insert(name.clone(), Value::Bool(false));
            }
        }
        if !properties.is_empty() {
            map.insert("properties".to_owned(), Value::Object(properties));
        }
        let required: Vec<Value> = object
            .required
            .iter()
            .filter(|name| {
                let viewer = self.viewer;
                !is_hidden(viewer.contract, schema, name, viewer.direction)
            })
            .map(|name| Value::from(name.as_str()))
            .collect();
        if !required.is_empty() {
            map.insert("required".to_owned(), Value::Array(required));
        }
        for (keyword, count) in [
            ("minProperties", object.min_properties),
            ("maxProperties", object.max_properties),
        ] {
            if let Some(count) = count {
                map.insert(keyword.to_owned(), count.into());
            }
        }
        let values: Vec<&Value> = objects.iter().flat_map(|object| object.values()).collect();
        if !object.pattern_properties.is_empty() {
            let mut patterns = Map::new();
            for (pattern, id) in &object.pattern_properties {
                patterns.insert(pattern.clone(), self.value_of(&[*id], &values)?);
            }
            map.insert("patternProperties".to_owned(), Value::Object(patterns));
        }
        for (keyword, id) in [
            ("additionalProperties", object.additional_properties),
            ("unevaluatedProperties", object.unevaluated_properties),
        ] {
            if let Some(id) = id {
                let written = self.value_of(&[id], &values)?;
                map.insert(keyword.to_owned(), written);
            }
        }
        if let Some(id) = object.property_names {
            let written = self.value_of(&[id], &[])?;
            map.insert("propertyNames".to_owned(), written);
        }
        if !object.dependent_required.is_empty() {
            map.insert(
                "dependentRequired".to_owned(),
                json!(object.dependent_required),
            );
        }
        let mut dependent = Map::new();
        for (name, id) in &object.dependent_schemas {
            if objects.iter().any(|object| object.contains_key(name)) {
                dependent.insert(name.clone(), self.in_place(*id, instances)?);
            }
        }
        if !dependent.is_empty() {
            map.insert("dependentSchemas".to_owned(), Value::Object(dependent));
        }
        Ok(())
    }
}

/// The values a sized integer format allows.
pub(super) fn integer_range(format: &Format) -> Option<(Value, Value)> {
    Some(match format {
        Format::Int8 => (i8::MIN.into(), i8::MAX.into()),
        Format::Int16 => (i16::MIN.into(), i16::MAX.into()),
        Format::Int32 => (i32::MIN.into(), i32::MAX.into()),
        Format::Int64 => (i64::MIN.into(), i64::MAX.into()),
        Format::Uint8 => (0.into(), u8::MAX.into()),
        Format::Uint16 => (0.into(), u16::MAX.into()),
        Format::Uint32 => (0.into(), u32::MAX.into()),
        Format::Uint | Format::Uint64 => (0.into(), u64::MAX.into()),
        _ => return None,
    })
}
