//! How the alternatives of a union are told apart: by discriminator, by JSON type, by a constant property, by what they
//! require; else by trying.

use std::rc::Rc;

use countersign_contract::schema::{Discriminator, SchemaId};

use super::Schemas;
use super::json_type::json_types;
use super::shape::Shape;
use crate::model::{ArmTest, JsonType, UnionTag};

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
