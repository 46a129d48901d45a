//! Does a value obey its schema, as far as that can be seen without a regular expression? What is not looked at here
//! (`pattern`, conditions, `not`, what no other keyword evaluated) counts as obeyed.

use countersign_contract::Contract;
use countersign_contract::schema::{Bound, Schema, SchemaId, Type};
use countersign_contract::syntax::{Node, NodeValue, Number};

/// Schemas inside each other beyond this are not looked at: cycles of references have no end.
const DEPTH: usize = 32;

/// Why a value does not obey a schema; `None` when nothing speaks against it.
pub(super) fn mismatch(contract: &Contract, id: SchemaId, value: &Node) -> Option<String> {
    Fit { contract }.schema(id, value, 0)
}

struct Fit<'c> {
    contract: &'c Contract,
}

impl Fit<'_> {
    fn schema(&self, id: SchemaId, value: &Node, depth: usize) -> Option<String> {
        if depth > DEPTH {
            return None;
        }
        let schema = self.contract.schema(id);
        if schema.boolean == Some(false) {
            return Some(String::from("no value is allowed"));
        }
        own(schema, value)
            .or_else(|| self.items(schema, value, depth))
            .or_else(|| self.members(schema, value, depth))
            .or_else(|| self.combined(schema, value, depth))
    }

    fn combined(&self, schema: &Schema, value: &Node, depth: usize) -> Option<String> {
        let all = schema.reference.iter().chain(&schema.all_of);
        let all = all
            .into_iter()
            .find_map(|id| self.schema(*id, value, depth + 1));
        let some = [&schema.any_of, &schema.one_of].into_iter();
        let some = some.filter(|alternatives| !alternatives.is_empty());
        let mut some = some.map(|alternatives| {
            let fits = |id: &SchemaId| self.schema(*id, value, depth + 1).is_none();
            (!alternatives.iter().any(fits)).then(|| String::from("no alternative allows it"))
        });
        all.or_else(|| some.find_map(|reason| reason))
    }

    fn items(&self, schema: &Schema, value: &Node, depth: usize) -> Option<String> {
        let prefix = &schema.array.prefix_items;
        value.as_array()?.iter().enumerate().find_map(|(at, item)| {
            let id = prefix.get(at).copied().or(schema.array.items)?;
            let reason = self.schema(id, item, depth + 1)?;
            Some(format!("item {at}: {reason}"))
        })
    }

    fn members(&self, schema: &Schema, value: &Node, depth: usize) -> Option<String> {
        let members = value.as_object()?;
        let object = &schema.object;
        if let Some(name) = object
            .required
            .iter()
            .find(|name| members.get(name).is_none())
        {
            return Some(format!("the property `{name}` is missing"));
        }
        // Which patterns a name has is not looked at.
        let rest = object
            .additional_properties
            .filter(|_| object.pattern_properties.is_empty());
        members.iter().find_map(|entry| {
            let name = entry.key.name.as_str();
            let id = object.properties.get(name).copied().or(rest)?;
            let reason = self.schema(id, &entry.value, depth + 1)?;
            Some(format!("property `{name}`: {reason}"))
        })
    }
}

/// What the keywords of one schema say that look at no other schema.
fn own(schema: &Schema, value: &Node) -> Option<String> {
    if let Some(types) = schema.types
        && !types.iter().any(|kind| is_of(value, kind))
    {
        let names: Vec<&str> = types.iter().map(Type::name).collect();
        let (expected, given) = (names.join(" or "), value.type_name());
        return Some(format!("expected {expected}, found {given}"));
    }
    if schema.constant.as_ref().is_some_and(|only| only != value) {
        return Some(String::from("it is not the `const`"));
    }
    if let Some(members) = &schema.enumeration
        && !members.contains(value)
    {
        return Some(String::from("it is no member of the `enum`"));
    }
    match value.value() {
        NodeValue::Number(number) => range(schema, number),
        NodeValue::String(text) => {
            let length = text.chars().count();
            let string = &schema.string;
            count(length, string.min_length, string.max_length, "characters")
        }
        NodeValue::Array(items) => {
            let array = &schema.array;
            count(items.len(), array.min_items, array.max_items, "items")
        }
        NodeValue::Object(members) => {
            let object = &schema.object;
            count(
                members.len(),
                object.min_properties,
                object.max_properties,
                "properties",
            )
        }
        NodeValue::Null | NodeValue::Bool(_) => None,
    }
}

fn is_of(value: &Node, kind: Type) -> bool {
    match value.value() {
        NodeValue::Null => kind == Type::Null,
        NodeValue::Bool(_) => kind == Type::Boolean,
        NodeValue::Number(number) => {
            kind == Type::Number || kind == Type::Integer && number.is_integer()
        }
        NodeValue::String(_) => kind == Type::String,
        NodeValue::Array(_) => kind == Type::Array,
        NodeValue::Object(_) => kind == Type::Object,
    }
}

fn range(schema: &Schema, number: &Number) -> Option<String> {
    let below = |bound: &Bound| number < &bound.value || bound.exclusive && number == &bound.value;
    let above = |bound: &Bound| number > &bound.value || bound.exclusive && number == &bound.value;
    if schema.numeric.lower.as_ref().is_some_and(below) {
        return Some(String::from("it is below the minimum"));
    }
    let above = schema.numeric.upper.as_ref().is_some_and(above);
    above.then(|| String::from("it is above the maximum"))
}

fn count(length: usize, least: Option<u64>, most: Option<u64>, what: &str) -> Option<String> {
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    if least.is_some_and(|least| length < least) {
        return Some(format!("it has too few {what}"));
    }
    let more = most.is_some_and(|most| length > most);
    more.then(|| format!("it has too many {what}"))
}
