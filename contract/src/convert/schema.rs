//! Schemas in words of OpenAPI 3.0: `nullable` for `null`, flags for exclusive bounds, a list of one for `const`.

use serde_json::{Map, Value, json};

use super::outgoing::{Writer, json_map};
use crate::schema::{Bound, Format, Schema, SchemaId, Type, TypeSet, definition_key};
use crate::syntax::Node;

impl Writer<'_> {
    /// A Schema Object, or a Reference Object where the schema is nothing else.
    pub(super) fn schema(&mut self, id: SchemaId) -> Value {
        let contract = self.contract;
        let schema = contract.schema(id);
        match schema.boolean {
            Some(true) => return json!({}),
            Some(false) => return json!({ "not": {} }),
            None => {}
        }
        let mut object = Map::new();
        annotations(schema, &mut object);
        assertions(schema, &mut object);
        self.objects(schema, &mut object);
        self.arrays(schema, &mut object);
        self.applicators(schema, &mut object);
        self.report_losses(schema);
        if let Some(target) = schema.reference {
            let reference = self.reference(target);
            if object.is_empty() {
                return reference;
            }
            // 3.0 ignores what stands beside `$ref`, so the reference becomes one of the parts.
            add_part(&mut object, reference);
        }
        Value::Object(object)
    }

    fn reference(&self, target: SchemaId) -> Value {
        let key = definition_key(self.contract, target);
        let key = key.replace('~', "~0").replace('/', "~1");
        json!({ "$ref": format!("#/components/schemas/{key}") })
    }

    fn members(&mut self, ids: &[SchemaId]) -> Value {
        ids.iter().map(|id| self.schema(*id)).collect()
    }

    fn applicators(&mut self, schema: &Schema, object: &mut Map<String, Value>) {
        for (keyword, ids) in [
            ("allOf", &schema.all_of),
            ("anyOf", &schema.any_of),
            ("oneOf", &schema.one_of),
        ] {
            let takes_null = keyword != "allOf" && ids.iter().any(|id| self.is_null(*id));
            let ids: Vec<SchemaId> = ids
                .iter()
                .copied()
                .filter(|id| keyword == "allOf" || !self.is_null(*id))
                .collect();
            match (ids.as_slice(), takes_null) {
                ([], false) => continue,
                // `anyOf: [S, null]` is how 3.1 says what 3.0 calls a nullable S.
                ([only], true) => {
                    let only = self.schema(*only);
                    absorb(object, only);
                }
                (ids, _) => {
                    let members = self.members(ids);
                    object.insert(keyword.to_owned(), members);
                }
            }
            if takes_null {
                object.insert("nullable".to_owned(), json!(true));
            }
        }
        if let Some(id) = schema.not {
            let not = self.schema(id);
            object.insert("not".to_owned(), not);
        }
        if let Some(discriminator) = &schema.discriminator {
            let mapping = discriminator.mapping.iter().map(|(value, id)| {
                let reference = self.reference(*id);
                (value.clone(), reference["$ref"].clone())
            });
            let mapping: Map<String, Value> = mapping.collect();
            let name = &discriminator.property_name;
            let written = json!({ "propertyName": name, "mapping": mapping });
            object.insert("discriminator".to_owned(), written);
        }
    }

    fn is_null(&self, id: SchemaId) -> bool {
        let schema = self.contract.schema(id);
        schema.types == Some(TypeSet::EMPTY.with(Type::Null)) && schema.children().is_empty()
    }

    fn objects(&mut self, schema: &Schema, object: &mut Map<String, Value>) {
        let members = &schema.object;
        if !members.properties.is_empty() {
            let properties = members.properties.iter();
            let properties = properties.map(|(name, id)| (name.clone(), self.schema(*id)));
            let properties = Value::Object(properties.collect());
            object.insert("properties".to_owned(), properties);
        }
        // Without the patterns, what they allow would fall to `additionalProperties`.
        let additional = members.additional_properties;
        if let Some(id) = additional.filter(|_| members.pattern_properties.is_empty()) {
            let additional = match self.contract.schema(id).boolean {
                Some(accepts) => json!(accepts),
                None => self.schema(id),
            };
            object.insert("additionalProperties".to_owned(), additional);
        }
    }

    fn arrays(&mut self, schema: &Schema, object: &mut Map<String, Value>) {
        let array = &schema.array;
        let is_array = schema
            .types
            .is_some_and(|types| types.contains(Type::Array));
        // Without the prefix, its items would fall to `items`.
        match array.items.filter(|_| array.prefix_items.is_empty()) {
            Some(id) => {
                let items = self.schema(id);
                object.insert("items".to_owned(), items);
            }
            None if is_array => {
                object.insert("items".to_owned(), json!({}));
            }
            None => {}
        }
    }

    fn report_losses(&mut self, schema: &Schema) {
        const LOST: [&str; 15] = [
            "prefixItems",
            "contains",
            "minContains",
            "maxContains",
            "unevaluatedItems",
            "unevaluatedProperties",
            "patternProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "if",
            "then",
            "else",
            "contentMediaType",
            "contentSchema",
        ];
        for keyword in LOST {
            if let Some(span) = schema.keyword_spans.get(keyword) {
                self.lost(keyword, *span);
            }
        }
    }
}

fn assertions(schema: &Schema, object: &mut Map<String, Value>) {
    if let Some(types) = schema.types {
        put_types(types, object);
    }
    let constant = schema.constant.as_ref().map(|value| vec![value.to_json()]);
    let values = schema.enumeration.as_ref();
    let values = values.map(|values| values.iter().map(Node::to_json).collect());
    if let Some(values) = constant.or(values) {
        object.insert("enum".to_owned(), Value::Array(values));
    }
    let encoded = schema.content.encoding.as_deref() == Some("base64");
    let byte = (encoded && schema.format.is_none()).then_some(Format::Byte);
    let format = schema.format.as_ref().or(byte.as_ref());
    let numeric = &schema.numeric;
    bound(
        numeric.lower.as_ref(),
        "minimum",
        "exclusiveMinimum",
        object,
    );
    bound(
        numeric.upper.as_ref(),
        "maximum",
        "exclusiveMaximum",
        object,
    );
    let mut put = |keyword: &str, value: Option<Value>| {
        object.extend(value.map(|value| (keyword.to_owned(), value)));
    };
    put("format", format.map(|format| json!(format.name())));
    put(
        "multipleOf",
        numeric
            .multiple_of
            .as_ref()
            .map(crate::syntax::Number::to_json),
    );
    put("minLength", schema.string.min_length.map(Value::from));
    put("maxLength", schema.string.max_length.map(Value::from));
    put("pattern", schema.string.pattern.as_deref().map(Value::from));
    let array = &schema.array;
    put("minItems", array.min_items.map(Value::from));
    put("maxItems", array.max_items.map(Value::from));
    put("uniqueItems", array.unique_items.then_some(json!(true)));
    let members = &schema.object;
    put("minProperties", members.min_properties.map(Value::from));
    put("maxProperties", members.max_properties.map(Value::from));
    let required = &members.required;
    put("required", (!required.is_empty()).then(|| json!(required)));
}

/// Adds a part to the `allOf` of an object in the making.
fn add_part(object: &mut Map<String, Value>, part: Value) {
    let mut parts = match object.shift_remove("allOf") {
        Some(Value::Array(parts)) => parts,
        _ => Vec::new(),
    };
    parts.push(part);
    object.insert("allOf".to_owned(), Value::Array(parts));
}

/// Takes a schema's keywords over into an object in the making; as a part, where that would mix them up.
fn absorb(object: &mut Map<String, Value>, schema: Value) {
    match schema {
        Value::Object(keywords)
            if !keywords.contains_key("$ref")
                && !keywords.keys().any(|keyword| object.contains_key(keyword)) =>
        {
            object.extend(keywords);
        }
        schema => add_part(object, schema),
    }
}

/// `null` is `nullable`; several other types are alternatives.
fn put_types(types: TypeSet, object: &mut Map<String, Value>) {
    let others: Vec<Type> = types.without(Type::Null).iter().collect();
    let takes_null = types.contains(Type::Null);
    match others.as_slice() {
        [] => {
            object.insert("enum".to_owned(), json!([null]));
        }
        [only] => {
            object.insert("type".to_owned(), json!(only.name()));
        }
        several => {
            let alternatives = several.iter();
            let alternatives: Vec<Value> = alternatives
                .map(|kind| match kind {
                    Type::Array => json!({ "type": "array", "items": {} }),
                    kind => json!({ "type": kind.name() }),
                })
                .collect();
            add_part(
                object,
                json!({ "anyOf": alternatives, "nullable": takes_null }),
            );
        }
    }
    if takes_null {
        object.insert("nullable".to_owned(), json!(true));
    }
}

fn bound(bound: Option<&Bound>, inclusive: &str, flag: &str, object: &mut Map<String, Value>) {
    if let Some(bound) = bound {
        object.insert(inclusive.to_owned(), bound.value.to_json());
        if bound.exclusive {
            object.insert(flag.to_owned(), json!(true));
        }
    }
}

fn annotations(schema: &Schema, object: &mut Map<String, Value>) {
    let annotations = &schema.annotations;
    let mut put = |keyword: &str, value: Option<Value>| {
        object.extend(value.map(|value| (keyword.to_owned(), value)));
    };
    put("title", annotations.title.as_deref().map(Value::from));
    put(
        "description",
        annotations.description.as_deref().map(Value::from),
    );
    put("default", annotations.default.as_ref().map(Node::to_json));
    put("example", annotations.examples.first().map(Node::to_json));
    put(
        "xml",
        annotations.xml.as_ref().map(|xml| xml.written.to_json()),
    );
    for (keyword, holds) in [
        ("deprecated", annotations.deprecated),
        ("readOnly", annotations.read_only),
        ("writeOnly", annotations.write_only),
    ] {
        put(keyword, holds.then_some(json!(true)));
    }
    let extensions = json_map(&annotations.extensions).into_iter();
    object.extend(extensions.filter(|(key, _)| key.starts_with("x-")));
}
