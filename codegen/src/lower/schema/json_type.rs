//! Which JSON types can values of a shape have?

use countersign_contract::Contract;
use countersign_contract::schema::Type;
use countersign_contract::syntax::{Node, NodeValue};

use super::class::Class;
use super::shape::Shape;
use crate::model::JsonType;

impl Shape {
    /// Is an object among its values?
    pub(super) fn may_be_object(&self, contract: &Contract) -> bool {
        json_types(contract, self, 0).contains(&JsonType::Object)
    }

    /// Is it an object, and nothing else?
    pub(super) fn is_object(&self, contract: &Contract) -> bool {
        json_types(contract, self, 0) == [JsonType::Object]
    }
}

/// The JSON types that values of a shape can have.
pub(super) fn json_types(contract: &Contract, shape: &Shape, depth: usize) -> Vec<JsonType> {
    const ALL: [JsonType; 6] = [
        JsonType::Boolean,
        JsonType::Integer,
        JsonType::Number,
        JsonType::String,
        JsonType::Array,
        JsonType::Object,
    ];
    match shape.class(contract) {
        Class::Any => ALL.to_vec(),
        Class::Scalar(kind) => json_types_of(kind),
        Class::Array => vec![JsonType::Array],
        Class::Map | Class::Object => vec![JsonType::Object],
        Class::StringEnum => vec![JsonType::String],
        Class::IntegerEnum => vec![JsonType::Integer],
        Class::ValueEnum => {
            let mut kinds: Vec<JsonType> = shape.values().flat_map(json_types_of_value).collect();
            kinds.sort();
            kinds.dedup();
            kinds
        }
        Class::SeveralTypes(types) => types.iter().flat_map(json_types_of).collect(),
        Class::Union if depth > 8 => ALL.to_vec(),
        Class::Union => {
            let mut kinds: Vec<JsonType> = Vec::new();
            for member in shape.unions.iter().flat_map(|union| &union.members) {
                let member = Shape::of(contract, &[*member], &|_| Vec::new());
                kinds.extend(json_types(contract, &member, depth + 1));
            }
            kinds.sort();
            kinds.dedup();
            kinds
        }
    }
}

/// The JSON types a value may come as: an integer as a number too.
fn json_types_of_value(value: &Node) -> Vec<JsonType> {
    match value.value() {
        NodeValue::Null => Vec::new(),
        NodeValue::Bool(_) => vec![JsonType::Boolean],
        NodeValue::Number(_) => vec![JsonType::Integer, JsonType::Number],
        NodeValue::String(_) => vec![JsonType::String],
        NodeValue::Array(_) => vec![JsonType::Array],
        NodeValue::Object(_) => vec![JsonType::Object],
    }
}

/// The JSON types of one `type`: every integer is a number too.
pub(super) fn json_types_of(kind: Type) -> Vec<JsonType> {
    match kind {
        Type::Null => Vec::new(),
        Type::Boolean => vec![JsonType::Boolean],
        Type::Integer => vec![JsonType::Integer],
        Type::Number => vec![JsonType::Integer, JsonType::Number],
        Type::String => vec![JsonType::String],
        Type::Array => vec![JsonType::Array],
        Type::Object => vec![JsonType::Object],
    }
}
