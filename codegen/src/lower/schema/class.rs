//! What kind of type does a shape get?

use countersign_contract::Contract;
use countersign_contract::schema::{Format, Type, TypeSet};
use countersign_contract::syntax::NodeValue;

use super::shape::{Alternatives, Shape};

/// What kind of type a shape gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// `serde_json::Value`
    Any,
    /// A string, number, integer or boolean.
    Scalar(Type),
    /// `Vec`
    Array,
    /// `BTreeMap`
    Map,
    /// A struct.
    Object,
    /// An enum of strings.
    StringEnum,
    /// An enum of integers.
    IntegerEnum,
    /// An enum of other values.
    ValueEnum,
    /// An enum of shapes.
    Union,
    /// An enum of these JSON types.
    SeveralTypes(TypeSet),
}

impl Shape {
    /// What kind of type it gets.
    pub(super) fn class(&self, contract: &Contract) -> Class {
        if !self.unions.is_empty() {
            return if self
                .unions
                .iter()
                .all(|union| self.is_textual(contract, union))
                && self.unions.len() == 1
            {
                Class::StringEnum
            } else {
                Class::Union
            };
        }
        if self.enumeration.is_some() {
            return self.class_of_values();
        }
        let types = self
            .types
            .map(|types| types.without(Type::Null))
            .unwrap_or_default();
        let types = if types.contains(Type::Number) {
            types.without(Type::Integer)
        } else {
            types
        };
        match (types.single(), types.is_empty()) {
            (Some(Type::Object), _) => self.class_of_object(),
            (Some(Type::Array), _) => Class::Array,
            (Some(scalar), _) => Class::Scalar(scalar),
            (None, false) => Class::SeveralTypes(types),
            (None, true) if self.types.is_some() => Class::Any,
            (None, true) if self.is_object_by_keywords() => self.class_of_object(),
            (None, true) if self.array_keywords => Class::Array,
            (None, true) => Class::Any,
        }
    }

    /// Does it say nothing but how texts among its values are spelled? (Validation 7.1: a `format` restrains values of its own
    /// type, and accepts all others)
    pub(super) fn is_only_a_text_format(&self, contract: &Contract) -> bool {
        self.types.is_none()
            && self.format.as_ref().is_some_and(is_text_format)
            && self.class(contract) == Class::Any
    }

    fn class_of_values(&self) -> Class {
        let mut kinds = self.values().map(|value| match value.value() {
            NodeValue::Bool(_) => Some(Type::Boolean),
            NodeValue::Number(number) if number.as_i64().is_some() => Some(Type::Integer),
            NodeValue::Number(_) => Some(Type::Number),
            NodeValue::String(_) => Some(Type::String),
            NodeValue::Null | NodeValue::Array(_) | NodeValue::Object(_) => None,
        });
        let Some(first) = kinds.next() else {
            return Class::Any;
        };
        let kinds: Vec<Option<Type>> = kinds.collect();
        let same = kinds.iter().all(|kind| *kind == first);
        let is_number = |kind: &Option<Type>| matches!(kind, Some(Type::Integer | Type::Number));
        if is_number(&first) && kinds.iter().all(is_number) && !same {
            return Class::Scalar(Type::Number);
        }
        // Values are compared with the type they are declared with: `type: number, enum: [1, 2]` may come as 1.0.
        let allowed = |kind| self.types.is_none_or(|types| types.contains(kind));
        match first {
            Some(Type::String) if same && allowed(Type::String) => Class::StringEnum,
            Some(Type::Integer) if same && allowed(Type::Integer) => Class::IntegerEnum,
            Some(Type::Integer | Type::Number) if same && allowed(Type::Number) => {
                Class::Scalar(Type::Number)
            }
            Some(Type::Boolean) if same && allowed(Type::Boolean) => Class::Scalar(Type::Boolean),
            _ => Class::ValueEnum,
        }
    }

    fn class_of_object(&self) -> Class {
        if !self.declares && self.required.is_empty() {
            Class::Map
        } else {
            Class::Object
        }
    }

    fn is_object_by_keywords(&self) -> bool {
        self.declares || !self.additional.is_empty() || !self.patterns.is_empty()
    }

    /// Alternatives that are all strings, at least one of them an enumeration, are one enum.
    fn is_textual(&self, contract: &Contract, union: &Alternatives) -> bool {
        let mut enumerated = false;
        let textual = union.members.iter().all(|member| {
            let shape = Self::of(contract, &[*member], &|_| Vec::new());
            if !shape.unions.is_empty() {
                return false;
            }
            match shape.class(contract) {
                Class::StringEnum => {
                    enumerated = true;
                    true
                }
                Class::Scalar(Type::String) => shape.format.is_none() && shape.encoding.is_none(),
                _ => false,
            }
        });
        textual && enumerated && self.properties.is_empty()
    }
}

/// A format of texts that has a Rust type, or a meaning for one.
pub(super) fn is_text_format(format: &Format) -> bool {
    matches!(
        format,
        Format::DateTime
            | Format::Date
            | Format::Time
            | Format::Duration
            | Format::Uuid
            | Format::Uri
            | Format::Email
            | Format::Byte
            | Format::Password
    )
}
