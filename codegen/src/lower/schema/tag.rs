//! How the alternatives of a union are told apart: by discriminator, by JSON type, by a constant property, by what they
//! require; else by trying.

use std::rc::Rc;

use countersign_contract::Contract;
use countersign_contract::schema::{Discriminator, SchemaId, Type};
use countersign_contract::syntax::{Node, NodeValue};

use super::Schemas;
use super::class::Class;
use super::shape::Shape;
use crate::model::{ArmTest, JsonType, Literal, UnionTag};

/// One alternative before it has a type.
#[derive(Debug)]
pub(super) struct Arm {
    /// The member as written.
    pub(super) member: SchemaId,
    /// The schemas it consists of.
    pub(super) schemas: Vec<SchemaId>,
    /// Their shape.
    pub(super) shape: Rc<Shape>,
}

/// The answer: one test per alternative.
#[derive(Debug)]
pub(super) struct ToldApart {
    /// The property that carries a tag, written or found.
    pub(super) tag: Option<UnionTag>,
    /// In the order of the alternatives.
    pub(super) tests: Vec<ArmTest>,
    /// Do constants mark the alternatives, each in a property of its own?
    pub(super) marked: bool,
    /// Are there alternatives that nothing tells apart?
    pub(super) ambiguous: bool,
}

/// A property that tells alternatives apart by its constants.
struct Found {
    tag: UnionTag,
    tests: Vec<ArmTest>,
}

impl Schemas<'_> {
    /// Finds a test for each alternative.
    /// Where a value may belong to several alternatives at once, what they require tells nothing.
    pub(super) fn tell_apart(
        &self,
        discriminator: Option<&Discriminator>,
        arms: &[Arm],
        exclusive: bool,
    ) -> ToldApart {
        if let Some(discriminator) = discriminator {
            return self.by_discriminator(discriminator, arms);
        }
        let mut kinds: Vec<Vec<JsonType>> = arms
            .iter()
            .map(|arm| json_types(self.contract, &arm.shape, 0))
            .collect();
        if kinds.contains(&vec![JsonType::Integer]) {
            // Beside an integer, `number` is for what has a fraction.
            for kinds in kinds.iter_mut().filter(|kinds| kinds.len() > 1) {
                kinds.retain(|kind| *kind != JsonType::Integer);
            }
        }
        let alone = |at: usize| {
            let others = kinds.iter().enumerate().filter(|(other, _)| *other != at);
            others
                .map(|(_, other)| other)
                .all(|other| disjoint(&kinds[at], other))
        };
        let mut tests: Vec<ArmTest> = (0..arms.len())
            .map(|at| {
                if alone(at) {
                    ArmTest::JsonTypes(kinds[at].clone())
                } else {
                    ArmTest::Try
                }
            })
            .collect();
        let unclear: Vec<usize> = (0..arms.len())
            .filter(|at| tests[*at] == ArmTest::Try)
            .collect();
        if unclear.is_empty() {
            return ToldApart {
                tag: None,
                tests,
                marked: false,
                ambiguous: false,
            };
        }
        let objects = unclear
            .iter()
            .all(|at| arms[*at].shape.is_object(self.contract));
        if objects && let Some(found) = self.constant_property(arms, &unclear) {
            let ambiguous = found.tests.iter().any(shares_values);
            for (at, test) in unclear.iter().zip(found.tests) {
                tests[*at] = test;
            }
            return ToldApart {
                tag: Some(found.tag),
                tests,
                marked: false,
                ambiguous,
            };
        }
        if objects && let Some(markers) = self.markers(arms, &unclear) {
            // Where a value may be of several, a mark is no proof: they are tried, and a mixture is kept as it is.
            if exclusive {
                for (at, test) in unclear.iter().zip(markers) {
                    tests[*at] = test;
                }
            }
            return ToldApart {
                tag: None,
                tests,
                marked: true,
                ambiguous: false,
            };
        }
        if exclusive
            && objects
            && let Some(required) = required_sets(arms, &unclear)
        {
            for (at, names) in unclear.iter().zip(required) {
                if !names.is_empty() {
                    tests[*at] = ArmTest::Required(names);
                }
            }
            return ToldApart {
                tag: None,
                tests,
                marked: false,
                ambiguous: false,
            };
        }
        ToldApart {
            tag: None,
            tests,
            marked: false,
            ambiguous: true,
        }
    }

    fn by_discriminator(&self, discriminator: &Discriminator, arms: &[Arm]) -> ToldApart {
        let property = &discriminator.property_name;
        let mut ambiguous = false;
        let tests: Vec<ArmTest> = arms
            .iter()
            .map(|arm| {
                let meant = self.meaning(&[arm.member]).schemas;
                let mapped = discriminator.mapping.iter().filter(|(_, target)| {
                    **target == arm.member || self.meaning(&[**target]).schemas == meant
                });
                let mut values: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
                if values.is_empty() {
                    values = self.constants(&arm.shape, property);
                }
                if values.is_empty() {
                    // No `oneOf` names it, so nothing was mapped implicitly: its own name is its tag (OAS 3.0.4, Discriminator Object).
                    values.extend(
                        meant
                            .first()
                            .and_then(|id| self.places.component(*id))
                            .map(str::to_owned),
                    );
                }
                ambiguous |= values.is_empty();
                if values.is_empty() {
                    return ArmTest::Try;
                }
                let written = arm.shape.properties.contains_key(property)
                    || arm.shape.required.contains(property)
                    || !arm.shape.unions.is_empty();
                ArmTest::Tag {
                    values,
                    shared: Vec::new(),
                    written,
                }
            })
            .collect();
        let tag = UnionTag {
            property: property.clone(),
            optional: false,
            default: self.default_tag(discriminator, arms, &tests),
        };
        ToldApart {
            tag: Some(tag),
            tests,
            marked: false,
            ambiguous,
        }
    }

    /// A tag of the alternative that values without a known tag are; none where that would write a tag of its own.
    fn default_tag(
        &self,
        discriminator: &Discriminator,
        arms: &[Arm],
        tests: &[ArmTest],
    ) -> Option<String> {
        let meant = self.meaning(&[discriminator.default_mapping?]).schemas;
        let position = arms
            .iter()
            .position(|arm| self.meaning(&[arm.member]).schemas == meant)?;
        match tests.get(position)? {
            ArmTest::Tag {
                values,
                written: true,
                ..
            } => values.first().cloned(),
            ArmTest::Tag { .. }
            | ArmTest::JsonTypes(_)
            | ArmTest::Constant { .. }
            | ArmTest::Required(_)
            | ArmTest::Try => None,
        }
    }

    /// A property for which every one of these alternatives names constants, some of them its own.
    fn constant_property(&self, arms: &[Arm], unclear: &[usize]) -> Option<Found> {
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
    fn markers(&self, arms: &[Arm], unclear: &[usize]) -> Option<Vec<ArmTest>> {
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
    fn constants(&self, shape: &Shape, property: &str) -> Vec<String> {
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

/// For each of these alternatives what it requires beyond what all require, provided that, asked in order of falling number,
/// no alternative is taken for an earlier one. One may require nothing: it comes last.
fn required_sets(arms: &[Arm], unclear: &[usize]) -> Option<Vec<Vec<String>>> {
    let shapes: Vec<&Shape> = unclear.iter().map(|at| &*arms[*at].shape).collect();
    // What a choice requires depends on the choice.
    if shapes.iter().any(|shape| !shape.unions.is_empty()) {
        return None;
    }
    let by_all = |name: &String| shapes.iter().all(|shape| shape.required.contains(name));
    let sets: Vec<Vec<String>> = shapes
        .iter()
        .map(|shape| {
            shape
                .required
                .iter()
                .filter(|name| !by_all(name))
                .cloned()
                .collect()
        })
        .collect();
    let knows = |shape: &Shape, name: &String| {
        shape.properties.contains_key(name) || shape.required.contains(name)
    };
    let mut order: Vec<usize> = (0..sets.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(sets[*at].len()));
    for (position, earlier) in order.iter().enumerate() {
        let mistaken = |later: &usize| {
            sets[*earlier]
                .iter()
                .all(|name| knows(shapes[*later], name))
        };
        if order[position + 1..].iter().any(mistaken) {
            return None;
        }
    }
    Some(sets)
}

fn shares_values(test: &ArmTest) -> bool {
    matches!(test, ArmTest::Tag { shared, .. } if !shared.is_empty())
}

fn disjoint(left: &[JsonType], right: &[JsonType]) -> bool {
    left.iter().all(|kind| !right.contains(kind))
}

impl Shape {
    /// Are properties of any name kept?
    fn keeps_any(&self, contract: &Contract) -> bool {
        let said = self.additional.iter().chain(&self.patterns);
        said.into_iter()
            .any(|id| contract.schema(*id).boolean != Some(false))
    }

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
fn json_types(contract: &Contract, shape: &Shape, depth: usize) -> Vec<JsonType> {
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
