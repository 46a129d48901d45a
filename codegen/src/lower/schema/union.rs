//! Alternatives: `oneOf`, `anyOf` and several `type`s as one enum of shapes.

use countersign_contract::Diagnostic;
use countersign_contract::schema::{SchemaId, Type, TypeSet};

use super::Schemas;
use super::docs;
use super::shape::{Alternatives, Shape};
use super::tag::{self, Arm};
use crate::model::{
    ArmTest, Docs, JsonType, Openness, Origin, TypeKind, TypeRef, UnionArm, UnionModel, View, Word,
};

impl Schemas<'_> {
    /// The union of a shape with alternatives. Properties beside `oneOf` belong to every alternative.
    pub(super) fn union(&mut self, shape: &Shape, schemas: &[SchemaId]) -> TypeKind {
        let [alternatives] = shape.unions.as_slice() else {
            self.report_product(shape);
            return TypeKind::Alias(TypeRef::ANY);
        };
        let arms: Vec<Arm> = alternatives
            .members
            .iter()
            .map(|member| self.arm(shape, *member))
            .collect();
        let told_apart = self.tell_apart(alternatives, &arms);
        if told_apart.ambiguous {
            self.report_ambiguous(alternatives);
        }
        let parent = schemas.last().copied().unwrap_or(alternatives.owner);
        let arms = arms
            .into_iter()
            .zip(told_apart.tests)
            .enumerate()
            .map(|(at, (arm, test))| {
                let hint = self.hint(at, &arm, &test);
                self.places.call(arm.member, &hint);
                UnionArm {
                    ty: self.arm_type(parent, &arm, &hint, shape.view),
                    docs: self.arm_docs(arm.member),
                    hint,
                    test,
                }
            })
            .collect();
        TypeKind::Union(UnionModel {
            arms,
            tag: told_apart.tag,
            openness: Openness::Closed,
        })
    }

    /// The union of several JSON types: `type: [string, integer]`.
    pub(super) fn several_types(
        &mut self,
        types: TypeSet,
        schemas: &[SchemaId],
        view: View,
    ) -> TypeKind {
        let arms = types.iter().map(|kind| UnionArm {
            hint: Word::Text(kind.name().to_owned()),
            ty: self.unnamed(schemas, Some(kind), view),
            test: ArmTest::JsonTypes(tag::json_types_of(kind)),
            docs: Docs::default(),
        });
        TypeKind::Union(UnionModel {
            arms: arms.collect(),
            tag: None,
            openness: Openness::Closed,
        })
    }

    /// An alternative and the schemas it consists of: the member alone, or the member and what stands beside the union.
    fn arm(&mut self, shape: &Shape, member: SchemaId) -> Arm {
        let own = self.shape(&[member], shape.view);
        let is_object = own.is_object(self.contract);
        let covered = shape
            .properties
            .keys()
            .all(|name| own.properties.contains_key(name))
            && shape
                .required
                .iter()
                .all(|name| own.required.contains(name));
        let schemas = if covered || !is_object {
            vec![member]
        } else {
            shape.schemas.iter().copied().chain([member]).collect()
        };
        Arm {
            member,
            shape: self.shape(&schemas, shape.view),
            schemas,
        }
    }

    fn arm_type(&mut self, parent: SchemaId, arm: &Arm, hint: &Word, view: View) -> TypeRef {
        if arm.schemas.len() == 1 {
            let slot = self.slot(&arm.schemas, view);
            return if slot.nullable {
                slot.ty.or_null()
            } else {
                slot.ty
            };
        }
        if let Some(structural) = self.structural(&arm.shape) {
            return structural;
        }
        let mut words = match self.places.origin(self.contract, parent) {
            Origin::Component(name) => vec![Word::Text(name)],
            Origin::Inline(words) => words,
        };
        words.push(hint.clone());
        TypeRef::Named(self.named(arm.schemas.clone(), None, view, Origin::Inline(words)))
    }

    /// What a variant is called after: the schema's name, its title, its tag, its JSON type, else its number.
    fn hint(&self, at: usize, arm: &Arm, test: &ArmTest) -> Word {
        let meaning = self.meaning(&[arm.member]);
        let name = meaning
            .schemas
            .first()
            .and_then(|id| self.places.component(*id));
        let title = self.schema(arm.member).annotations.title.as_deref();
        let text = match (name.or(title), test) {
            (Some(name), _) => name.to_owned(),
            (None, ArmTest::Tag { values, .. }) => values.first().cloned().unwrap_or_default(),
            (None, ArmTest::JsonTypes(kinds)) if !kinds.contains(&JsonType::Object) => {
                match kinds.as_slice() {
                    [kind] => kind.name().to_owned(),
                    [_, JsonType::Number] => String::from("number"),
                    _ => format!("variant {}", at + 1),
                }
            }
            (None, ArmTest::JsonTypes(_) | ArmTest::Required(_) | ArmTest::Try) => {
                let class_word = self.class_word(arm);
                class_word.map_or_else(|| format!("variant {}", at + 1), str::to_owned)
            }
        };
        Word::Text(text)
    }

    /// The JSON type of an alternative that is a scalar or an array.
    fn class_word(&self, arm: &Arm) -> Option<&'static str> {
        use super::shape::Class;
        match arm.shape.class(self.contract) {
            Class::Scalar(kind) => Some(match (kind, &arm.shape.format) {
                (Type::String, Some(countersign_contract::schema::Format::DateTime)) => "date time",
                (Type::String, Some(countersign_contract::schema::Format::Date)) => "date",
                (Type::String, Some(countersign_contract::schema::Format::Uuid)) => "uuid",
                (kind, _) => kind.name(),
            }),
            Class::StringEnum => Some("string"),
            Class::IntegerEnum => Some("integer"),
            Class::Array => Some("array"),
            Class::Map => Some("map"),
            Class::Any | Class::Object | Class::Union | Class::SeveralTypes(_) => None,
        }
    }

    fn arm_docs(&self, member: SchemaId) -> Docs {
        let schema = self.schema(member);
        if schema.reference.is_some() {
            Docs::default()
        } else {
            docs::docs(schema)
        }
    }

    fn report_product(&mut self, shape: &Shape) {
        let owner = shape.unions.last().map(|union| self.schema(union.owner));
        if let Some(owner) = owner {
            self.diagnostics.push(
                Diagnostic::warning(
                    "several-unions",
                    "more than one `oneOf` or `anyOf` applies to the same value; it is generated as any value",
                )
                .at(owner.span)
                .help("give each combination a schema of its own and list those under one `oneOf`"),
            );
        }
    }

    fn report_ambiguous(&mut self, alternatives: &Alternatives) {
        let owner = self.schema(alternatives.owner);
        let keyword = if owner.one_of.is_empty() {
            "anyOf"
        } else {
            "oneOf"
        };
        let span = owner
            .keyword_spans
            .get(keyword)
            .copied()
            .unwrap_or(owner.span);
        self.diagnostics.push(
            Diagnostic::warning(
                "union-ambiguous",
                format!("nothing tells the alternatives of this `{keyword}` apart; an object goes to the first that knows all its members, else they are tried in the order written"),
            )
            .at(span)
            .help("add a `discriminator`, or a required property whose `const` differs in each alternative"),
        );
    }
}
