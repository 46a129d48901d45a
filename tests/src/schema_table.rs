//! Schemas of a contract to the static tables of `countersign_core::schema`, for tests: what code generation emits as
//! constants is built here at run time and leaked.

use std::collections::HashMap;

use countersign_contract::Contract;
use countersign_contract::schema::{self as contract, ObjectKeywords, SchemaId, Type, TypeSet};
use countersign_contract::syntax::{Node, NodeValue, Number};
use countersign_core::schema::{Bound, Literal, Pattern, Schema, Types};

/// How often a `$ref` may lead into itself. Tables without `unsafe` cannot be tied into a cycle at run time, so recursion
/// is unrolled; beyond this every value is accepted.
const UNROLLED: usize = 14;

/// The table of a schema, without the formats that generated tables assert.
pub fn table(contract: &Contract, schema: SchemaId) -> &'static Schema {
    let mut builder = Builder {
        contract,
        built: HashMap::new(),
    };
    builder.schema(schema, UNROLLED)
}

struct Builder<'c> {
    contract: &'c Contract,
    built: HashMap<(SchemaId, usize), &'static Schema>,
}

impl Builder<'_> {
    fn schema(&mut self, id: SchemaId, unroll: usize) -> &'static Schema {
        if let Some(built) = self.built.get(&(id, unroll)) {
            return built;
        }
        let contract = self.contract;
        let schema = contract.schema(id);
        let built = match schema.boolean {
            Some(true) => &Schema::ANY,
            Some(false) => &Schema::NEVER,
            None => leak(self.keywords(schema, unroll)),
        };
        self.built.insert((id, unroll), built);
        built
    }

    fn keywords(&mut self, schema: &contract::Schema, unroll: usize) -> Schema {
        let numeric = &schema.numeric;
        let array = &schema.array;
        let one =
            |builder: &mut Self, id: Option<SchemaId>| id.map(|id| builder.schema(id, unroll));
        let any = self.objects(&schema.object, unroll);
        Schema {
            name: schema.annotations.title.as_deref().map_or("", text),
            types: schema.types.map_or(Types::ANY, types),
            enumeration: schema
                .enumeration
                .as_ref()
                .map(|members| leak_list(members.iter().map(literal))),
            constant: schema.constant.as_ref().map(literal),
            minimum: bound(numeric.lower.as_ref(), false),
            maximum: bound(numeric.upper.as_ref(), false),
            exclusive_minimum: bound(numeric.lower.as_ref(), true),
            exclusive_maximum: bound(numeric.upper.as_ref(), true),
            multiple_of: numeric.multiple_of.as_ref().map(number),
            min_length: schema.string.min_length,
            max_length: schema.string.max_length,
            pattern: schema.string.pattern.as_deref().map(pattern),
            prefix_items: self.list(&array.prefix_items, unroll),
            items: one(self, array.items),
            contains: one(self, array.contains),
            min_contains: array.min_contains,
            max_contains: array.max_contains,
            min_items: array.min_items,
            max_items: array.max_items,
            unique_items: array.unique_items,
            unevaluated_items: one(self, array.unevaluated_items),
            reference: schema
                .reference
                .map(|target| self.reference(target, unroll)),
            all_of: self.list(&schema.all_of, unroll),
            any_of: self.list(&schema.any_of, unroll),
            one_of: self.list(&schema.one_of, unroll),
            not: one(self, schema.not),
            if_schema: one(self, schema.if_schema),
            then_schema: one(self, schema.then_schema),
            else_schema: one(self, schema.else_schema),
            read_only: schema.annotations.read_only,
            write_only: schema.annotations.write_only,
            ..any
        }
    }

    fn objects(&mut self, object: &ObjectKeywords, unroll: usize) -> Schema {
        let one =
            |builder: &mut Self, id: Option<SchemaId>| id.map(|id| builder.schema(id, unroll));
        Schema {
            properties: self.map(&object.properties, unroll, text),
            required: names(&object.required),
            pattern_properties: self.map(&object.pattern_properties, unroll, pattern),
            additional_properties: one(self, object.additional_properties),
            property_names: one(self, object.property_names),
            min_properties: object.min_properties,
            max_properties: object.max_properties,
            dependent_required: leak_list(
                object
                    .dependent_required
                    .iter()
                    .map(|(name, needed)| (text(name), names(needed))),
            ),
            dependent_schemas: self.map(&object.dependent_schemas, unroll, text),
            unevaluated_properties: one(self, object.unevaluated_properties),
            ..Schema::ANY
        }
    }

    fn reference(&mut self, target: SchemaId, unroll: usize) -> &'static Schema {
        match unroll.checked_sub(1) {
            Some(left) => self.schema(target, left),
            None => &Schema::ANY,
        }
    }

    fn list(&mut self, schemas: &[SchemaId], unroll: usize) -> &'static [&'static Schema] {
        let built: Vec<_> = schemas.iter().map(|id| self.schema(*id, unroll)).collect();
        leak_list(built.into_iter())
    }

    fn map<'m, K: 'static>(
        &mut self,
        schemas: impl IntoIterator<Item = (&'m String, &'m SchemaId)>,
        unroll: usize,
        key: fn(&str) -> K,
    ) -> &'static [(K, &'static Schema)] {
        let built: Vec<_> = schemas
            .into_iter()
            .map(|(name, id)| (key(name), self.schema(*id, unroll)))
            .collect();
        leak_list(built.into_iter())
    }
}

fn types(types: TypeSet) -> Types {
    let word = |kind| match kind {
        Type::Null => Types::NULL,
        Type::Boolean => Types::BOOLEAN,
        Type::Integer => Types::INTEGER,
        Type::Number => Types::NUMBER,
        Type::String => Types::STRING,
        Type::Array => Types::ARRAY,
        Type::Object => Types::OBJECT,
    };
    types.iter().map(word).fold(Types::NONE, Types::or)
}

fn literal(node: &Node) -> Literal {
    match node.value() {
        NodeValue::Null => Literal::Null,
        NodeValue::Bool(value) => Literal::Bool(*value),
        NodeValue::Number(value) => value
            .as_text()
            .parse()
            .map_or_else(|_| Literal::Number(text(value.as_text())), Literal::Integer),
        NodeValue::String(value) => Literal::String(text(value)),
        NodeValue::Array(items) => Literal::Array(leak_list(items.iter().map(literal))),
        NodeValue::Object(object) => Literal::Object(leak_list(
            object
                .iter()
                .map(|entry| (text(&entry.key.name), literal(&entry.value))),
        )),
    }
}

fn bound(end: Option<&contract::Bound>, exclusive: bool) -> Option<Bound> {
    let end = end.filter(|end| end.exclusive == exclusive)?;
    Some(number(&end.value))
}

fn number(number: &Number) -> Bound {
    let text_of = number.as_text();
    text_of
        .parse()
        .map_or_else(|_| Bound::Decimal(text(text_of)), Bound::Integer)
}

fn names(names: &[String]) -> &'static [&'static str] {
    leak_list(names.iter().map(|name| text(name)))
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
