//! What a schema expects of a text: whether `5` is a number or a string.

use serde_json::Value;

use crate::json;
use crate::schema::{Schema, Types};

/// The types that a parameter's value may have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expectation(Types);

impl From<Types> for Expectation {
    fn from(types: Types) -> Self {
        Self(types)
    }
}

impl Expectation {
    /// What `schema` expects, seen through `$ref`, `allOf`, `anyOf`, `oneOf`, `enum` and `const`. A schema that names no
    /// type expects what its keywords speak about, else text.
    pub(crate) fn of(schema: &Schema) -> Self {
        let types = types(schema, &mut 64);
        if types != Types::ANY && types != Types::NONE {
            return Self(types);
        }
        let here = schema.here();
        let any = |test: fn(&Schema) -> bool| here.iter().any(|schema| test(schema));
        if any(|schema| !schema.properties.is_empty() || schema.additional_properties.is_some()) {
            Self(Types::OBJECT)
        } else if any(|schema| !schema.prefix_items.is_empty() || schema.items.is_some()) {
            Self(Types::ARRAY)
        } else {
            Self(Types::STRING)
        }
    }

    pub(crate) fn takes_list(self) -> bool {
        self.0.contains(Types::ARRAY)
    }

    /// A list, and no single value?
    pub(crate) fn is_list_only(self) -> bool {
        self.takes_list() && self.0.and(Types::NULL.or(Types::ARRAY).or(Types::OBJECT)) == self.0
    }

    pub(crate) fn takes_fields(self) -> bool {
        self.0.contains(Types::OBJECT)
    }

    /// An object, and no single value or list?
    pub(crate) fn is_fields_only(self) -> bool {
        self.takes_fields() && self.0.and(Types::NULL.or(Types::OBJECT)) == self.0
    }

    pub(crate) fn takes_text(self) -> bool {
        self.0.contains(Types::STRING)
    }

    pub(crate) fn takes(self, types: Types) -> bool {
        self.0.contains(types)
    }

    /// The value of a decoded text. A text that fits no expected type stays text, so that validation can tell.
    pub(crate) fn primitive(self, text: &str) -> Value {
        let number = self
            .0
            .contains(Types::INTEGER)
            .then(|| json::number(text))
            .flatten();
        if let Some(number) = number {
            return number;
        }
        match text {
            "true" if self.0.contains(Types::BOOLEAN) => Value::Bool(true),
            "false" if self.0.contains(Types::BOOLEAN) => Value::Bool(false),
            "null" if self.0.contains(Types::NULL) && !self.0.contains(Types::STRING) => {
                Value::Null
            }
            text => Value::String(text.to_owned()),
        }
    }
}

/// A list of decoded texts.
pub(crate) fn list<'t>(schema: &Schema, texts: impl Iterator<Item = &'t str>) -> Value {
    let items = texts
        .enumerate()
        .map(|(index, text)| Expectation::of(item(schema, index)).primitive(text));
    Value::Array(items.collect())
}

/// What a list expects of its first item.
pub(crate) fn first_item(schema: &Schema) -> Expectation {
    Expectation::of(item(schema, 0))
}

/// The schema of one item.
pub(crate) fn item(schema: &Schema, index: usize) -> &Schema {
    schema
        .here()
        .into_iter()
        .find_map(|schema| schema.prefix_items.get(index).copied().or(schema.items))
        .unwrap_or(&Schema::ANY)
}

/// The schema of one property.
pub(crate) fn property<'s>(schema: &'s Schema, name: &str) -> &'s Schema {
    let here = schema.here();
    let declared = here
        .iter()
        .flat_map(|schema| schema.properties)
        .find(|(other, _)| *other == name)
        .map(|(_, property)| *property);
    declared
        .or_else(|| here.iter().find_map(|schema| schema.additional_properties))
        .unwrap_or(&Schema::ANY)
}

/// The names of the declared properties.
pub(crate) fn property_names(schema: &Schema) -> Vec<&'static str> {
    schema
        .here()
        .into_iter()
        .flat_map(|schema| schema.properties)
        .map(|(name, _)| *name)
        .collect()
}

/// Says the schema nothing about types, not even by its keywords?
pub(crate) fn is_unknown(schema: &Schema) -> bool {
    let speaks = |schema: &&Schema| {
        !schema.properties.is_empty()
            || schema.additional_properties.is_some()
            || !schema.prefix_items.is_empty()
            || schema.items.is_some()
    };
    types(schema, &mut 64) == Types::ANY && !schema.here().iter().any(speaks)
}

fn types(schema: &Schema, budget: &mut u32) -> Types {
    let Some(left) = budget.checked_sub(1) else {
        return Types::ANY;
    };
    *budget = left;
    let mut found = schema.types;
    if let Some(members) = schema.enumeration {
        let union = members
            .iter()
            .fold(Types::NONE, |types, member| types.or(member.types()));
        found = found.and(union);
    }
    if let Some(constant) = &schema.constant {
        found = found.and(constant.types());
    }
    for part in schema.reference.iter().chain(schema.all_of) {
        found = found.and(types(part, budget));
    }
    for branches in [schema.any_of, schema.one_of] {
        if !branches.is_empty() {
            let union = branches
                .iter()
                .fold(Types::NONE, |union, branch| union.or(types(branch, budget)));
            found = found.and(union);
        }
    }
    found
}
