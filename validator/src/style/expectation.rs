//! What a schema of the contract expects of a text: whether `5` is a number or a string.

use countersign_contract::Contract;
use countersign_contract::schema::{Schema, SchemaId, Type, TypeSet};
use countersign_contract::syntax::{Node, NodeValue};
use serde_json::{Number, Value};

/// The types that a value may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expectation(TypeSet);

/// A schema, or none where the contract says nothing.
pub(super) type MaybeSchema = Option<SchemaId>;

impl Expectation {
    pub(super) fn of(contract: &Contract, schema: MaybeSchema) -> Self {
        let Some(id) = schema else {
            return Self(TypeSet::EMPTY.with(Type::String));
        };
        if let Some(types) = types(contract, id, &mut 64)
            && !types.is_empty()
        {
            return Self(types);
        }
        let here = here(contract, id);
        let any = |test: fn(&Schema) -> bool| here.iter().any(|schema| test(schema));
        let only = if any(|schema| {
            !schema.object.properties.is_empty() || schema.object.additional_properties.is_some()
        }) {
            Type::Object
        } else if any(|schema| {
            !schema.array.prefix_items.is_empty() || schema.array.items.is_some()
        }) {
            Type::Array
        } else {
            Type::String
        };
        Self(TypeSet::EMPTY.with(only))
    }

    pub(super) fn takes_list(self) -> bool {
        self.0.contains(Type::Array)
    }

    /// A list, and no single value?
    pub(super) fn is_list_only(self) -> bool {
        self.takes_list()
            && self
                .0
                .without(Type::Array)
                .without(Type::Object)
                .without(Type::Null)
                .is_empty()
    }

    pub(super) fn takes_fields(self) -> bool {
        self.0.contains(Type::Object)
    }

    /// An object, and no single value or list?
    pub(super) fn is_fields_only(self) -> bool {
        self.takes_fields() && self.0.without(Type::Object).without(Type::Null).is_empty()
    }

    pub(super) fn takes_text(self) -> bool {
        self.0.contains(Type::String)
    }

    /// The value of a decoded text; what fits no expected type stays text, for validation to refuse.
    pub(super) fn primitive(self, text: &str) -> Value {
        let numeric = self.0.contains(Type::Integer) || self.0.contains(Type::Number);
        if let Some(number) = numeric.then(|| number(text)).flatten() {
            return Value::Number(number);
        }
        match text {
            "true" if self.0.contains(Type::Boolean) => Value::Bool(true),
            "false" if self.0.contains(Type::Boolean) => Value::Bool(false),
            "null" if self.0.contains(Type::Null) && !self.takes_text() => Value::Null,
            text => Value::String(text.to_owned()),
        }
    }
}

/// A list of decoded texts.
pub(super) fn list<S: AsRef<str>>(contract: &Contract, schema: MaybeSchema, texts: &[S]) -> Value {
    let item = |(index, text): (usize, &S)| {
        Expectation::of(contract, item(contract, schema, index)).primitive(text.as_ref())
    };
    Value::Array(texts.iter().enumerate().map(item).collect())
}

/// The schema of one item.
pub(super) fn item(contract: &Contract, schema: MaybeSchema, index: usize) -> MaybeSchema {
    here(contract, schema?).into_iter().find_map(|schema| {
        schema
            .array
            .prefix_items
            .get(index)
            .copied()
            .or(schema.array.items)
    })
}

/// The schema of one property.
pub(super) fn property(contract: &Contract, schema: MaybeSchema, name: &str) -> MaybeSchema {
    let here = here(contract, schema?);
    let declared = here
        .iter()
        .find_map(|schema| schema.object.properties.get(name).copied());
    declared.or_else(|| {
        here.iter()
            .find_map(|schema| schema.object.additional_properties)
    })
}

/// The names of the declared properties.
pub(crate) fn property_names(contract: &Contract, schema: Option<SchemaId>) -> Vec<&str> {
    let here = schema.map_or_else(Vec::new, |id| here(contract, id));
    here.into_iter()
        .flat_map(|schema| schema.object.properties.keys().map(String::as_str))
        .collect()
}

/// The schema and those that apply to the same value with it, nearest first; a few dozen at most, so that cycles end.
fn here(contract: &Contract, root: SchemaId) -> Vec<&Schema> {
    let mut schemas = vec![contract.schema(root)];
    let mut next = 0;
    while let Some(schema) = schemas.get(next).copied()
        && schemas.len() < 64
    {
        next += 1;
        let applied = schema.reference.iter().chain(&schema.all_of);
        let applied = applied.chain(&schema.any_of).chain(&schema.one_of);
        schemas.extend(applied.map(|id| contract.schema(*id)));
    }
    schemas
}

/// The types a schema leaves; `None` when it says nothing about them.
fn types(contract: &Contract, id: SchemaId, budget: &mut u32) -> Option<TypeSet> {
    *budget = budget.checked_sub(1)?;
    let schema = contract.schema(id);
    let mut found = schema.types;
    let mut narrow = |types: Option<TypeSet>| {
        found = match (found, types) {
            (Some(found), Some(types)) => Some(common(found, types)),
            (found, types) => found.or(types),
        };
    };
    narrow(
        schema
            .enumeration
            .as_ref()
            .map(|members| members.iter().map(type_of).collect()),
    );
    narrow(
        schema
            .constant
            .as_ref()
            .map(|constant| TypeSet::EMPTY.with(type_of(constant))),
    );
    for part in schema.reference.iter().chain(&schema.all_of) {
        narrow(types(contract, *part, budget));
    }
    for branches in [&schema.any_of, &schema.one_of] {
        if !branches.is_empty() {
            let branches: Option<Vec<TypeSet>> = branches
                .iter()
                .map(|branch| types(contract, *branch, budget))
                .collect();
            narrow(branches.map(|sets| {
                sets.into_iter()
                    .flat_map(|set| set.iter().collect::<Vec<_>>())
                    .collect()
            }));
        }
    }
    found
}

/// What both sets allow; an integer is a number.
fn common(left: TypeSet, right: TypeSet) -> TypeSet {
    let allows = |set: TypeSet, kind| {
        set.contains(kind) || kind == Type::Integer && set.contains(Type::Number)
    };
    Type::ALL
        .into_iter()
        .filter(|kind| allows(left, *kind) && allows(right, *kind))
        .collect()
}

fn type_of(node: &Node) -> Type {
    match node.value() {
        NodeValue::Null => Type::Null,
        NodeValue::Bool(_) => Type::Boolean,
        NodeValue::Number(number) if number.is_integer() => Type::Integer,
        NodeValue::Number(_) => Type::Number,
        NodeValue::String(_) => Type::String,
        NodeValue::Array(_) => Type::Array,
        NodeValue::Object(_) => Type::Object,
    }
}

/// A number in the grammar of JSON.
fn number(text: &str) -> Option<Number> {
    let begins = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    let ends = text.ends_with(|c: char| c.is_ascii_digit());
    (begins && ends)
        .then(|| serde_json::from_str(text).ok())
        .flatten()
}
