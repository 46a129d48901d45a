//! Alternatives: `oneOf`, `anyOf` and several `type`s as one enum of shapes.

use std::rc::Rc;

use countersign_contract::Diagnostic;
use countersign_contract::schema::{Discriminator, SchemaId, Type, TypeSet};

use super::class::Class;
use super::json_type::json_types_of;
use super::merge::Place;
use super::shape::Shape;
use super::tag::Arm;
use super::variant::one_per_tag;
use super::{Key, Schemas};
use crate::model::{
    ArmTest, Docs, EnumMember, EnumModel, Openness, Origin, TypeKind, TypeRef, UnionArm,
    UnionModel, View, Word,
};

/// What a union is made from.
struct Choices {
    arms: Vec<Arm>,
    discriminator: Option<Box<Discriminator>>,
    /// Does a value belong to exactly one?
    exclusive: bool,
    /// Has whoever uses it taken care of `null`?
    nullable: bool,
    /// The schema that offers the choice.
    owner: SchemaId,
}

impl Schemas<'_> {
    /// The type of a shape with alternatives. Properties beside `oneOf` belong to every alternative.
    pub(super) fn union(&mut self, shape: &Shape, place: Place<'_>) -> TypeKind {
        let choices = match shape.unions.as_slice() {
            [only] => Some(Choices {
                arms: only
                    .members
                    .iter()
                    .map(|member| self.arm(shape, *member))
                    .collect(),
                discriminator: only.discriminator.clone(),
                exclusive: only.exclusive,
                nullable: shape.nullable(),
                owner: only.owner,
            }),
            several => {
                let owner = several
                    .last()
                    .map_or(place.key.schemas[0], |last| last.owner);
                let combinations = self.combinations(&place.key.schemas, shape.view);
                combinations.map(|combinations| Choices {
                    arms: self.arms(combinations, shape.view),
                    discriminator: None,
                    exclusive: false,
                    nullable: shape.nullable(),
                    owner,
                })
            }
        };
        if let Some(choices) = choices {
            self.choose(choices, place)
        } else {
            self.report_product(shape);
            TypeKind::Alias(TypeRef::ANY)
        }
    }

    /// The type of values of at least one of the key's alternatives.
    pub(super) fn any(&mut self, place: Place<'_>) -> TypeKind {
        let Key {
            alternatives,
            schemas,
            view,
            ..
        } = place.key;
        let meant: Vec<Vec<SchemaId>> = alternatives
            .iter()
            .map(|schemas| self.meaning(schemas).schemas)
            .collect();
        if let Some(textual) = self.any_string(&meant, *view) {
            return TypeKind::Enum(textual);
        }
        let choices = Choices {
            arms: self.arms(meant, *view),
            discriminator: None,
            exclusive: false,
            nullable: true,
            owner: schemas[0],
        };
        self.choose(choices, place)
    }

    fn arms(&mut self, alternatives: Vec<Vec<SchemaId>>, view: View) -> Vec<Arm> {
        let arms = alternatives.into_iter().filter_map(|schemas| {
            Some(Arm {
                member: *schemas.last()?,
                shape: self.shape(&schemas, view),
                schemas,
            })
        });
        arms.collect()
    }

    /// An enum of the alternatives; one struct where values may mix them.
    fn choose(&mut self, choices: Choices, place: Place<'_>) -> TypeKind {
        let Choices {
            arms,
            discriminator,
            exclusive,
            nullable,
            owner,
        } = choices;
        if let ([only], None) = (arms.as_slice(), &discriminator) {
            let shape = Rc::clone(&only.shape);
            return match self.structural(&shape) {
                Some(structural) => TypeKind::Alias(structural),
                None => self.structured(&shape, place),
            };
        }
        let told_apart = self.tell_apart(discriminator.as_deref(), &arms, exclusive);
        let mixed = if exclusive || discriminator.is_some() || told_apart.marked {
            None
        } else {
            self.mixed(&arms, &told_apart.tests, place.key.view)
        };
        if let Some(mixed) = &mixed
            && mixed.arms.len() == arms.len()
        {
            return TypeKind::Struct(self.merged(&mixed.alternatives, place));
        }
        let mut model = UnionModel {
            arms: Vec::new(),
            tag: told_apart.tag,
            openness: Openness::Closed,
        };
        for (at, (arm, test)) in arms.into_iter().zip(told_apart.tests).enumerate() {
            match &mixed {
                Some(mixed) if mixed.arms.first() == Some(&at) => {
                    let arm = self.mixed_arm(mixed, place);
                    model.arms.push(arm);
                }
                Some(mixed) if mixed.arms.contains(&at) => {}
                _ => {
                    let hint = self.hint(at, &arm, &test);
                    self.places.call(arm.member, &hint);
                    let arm = UnionArm {
                        ty: self.arm_type(&arm, &hint, place, nullable),
                        docs: self.arm_docs(arm.member),
                        hint,
                        test,
                    };
                    model.arms.extend(one_per_tag(arm));
                }
            }
        }
        if told_apart.marked && !exclusive {
            model.openness = Openness::Open;
        }
        let tried = model.arms.iter().filter(|arm| arm.test == ArmTest::Try);
        if told_apart.ambiguous && (mixed.is_none() || tried.count() > 1) {
            // Whatever fits none of them, or several in part, is kept as it is.
            model.openness = Openness::Open;
            self.report_ambiguous(owner);
        }
        TypeKind::Union(model)
    }

    /// The enum of alternatives that are all strings, at least one of them enumerated.
    fn any_string(&mut self, alternatives: &[Vec<SchemaId>], view: View) -> Option<EnumModel> {
        let mut model = EnumModel {
            members: Vec::new(),
            openness: Openness::Closed,
            fixed: false,
        };
        for schemas in alternatives {
            let shape = self.shape(schemas, view);
            match shape.class(self.contract) {
                Class::StringEnum => {
                    let own = self.string_enum(&shape);
                    let known = |member: &EnumMember| {
                        model.members.iter().all(|known| known.wire != member.wire)
                    };
                    let new: Vec<EnumMember> = own.members.into_iter().filter(known).collect();
                    model.members.extend(new);
                }
                Class::Scalar(Type::String) => model.openness = Openness::Open,
                _ => return None,
            }
        }
        (!model.members.is_empty()).then_some(model)
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
            test: ArmTest::JsonTypes(json_types_of(kind)),
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

    fn arm_type(&mut self, arm: &Arm, hint: &Word, place: Place<'_>, nullable: bool) -> TypeRef {
        let view = place.key.view;
        if arm.schemas.len() == 1 {
            let slot = self.slot(&arm.schemas, view);
            return if slot.nullable && !nullable {
                slot.ty.or_null()
            } else {
                slot.ty
            };
        }
        if let Some(structural) = self.structural(&arm.shape) {
            return structural;
        }
        let words = place.words.iter().chain([hint]).cloned().collect();
        let key = Key::new(arm.schemas.clone(), None, view);
        TypeRef::Named(self.named(key, Origin::Inline(words)))
    }

    fn report_product(&mut self, shape: &Shape) {
        let owner = shape.unions.last().map(|union| self.schema(union.owner));
        if let Some(owner) = owner {
            self.diagnostics.push(
                Diagnostic::warning(
                    "several-unions",
                    "more `oneOf` and `anyOf` apply to the same value than can be combined; it is generated as any value",
                )
                .at(owner.span)
                .help("give each combination a schema of its own and list those under one `oneOf`"),
            );
        }
    }

    fn report_ambiguous(&mut self, owner: SchemaId) {
        let owner = self.schema(owner);
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
                format!("nothing tells the alternatives of this `{keyword}` apart; a value goes to the first that keeps most of it, and one that mixes them is kept as it is"),
            )
            .at(span)
            .help("add a `discriminator`, or a required property whose `const` differs in each alternative"),
        );
    }
}
