//! Which constants do properties have, and do those tell alternatives apart?

use countersign_contract::Contract;
use countersign_contract::syntax::{Node, NodeValue};

use super::Schemas;
use super::class::Class;
use super::shape::Shape;
use super::tag::Arm;
use crate::model::{ArmTest, Literal, UnionTag};

/// A property that tells alternatives apart by its constants.
pub(super) struct Found {
    pub(super) tag: UnionTag,
    pub(super) tests: Vec<ArmTest>,
}

impl Schemas<'_> {
    /// A property for which every one of these alternatives names constants, some of them its own.
    pub(super) fn constant_property(&self, arms: &[Arm], unclear: &[usize]) -> Option<Found> {
        let keys = unclear
            .iter()
            .flat_map(|at| arms[*at].shape.properties.keys());
        keys.collect::<indexmap::IndexSet<_>>()
            .into_iter()
            .find_map(|property| {
                let constants: Vec<Vec<String>> = unclear
                    .iter()
                    .map(|at| self.constants(&arms[*at].shape, property))
                    .collect();
                if constants.iter().any(Vec::is_empty) {
                    return None;
                }
                let elsewhere = |value: &String, own: usize| {
                    let others = constants.iter().enumerate().filter(|(at, _)| *at != own);
                    others
                        .map(|(_, values)| values)
                        .any(|values| values.contains(value))
                };
                let tests: Vec<ArmTest> = constants
                    .iter()
                    .enumerate()
                    .map(|(at, values)| {
                        let (shared, values) = values
                            .iter()
                            .cloned()
                            .partition(|value| elsewhere(value, at));
                        ArmTest::Tag {
                            values,
                            shared,
                            written: true,
                        }
                    })
                    .collect();
                let helps = tests
                    .iter()
                    .any(|test| matches!(test, ArmTest::Tag { values, .. } if !values.is_empty()));
                let optional = unclear
                    .iter()
                    .any(|at| !arms[*at].shape.required.contains(property));
                let tag = UnionTag {
                    property: property.clone(),
                    optional,
                    default: None,
                };
                helps.then_some(Found { tag, tests })
            })
    }

    /// For each of these alternatives a required property with constants that no other allows there; one of them may do
    /// without: it is what the others are not.
    pub(super) fn markers(&self, arms: &[Arm], unclear: &[usize]) -> Option<Vec<ArmTest>> {
        let shapes: Vec<&Shape> = unclear.iter().map(|at| &*arms[*at].shape).collect();
        let foreign = |other: &Shape, property: &String, values: &[Literal]| {
            if !other.properties.contains_key(property) {
                return other.unions.is_empty() && !other.keeps_any(self.contract);
            }
            let theirs = self.literals(other, property);
            !theirs.is_empty() && values.iter().all(|value| !theirs.contains(value))
        };
        let tests: Vec<ArmTest> = shapes
            .iter()
            .enumerate()
            .map(|(at, shape)| {
                let marker = shape.required.iter().find_map(|property| {
                    let values = self.literals(shape, property);
                    let mut others = shapes.iter().enumerate().filter(|(other, _)| *other != at);
                    // An enumeration may grow; a constant is a mark.
                    let own = values.len() == 1
                        && others.all(|(_, other)| foreign(other, property, &values));
                    own.then(|| ArmTest::Constant {
                        property: property.clone(),
                        values,
                    })
                });
                marker.unwrap_or(ArmTest::Try)
            })
            .collect();
        let without = tests.iter().filter(|test| **test == ArmTest::Try).count();
        (without <= 1).then_some(tests)
    }

    /// The values that `const` or `enum` allow for a property; none when there are others than these.
    fn literals(&self, shape: &Shape, property: &str) -> Vec<Literal> {
        let Some(schemas) = shape.properties.get(property) else {
            return Vec::new();
        };
        let property = Shape::of(self.contract, schemas, &|_| Vec::new());
        let literals: Option<Vec<Literal>> = property
            .enumeration
            .iter()
            .flatten()
            .map(|value| match value.value() {
                NodeValue::Bool(value) => Some(Literal::Bool(*value)),
                NodeValue::Number(number) => number.as_i64().map(Literal::Integer),
                NodeValue::String(text) => Some(Literal::String(text.to_string())),
                NodeValue::Null | NodeValue::Array(_) | NodeValue::Object(_) => None,
            })
            .collect();
        literals.unwrap_or_default()
    }

    /// The strings that `const` or `enum` allow for a property, in every alternative if there are some.
    pub(super) fn constants(&self, shape: &Shape, property: &str) -> Vec<String> {
        let children = |_| Vec::new();
        let Some(schemas) = shape.properties.get(property) else {
            let [union] = shape.unions.as_slice() else {
                return Vec::new();
            };
            if let Some(discriminator) = &union.discriminator
                && discriminator.property_name == property
            {
                return discriminator.mapping.keys().cloned().collect();
            }
            let members = union.members.iter().map(|member| {
                let member = Shape::of(self.contract, &[*member], &children);
                // One level: deeper alternatives are tried.
                if member.properties.contains_key(property) {
                    self.constants(&member, property)
                } else {
                    Vec::new()
                }
            });
            let mut values: Vec<String> = Vec::new();
            for member in members {
                if member.is_empty() {
                    return Vec::new();
                }
                values.extend(member);
            }
            values.dedup();
            return values;
        };
        let property = Shape::of(self.contract, schemas, &children);
        if property.class(self.contract) != Class::StringEnum || !property.unions.is_empty() {
            return Vec::new();
        }
        property
            .values()
            .filter_map(Node::as_str)
            .map(str::to_owned)
            .collect()
    }
}

impl Shape {
    /// Are properties of any name kept?
    fn keeps_any(&self, contract: &Contract) -> bool {
        let said = self.additional.iter().chain(&self.patterns);
        said.into_iter()
            .any(|id| contract.schema(*id).boolean != Some(false))
    }
}
