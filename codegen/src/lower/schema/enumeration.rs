//! Enumerations of strings and integers, `const` included: a constant is an enumeration of one.

use countersign_contract::schema::{Schema, SchemaId};
use countersign_contract::syntax::Node;

use super::Schemas;
use super::docs;
use super::shape::Shape;
use crate::model::{
    Docs, EnumMember, EnumModel, IntegerEnumModel, IntegerMember, Openness, ValueEnumModel,
    ValueMember,
};

impl Schemas<'_> {
    /// The enum of a shape whose values are all strings, or of alternatives that are.
    pub(super) fn string_enum(&mut self, shape: &Shape) -> EnumModel {
        let mut model = EnumModel {
            members: Vec::new(),
            openness: Openness::Closed,
            fixed: shape.constant,
        };
        self.add_members(&mut model, shape, None);
        for union in &shape.unions {
            for member in &union.members {
                let alternative = self.shape(&[*member], shape.view);
                if alternative.enumeration.is_none() {
                    // `anyOf: [{enum: [..]}, {type: string}]`: the author says that more values may come.
                    model.openness = Openness::Open;
                }
                self.add_members(&mut model, &alternative, Some(*member));
            }
        }
        model
    }

    fn add_members(&self, model: &mut EnumModel, shape: &Shape, alternative: Option<SchemaId>) {
        let hints = self.hints(shape);
        let values: Vec<&Node> = shape.values().collect();
        // `oneOf: [{const: a, title: Alpha}, ..]`: the alternative's annotations speak about its only value.
        let own = alternative
            .filter(|_| values.len() == 1)
            .map(|id| docs::docs(self.schema(id)));
        for (at, value) in values.into_iter().enumerate() {
            let Some(wire) = value.as_str() else { continue };
            if model.members.iter().any(|member| member.wire == wire) {
                continue;
            }
            let hint = hints.names.get(at).cloned();
            model.members.push(EnumMember {
                wire: wire.to_owned(),
                hint: hint.or_else(|| own.as_ref().and_then(|docs| docs.title.clone())),
                docs: own.clone().unwrap_or_else(|| hints.docs(at)),
            });
        }
    }

    /// The enum of a shape whose values are all integers.
    pub(super) fn integer_enum(&mut self, shape: &Shape) -> IntegerEnumModel {
        let hints = self.hints(shape);
        let mut members: Vec<IntegerMember> = Vec::new();
        for (at, value) in shape.values().enumerate() {
            let Some(value) = value
                .as_number()
                .and_then(countersign_contract::syntax::Number::as_i64)
            else {
                continue;
            };
            if members.iter().all(|member| member.value != value) {
                members.push(IntegerMember {
                    value,
                    hint: hints.names.get(at).cloned(),
                    docs: hints.docs(at),
                });
            }
        }
        IntegerEnumModel {
            members,
            openness: Openness::Closed,
        }
    }

    /// The enum of a shape whose values are of several types, or neither strings nor integers.
    pub(super) fn value_enum(&mut self, shape: &Shape) -> ValueEnumModel {
        let hints = self.hints(shape);
        let mut members: Vec<ValueMember> = Vec::new();
        for (at, value) in shape.values().enumerate() {
            if members.iter().all(|member| member.value != *value) {
                members.push(ValueMember {
                    value: value.clone(),
                    hint: hints.names.get(at).cloned(),
                    docs: hints.docs(at),
                });
            }
        }
        ValueEnumModel {
            members,
            openness: Openness::Closed,
            fixed: shape.constant,
        }
    }

    fn hints(&self, shape: &Shape) -> Hints {
        let count = shape.values().count();
        let schemas = shape.schemas.iter().map(|id| self.schema(*id));
        let mut hints = Hints::default();
        for schema in schemas {
            let names = texts(schema, &["x-enum-varnames", "x-enumNames"]);
            if names.len() == count {
                hints.names = names;
            }
            let descriptions = texts(schema, &["x-enum-descriptions"]);
            if descriptions.len() == count {
                hints.descriptions = descriptions;
            }
        }
        hints
    }
}

/// What vendor keys say about the members, in the order of the values. Empty when the counts do not match.
#[derive(Default)]
struct Hints {
    names: Vec<String>,
    descriptions: Vec<String>,
}

impl Hints {
    fn docs(&self, at: usize) -> Docs {
        Docs {
            description: self.descriptions.get(at).cloned(),
            ..Docs::default()
        }
    }
}

fn texts(schema: &Schema, keys: &[&str]) -> Vec<String> {
    let value = keys
        .iter()
        .find_map(|key| schema.annotations.extensions.get(*key));
    let items = value.and_then(Node::as_array).unwrap_or_default();
    let texts: Option<Vec<String>> = items
        .iter()
        .map(|item| item.as_str().map(str::to_owned))
        .collect();
    texts.unwrap_or_default()
}
