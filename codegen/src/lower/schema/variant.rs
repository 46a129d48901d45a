//! What is the variant of an alternative called, and what is said about it?

use countersign_contract::schema::{Format, SchemaId, Type};

use super::Schemas;
use super::class::Class;
use super::docs;
use super::tag::Arm;
use crate::model::{ArmTest, Docs, JsonType, UnionArm, Word};

impl Schemas<'_> {
    /// The name of the component that an alternative is, or its title.
    pub(super) fn own_name(&self, arm: &Arm) -> Option<String> {
        let meaning = self.meaning(&[arm.member]);
        let name = meaning
            .schemas
            .first()
            .and_then(|id| self.places.component(*id));
        let title = self.schema(arm.member).annotations.title.as_deref();
        name.or(title).map(str::to_owned)
    }

    /// What a variant is called after: the schema's name, its title, its tag, its JSON type, else its number.
    pub(super) fn hint(&self, at: usize, arm: &Arm, test: &ArmTest) -> Word {
        let text = match (self.own_name(arm), test) {
            (Some(name), _) => name,
            (None, ArmTest::Tag { values, .. }) => values.first().cloned().unwrap_or_default(),
            (None, ArmTest::JsonTypes(kinds)) if !kinds.contains(&JsonType::Object) => {
                match kinds.as_slice() {
                    [kind] => kind.name().to_owned(),
                    [_, JsonType::Number] => String::from("number"),
                    _ => format!("variant {}", at + 1),
                }
            }
            (
                None,
                ArmTest::JsonTypes(_)
                | ArmTest::Constant { .. }
                | ArmTest::Required(_)
                | ArmTest::Try,
            ) => {
                let class_word = self.class_word(arm);
                class_word.map_or_else(|| format!("variant {}", at + 1), str::to_owned)
            }
        };
        Word::Text(text)
    }

    /// The JSON type of an alternative that is a scalar or an array.
    fn class_word(&self, arm: &Arm) -> Option<&'static str> {
        match arm.shape.class(self.contract) {
            Class::Scalar(kind) => Some(match (kind, &arm.shape.format) {
                (Type::String, Some(Format::DateTime)) => "date time",
                (Type::String, Some(Format::Date)) => "date",
                (Type::String, Some(Format::Time)) => "time",
                (Type::String, Some(Format::Duration)) => "duration",
                (Type::String, Some(Format::Uuid)) => "uuid",
                (kind, _) => kind.name(),
            }),
            Class::StringEnum => Some("string"),
            Class::IntegerEnum => Some("integer"),
            Class::Array => Some("array"),
            Class::Map => Some("map"),
            Class::Any
            | Class::Object
            | Class::Union
            | Class::ValueEnum
            | Class::SeveralTypes(_) => None,
        }
    }

    pub(super) fn arm_docs(&self, member: SchemaId) -> Docs {
        let schema = self.schema(member);
        if schema.reference.is_some() {
            Docs::default()
        } else {
            docs::docs(schema)
        }
    }
}

/// An alternative with several tags that its own type does not keep becomes one variant per tag, so that the tag is kept.
pub(super) fn one_per_tag(arm: UnionArm) -> Vec<UnionArm> {
    let ArmTest::Tag {
        values,
        shared,
        written: false,
    } = &arm.test
    else {
        return vec![arm];
    };
    if values.len() < 2 {
        return vec![arm];
    }
    let variants = values.iter().map(|value| UnionArm {
        hint: Word::Text(value.clone()),
        ty: arm.ty.clone(),
        test: ArmTest::Tag {
            values: vec![value.clone()],
            shared: shared.clone(),
            written: false,
        },
        docs: arm.docs.clone(),
    });
    variants.collect()
}
