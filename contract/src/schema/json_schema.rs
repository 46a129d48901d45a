//! A schema of the contract as a self-contained JSON Schema 2020-12 document, for engines that eat text.

use rustc_hash::FxHashSet;
use serde_json::{Map, Value, json};

use super::visit::{is_read_only, is_write_only};
use super::{Bound, Schema, SchemaId, Type, TypeSet};
use crate::model::Contract;
use crate::syntax::Node;

/// Which side's reading of a schema is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Projection {
    /// As written.
    Plain,
    /// What a request must hold: `readOnly` properties are not required (OAS 3.1.1 Schema Object, `readOnly`).
    Request,
    /// What a response must hold: `writeOnly` properties are not required.
    Response,
}

/// The schema as a 2020-12 document: `{"$schema", "$ref": "#/$defs/KEY", "$defs": {..}}`.
///
/// Every reachable schema that a `$ref` leads to, or that several places share, stands in `$defs` under its
/// [`definition_key`]; the others stay inline. Assertions and `title` are written, `format` included. Numbers are exact
/// where `serde_json` can hold them.
pub fn to_json_schema(contract: &Contract, schema: SchemaId, projection: Projection) -> Value {
    let mut writer = Writer {
        contract,
        projection,
        standing: vec![Standing::Unmet; contract.schemas.len()],
    };
    let definitions = writer.survey(schema);
    let definitions: Map<String, Value> = definitions
        .into_iter()
        .map(|id| (definition_key(contract, id), writer.schema(id)))
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": reference(&definition_key(contract, schema)),
        "$defs": definitions,
    })
}

/// The key of a schema under `$defs`: its component name, else `s` and its index. No two schemas share one.
pub fn definition_key(contract: &Contract, schema: SchemaId) -> String {
    let components = &contract.component_schemas;
    let named = contract.schema(schema).name.as_ref();
    if let Some(name) = named.filter(|name| components.get(*name) == Some(&schema)) {
        return name.clone();
    }
    let mut key = format!("s{}", schema.index());
    while components.contains_key(&key) {
        key.push('_');
    }
    key
}

/// How often the survey came upon a schema.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Unmet,
    Inline,
    Definition,
}

struct Writer<'c> {
    contract: &'c Contract,
    projection: Projection,
    standing: Vec<Standing>,
}

impl Writer<'_> {
    /// Decides what stands in `$defs`, and gives it in the order of first meeting.
    fn survey(&mut self, root: SchemaId) -> Vec<SchemaId> {
        let mut order = vec![root];
        let mut at = 0;
        self.standing[root.index()] = Standing::Definition;
        while let Some(id) = order.get(at).copied() {
            at += 1;
            for (keyword, child) in self.contract.schema(id).children() {
                let standing = &mut self.standing[child.index()];
                let shared = keyword == "$ref" || *standing != Standing::Unmet;
                if *standing == Standing::Unmet {
                    order.push(child);
                }
                *standing = if shared {
                    Standing::Definition
                } else {
                    Standing::Inline
                };
            }
        }
        order.retain(|id| self.standing[id.index()] == Standing::Definition);
        order
    }

    fn child(&self, id: SchemaId) -> Value {
        if self.standing[id.index()] == Standing::Definition {
            json!({ "$ref": reference(&definition_key(self.contract, id)) })
        } else {
            self.schema(id)
        }
    }

    fn children(&self, ids: &[SchemaId]) -> Value {
        ids.iter().map(|id| self.child(*id)).collect()
    }

    fn named_children<'s>(
        &self,
        ids: impl IntoIterator<Item = (&'s String, &'s SchemaId)>,
    ) -> Value {
        let members = ids.into_iter();
        let members = members.map(|(name, id)| (name.clone(), self.child(*id)));
        Value::Object(members.collect())
    }

    fn schema(&self, id: SchemaId) -> Value {
        let schema = self.contract.schema(id);
        if let Some(accepts) = schema.boolean {
            return Value::Bool(accepts);
        }
        let mut keywords = Keywords::default();
        if let Some(target) = schema.reference {
            let key = definition_key(self.contract, target);
            keywords.put("$ref", reference(&key));
        }
        keywords.put_some("title", schema.annotations.title.as_deref());
        any_type(schema, &mut keywords);
        strings_and_numbers(schema, &mut keywords);
        self.arrays(schema, &mut keywords);
        self.objects(schema, &mut keywords);
        self.applicators(schema, &mut keywords);
        Value::Object(keywords.0)
    }

    fn arrays(&self, schema: &Schema, keywords: &mut Keywords) {
        let array = &schema.array;
        if !array.prefix_items.is_empty() {
            keywords.put("prefixItems", self.children(&array.prefix_items));
        }
        let child = |id: Option<SchemaId>| id.map(|id| self.child(id));
        keywords.put_some("items", child(array.items));
        keywords.put_some("contains", child(array.contains));
        keywords.put_some("minContains", array.min_contains);
        keywords.put_some("maxContains", array.max_contains);
        keywords.put_some("minItems", array.min_items);
        keywords.put_some("maxItems", array.max_items);
        keywords.put_some("uniqueItems", array.unique_items.then_some(true));
        keywords.put_some("unevaluatedItems", child(array.unevaluated_items));
    }

    fn objects(&self, schema: &Schema, keywords: &mut Keywords) {
        let object = &schema.object;
        let child = |id: Option<SchemaId>| id.map(|id| self.child(id));
        if !object.properties.is_empty() {
            keywords.put("properties", self.named_children(&object.properties));
        }
        let required: Vec<&String> = object
            .required
            .iter()
            .filter(|name| self.is_required(schema, name))
            .collect();
        if !required.is_empty() {
            keywords.put("required", json!(required));
        }
        if !object.pattern_properties.is_empty() {
            let patterns = self.named_children(&object.pattern_properties);
            keywords.put("patternProperties", patterns);
        }
        keywords.put_some("additionalProperties", child(object.additional_properties));
        keywords.put_some("propertyNames", child(object.property_names));
        keywords.put_some("minProperties", object.min_properties);
        keywords.put_some("maxProperties", object.max_properties);
        if !object.dependent_required.is_empty() {
            keywords.put("dependentRequired", json!(object.dependent_required));
        }
        if !object.dependent_schemas.is_empty() {
            let schemas = self.named_children(&object.dependent_schemas);
            keywords.put("dependentSchemas", schemas);
        }
        let unevaluated = child(object.unevaluated_properties);
        keywords.put_some("unevaluatedProperties", unevaluated);
    }

    fn applicators(&self, schema: &Schema, keywords: &mut Keywords) {
        for (keyword, members) in [
            ("allOf", &schema.all_of),
            ("anyOf", &schema.any_of),
            ("oneOf", &schema.one_of),
        ] {
            if !members.is_empty() {
                keywords.put(keyword, self.children(members));
            }
        }
        for (keyword, member) in [
            ("not", schema.not),
            ("if", schema.if_schema),
            ("then", schema.then_schema),
            ("else", schema.else_schema),
        ] {
            keywords.put_some(keyword, member.map(|id| self.child(id)));
        }
    }

    /// A property that does not travel in this direction is not required, wherever in the composition it is declared.
    fn is_required(&self, schema: &Schema, name: &str) -> bool {
        let declared = self.declarations(schema, name);
        match self.projection {
            Projection::Plain => true,
            Projection::Request => !declared.iter().any(|id| is_read_only(self.contract, *id)),
            Projection::Response => !declared.iter().any(|id| is_write_only(self.contract, *id)),
        }
    }

    /// The schemas of a property in the schema itself and in what it always applies.
    fn declarations(&self, schema: &Schema, name: &str) -> Vec<SchemaId> {
        let mut declared: Vec<SchemaId> = Vec::new();
        declared.extend(schema.object.properties.get(name));
        if self.projection == Projection::Plain || !declared.is_empty() {
            return declared;
        }
        let mut pending: Vec<SchemaId> = schema.all_of.clone();
        pending.extend(schema.reference);
        let mut met = FxHashSet::default();
        while let Some(id) = pending.pop() {
            if !met.insert(id) {
                continue;
            }
            let applied = self.contract.schema(id);
            declared.extend(applied.object.properties.get(name));
            pending.extend(applied.all_of.iter().chain(&applied.reference));
        }
        declared
    }
}

fn any_type(schema: &Schema, keywords: &mut Keywords) {
    keywords.put_some("type", schema.types.map(types));
    keywords.put_some("const", schema.constant.as_ref().map(Node::to_json));
    let values = schema.enumeration.as_ref();
    keywords.put_some(
        "enum",
        values.map(|values| values.iter().map(Node::to_json).collect::<Vec<_>>()),
    );
    keywords.put_some("format", schema.format.as_ref().map(super::Format::name));
}

fn strings_and_numbers(schema: &Schema, keywords: &mut Keywords) {
    bound(
        schema.numeric.lower.as_ref(),
        "minimum",
        "exclusiveMinimum",
        keywords,
    );
    bound(
        schema.numeric.upper.as_ref(),
        "maximum",
        "exclusiveMaximum",
        keywords,
    );
    let multiple_of = schema.numeric.multiple_of.as_ref();
    keywords.put_some(
        "multipleOf",
        multiple_of.map(crate::syntax::Number::to_json),
    );
    keywords.put_some("minLength", schema.string.min_length);
    keywords.put_some("maxLength", schema.string.max_length);
    keywords.put_some("pattern", schema.string.pattern.as_deref());
}

fn bound(
    bound: Option<&Bound>,
    inclusive: &'static str,
    exclusive: &'static str,
    keywords: &mut Keywords,
) {
    if let Some(bound) = bound {
        let keyword = if bound.exclusive {
            exclusive
        } else {
            inclusive
        };
        keywords.put(keyword, bound.value.to_json());
    }
}

fn types(types: TypeSet) -> Value {
    match types.single() {
        Some(kind) => kind.name().into(),
        None => types.iter().map(Type::name).collect(),
    }
}

/// A URI reference to a definition (RFC 6901 section 6).
fn reference(key: &str) -> Value {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const FRAGMENT: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    let escaped = key.replace('~', "~0").replace('/', "~1");
    let encoded = utf8_percent_encode(&escaped, FRAGMENT);
    format!("#/$defs/{encoded}").into()
}

/// The keywords of one schema in the making.
#[derive(Default)]
struct Keywords(Map<String, Value>);

impl Keywords {
    fn put(&mut self, keyword: &str, value: impl Into<Value>) {
        self.0.insert(keyword.to_owned(), value.into());
    }

    fn put_some(&mut self, keyword: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.put(keyword, value);
        }
    }
}
