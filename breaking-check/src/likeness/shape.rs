//! What a schema says by itself, and which schemas are its parts.

use std::hash::{Hash, Hasher};

use countersign_contract::Contract;
use countersign_contract::schema::{Bound, Schema, SchemaId};
use countersign_contract::syntax::{Node, NodeValue};

use super::{Digests, Flavor, Number};

/// A schema that is part of another.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) schema: usize,
    said: u64,
    /// Nothing where it decides about no value.
    meant: Option<u64>,
}

impl Part {
    /// How it is a part: by which keyword, and under which key or at which place where that matters.
    pub(super) fn label(&self, flavor: Flavor) -> Option<u64> {
        match flavor {
            Flavor::Said => Some(self.said),
            Flavor::Meant => self.meant,
        }
    }
}

/// A schema without its parts, and these.
#[derive(Debug)]
pub(super) struct Shape {
    said: Number,
    meant: Number,
    pub(super) parts: Vec<Part>,
    /// The schema that it refers to, where it does nothing else: for each flavor.
    refers: [Option<usize>; 2],
}

impl Shape {
    /// The shape of a schema; `silent` is that of one that says nothing.
    pub(super) fn of(
        contract: &Contract,
        schema: &Schema,
        silent: &Self,
        digests: &Digests,
    ) -> Self {
        let parts = parts(contract, schema, digests);
        let alone = Self::alone(schema, digests);
        let refers = Flavor::ALL.map(|flavor| {
            let labels = parts.iter().filter(|part| part.label(flavor).is_some());
            let target = schema.reference.filter(|_| labels.count() == 1)?;
            (alone.own(flavor) == silent.own(flavor)).then(|| target.index())
        });
        Self {
            parts,
            refers,
            ..alone
        }
    }

    /// What a schema says, whatever is in it.
    pub(super) fn alone(schema: &Schema, digests: &Digests) -> Self {
        Self {
            said: digests.of(|hasher| write_said(schema, digests, hasher)),
            meant: digests.of(|hasher| write_meant(schema, digests, hasher)),
            parts: Vec::new(),
            refers: [None; 2],
        }
    }

    /// The digest of what it says by itself.
    pub(super) fn own(&self, flavor: Flavor) -> Number {
        match flavor {
            Flavor::Said => self.said,
            Flavor::Meant => self.meant,
        }
    }

    /// The schema that this one is nothing but a reference to.
    pub(super) fn stands_for(&self, flavor: Flavor) -> Option<usize> {
        match flavor {
            Flavor::Said => self.refers[0],
            Flavor::Meant => self.refers[1],
        }
    }
}

/// Everything that a rule may look at.
fn write_said(schema: &Schema, digests: &Digests, mut hasher: &mut dyn Hasher) {
    write_meant(schema, digests, hasher);
    let annotations = &schema.annotations;
    schema.format.hash(&mut hasher);
    schema.content.encoding.hash(&mut hasher);
    schema.content.media_type.hash(&mut hasher);
    annotations.deprecated.hash(&mut hasher);
    annotations.default.is_some().hash(&mut hasher);
    annotations
        .default
        .iter()
        .for_each(|default| value(default, hasher));
    annotations.xml.is_some().hash(&mut hasher);
    annotations
        .xml
        .iter()
        .for_each(|xml| value(&xml.written, hasher));
    for (key, value) in &annotations.extensions {
        key.hash(&mut hasher);
        self::value(value, hasher);
    }
    if let Some(discriminator) = &schema.discriminator {
        discriminator.property_name.hash(&mut hasher);
    }
    // The order of what the other flavor sorts.
    schema.object.required.hash(&mut hasher);
    schema
        .object
        .properties
        .keys()
        .for_each(|name| name.hash(&mut hasher));
    for listed in schema.enumeration.iter().flatten() {
        value(listed, hasher);
    }
}

/// What decides which values obey, `readOnly` and `writeOnly` included: properties with these do not travel both ways.
fn write_meant(schema: &Schema, digests: &Digests, mut hasher: &mut dyn Hasher) {
    schema.boolean.hash(&mut hasher);
    (schema.annotations.read_only, schema.annotations.write_only).hash(&mut hasher);
    schema.types.hash(&mut hasher);
    schema.constant.is_some().hash(&mut hasher);
    schema
        .constant
        .iter()
        .for_each(|constant| value(constant, hasher));
    schema.enumeration.is_some().hash(&mut hasher);
    let listed = schema.enumeration.iter().flatten();
    let mut listed: Vec<Number> = listed
        .map(|listed| digests.of(|hasher| value(listed, hasher)))
        .collect();
    listed.sort_unstable();
    listed.hash(&mut hasher);
    let numeric = &schema.numeric;
    bound(numeric.lower.as_ref(), hasher);
    bound(numeric.upper.as_ref(), hasher);
    numeric.multiple_of.hash(&mut hasher);
    let string = &schema.string;
    (string.min_length, string.max_length).hash(&mut hasher);
    string.pattern.hash(&mut hasher);
    let array = &schema.array;
    (array.min_items, array.max_items, array.unique_items).hash(&mut hasher);
    (array.min_contains, array.max_contains).hash(&mut hasher);
    let object = &schema.object;
    (object.min_properties, object.max_properties).hash(&mut hasher);
    let mut required: Vec<&str> = object.required.iter().map(String::as_str).collect();
    required.sort_unstable();
    required.hash(&mut hasher);
    let mut dependent: Vec<(&String, &Vec<String>)> = object.dependent_required.iter().collect();
    dependent.sort_unstable();
    dependent.hash(&mut hasher);
}

fn bound(bound: Option<&Bound>, mut hasher: &mut dyn Hasher) {
    bound
        .map(|bound| (&bound.value, bound.exclusive))
        .hash(&mut hasher);
}

/// Larger values are not compared: they count as different from every other.
const LARGEST: usize = 10_000;

/// A value. Where the order of keys is all that differs, it is the same value.
fn value(value: &Node, mut hasher: &mut dyn Hasher) {
    let mut left = LARGEST;
    node(value, hasher, &mut left);
    if left == 0 {
        std::ptr::from_ref(value).hash(&mut hasher);
    }
}

/// An alias of YAML costs nothing to write and everything to read, so there is an end to it.
fn node(value: &Node, mut hasher: &mut dyn Hasher, left: &mut usize) {
    *left = left.saturating_sub(1);
    if *left == 0 {
        return;
    }
    match value.value() {
        NodeValue::Null => hasher.write_u8(0),
        NodeValue::Bool(value) => (1_u8, value).hash(&mut hasher),
        NodeValue::Number(value) => (2_u8, value).hash(&mut hasher),
        NodeValue::String(value) => (3_u8, value).hash(&mut hasher),
        NodeValue::Array(items) => {
            (4_u8, items.len()).hash(&mut hasher);
            for item in items {
                node(item, hasher, left);
            }
        }
        NodeValue::Object(members) => {
            (5_u8, members.len()).hash(&mut hasher);
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by(|one, other| one.key.name.cmp(&other.key.name));
            for member in members {
                member.key.name.hash(&mut hasher);
                node(&member.value, hasher, left);
            }
        }
    }
}

/// The schemas inside a schema.
fn parts(contract: &Contract, schema: &Schema, digests: &Digests) -> Vec<Part> {
    let mut parts = Parts {
        digests,
        parts: Vec::new(),
    };
    let object = &schema.object;
    let array = &schema.array;
    for (keyword, members) in [
        ("allOf", &schema.all_of),
        ("anyOf", &schema.any_of),
        ("oneOf", &schema.one_of),
    ] {
        for (at, member) in members.iter().enumerate() {
            parts.push(*member, (keyword, at), Some(keyword));
        }
    }
    for (at, item) in array.prefix_items.iter().enumerate() {
        parts.push(*item, ("prefixItems", at), Some(("prefixItems", at)));
    }
    for (keyword, members) in [
        ("properties", &object.properties),
        ("patternProperties", &object.pattern_properties),
        ("dependentSchemas", &object.dependent_schemas),
    ] {
        for (key, member) in members {
            parts.push(*member, (keyword, key), Some((keyword, key)));
        }
    }
    for (keyword, part) in [
        ("$ref", schema.reference),
        ("not", schema.not),
        ("if", schema.if_schema),
        ("then", schema.then_schema),
        ("else", schema.else_schema),
        ("items", array.items),
        ("contains", array.contains),
        ("unevaluatedItems", array.unevaluated_items),
        ("additionalProperties", object.additional_properties),
        ("propertyNames", object.property_names),
        ("unevaluatedProperties", object.unevaluated_properties),
    ] {
        if let Some(part) = part {
            parts.push(part, keyword, Some(keyword));
        }
    }
    if let Some(part) = schema.content.schema {
        parts.push(part, "contentSchema", None::<()>);
    }
    if let Some(discriminator) = &schema.discriminator {
        for (tag, part) in &discriminator.mapping {
            // Code is named after what a value means.
            let name = &contract.schema(*part).name;
            parts.push(*part, ("mapping", tag, name), None::<()>);
        }
        if let Some(part) = discriminator.default_mapping {
            parts.push(part, "defaultMapping", None::<()>);
        }
    }
    parts.parts
}

struct Parts<'d> {
    digests: &'d Digests,
    parts: Vec<Part>,
}

impl Parts<'_> {
    fn push(&mut self, schema: SchemaId, said: impl Hash, meant: Option<impl Hash>) {
        self.parts.push(Part {
            schema: schema.index(),
            said: self.digests.label(&said),
            meant: meant.map(|meant| self.digests.label(&meant)),
        });
    }
}
