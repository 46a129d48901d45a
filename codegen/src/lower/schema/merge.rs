//! Alternatives of which several may hold at once: one struct with the members of all of them.
//!
//! A value of `anyOf` may mix the members of its alternatives, so a choice among them would drop some. The struct asks for
//! what all alternatives ask for; which combinations are allowed is left to validation.

use countersign_contract::schema::SchemaId;
use indexmap::IndexMap;

use super::shape::Shape;
use super::{Key, Schemas, Slot};
use crate::model::{
    FieldModel, IntegerWidth, Origin, Presence, Scalar, StructModel, TypeRef, View, Word,
};

/// More combinations of alternatives than this are not told apart.
const COMBINATIONS: usize = 64;

/// More merged types than this in one contract: a few alternatives that refer to each other can ask for any number.
const MERGED_TYPES: usize = 4_096;

/// Where a merged type stands: what the types inside it are named after.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'k> {
    /// What the type is made from.
    pub(super) key: &'k Key,
    /// What it is named after.
    pub(super) words: &'k [Word],
}

impl Schemas<'_> {
    /// The intersections among which a value chooses, with every choice inside them made; `None` when there are too many.
    pub(super) fn combinations(
        &mut self,
        schemas: &[SchemaId],
        view: View,
    ) -> Option<Vec<Vec<SchemaId>>> {
        let mut open = vec![schemas.to_vec()];
        let mut done: Vec<Vec<SchemaId>> = Vec::new();
        while let Some(schemas) = open.pop() {
            let shape = self.shape(&schemas, view);
            match shape.unions.first() {
                None if shape.is_impossible() || done.contains(&schemas) => {}
                None => done.push(schemas),
                Some(union) => {
                    let chosen = union.members.iter().rev().map(|member| {
                        let chosen = schemas.iter().chain([member]);
                        chosen.copied().collect::<Vec<_>>()
                    });
                    open.extend(chosen);
                }
            }
            if open.len() + done.len() > COMBINATIONS {
                return None;
            }
        }
        Some(done)
    }

    /// The struct that holds the members of all alternatives, each of them an object without choices of its own.
    pub(super) fn merged(
        &mut self,
        alternatives: &[Vec<SchemaId>],
        place: Place<'_>,
    ) -> StructModel {
        let view = place.key.view;
        let shapes: Vec<_> = alternatives
            .iter()
            .map(|schemas| self.shape(schemas, view))
            .collect();
        let mut properties: IndexMap<&String, Vec<Vec<SchemaId>>> = IndexMap::new();
        for shape in &shapes {
            for (name, schemas) in &shape.properties {
                let said = properties.entry(name).or_default();
                let never = |id: &SchemaId| self.schema(*id).boolean == Some(false);
                if !said.contains(schemas) && !schemas.iter().any(never) {
                    said.push(schemas.clone());
                }
            }
            for (name, conditional) in &shape.conditional {
                let said = properties.entry(name).or_default();
                for schemas in conditional {
                    if !said.contains(schemas) {
                        said.push(schemas.clone());
                    }
                }
            }
            for name in &shape.required {
                properties.entry(name).or_default();
            }
        }
        // What one alternative names another may have among its unnamed ones.
        for shape in &shapes {
            let unnamed = |id: &&SchemaId| self.schema(**id).boolean.is_none();
            let unnamed: Vec<SchemaId> = shape.additional.iter().filter(unnamed).copied().collect();
            for (name, said) in &mut properties {
                if !unnamed.is_empty()
                    && !shape.properties.contains_key(*name)
                    && !said.contains(&unnamed)
                {
                    said.push(unnamed.clone());
                }
            }
        }
        let fields = properties
            .into_iter()
            .map(|(name, said)| {
                let required = shapes.iter().all(|shape| shape.required.contains(name));
                self.merged_field(name, &said, required, place)
            })
            .collect();
        StructModel {
            parts: false,
            fields,
            rest: self.merged_rest(&shapes.iter().map(AsRef::as_ref).collect::<Vec<_>>()),
        }
    }

    /// A field of which several schemas speak, one of them at a time.
    pub(super) fn merged_field(
        &mut self,
        name: &str,
        said: &[Vec<SchemaId>],
        required: bool,
        place: Place<'_>,
    ) -> FieldModel {
        if let [only] = said {
            return self.field(name, only, required, place.key.view);
        }
        let Slot { ty, nullable } = self.slot_of_any(said, place, &Word::Text(name.to_owned()));
        let nullable = nullable && ty != TypeRef::ANY;
        let presence = Presence::of(required, nullable);
        let defaults: Vec<_> = said
            .iter()
            .map(|schemas| self.default_of(schemas))
            .collect();
        let default = self.common(&defaults);
        FieldModel {
            wire: name.to_owned(),
            ty,
            presence,
            constant: None,
            default: default
                .filter(|default| presence.is_optional() && !default.is_null())
                .cloned(),
            docs: said
                .first()
                .map(|schemas| self.docs_with(schemas, default))
                .unwrap_or_default(),
        }
    }

    /// The type of a value of which several schemas speak, one of them at a time. Named after its place where it needs a name.
    fn slot_of_any(&mut self, said: &[Vec<SchemaId>], place: Place<'_>, word: &Word) -> Slot {
        let mut nullable = false;
        let mut types: Vec<TypeRef> = Vec::new();
        for schemas in said {
            let slot = self.slot(schemas, place.key.view);
            nullable |= slot.nullable;
            if !types.contains(&slot.ty) {
                types.push(slot.ty);
            }
        }
        let words = place.words.iter().chain([word]).cloned().collect();
        let ty = match (types.as_slice(), common_scalar(&types)) {
            ([], _) => TypeRef::ANY,
            ([only], _) => only.clone(),
            (_, Some(common)) => TypeRef::Scalar(common),
            (several, None) if several.contains(&TypeRef::ANY) => TypeRef::ANY,
            (_, None) => self.named_any(said.to_vec(), place, words),
        };
        Slot { ty, nullable }
    }

    /// The named type of values of at least one of some intersections.
    pub(super) fn named_any(
        &mut self,
        alternatives: Vec<Vec<SchemaId>>,
        place: Place<'_>,
        words: Vec<Word>,
    ) -> TypeRef {
        let key = Key {
            alternatives,
            ..place.key.clone()
        };
        self.merged_types += 1;
        if self.merged_types > MERGED_TYPES {
            return TypeRef::ANY;
        }
        TypeRef::Named(self.named(key, Origin::Inline(words)))
    }

    /// Unnamed properties are kept where one alternative describes them, as any value where another leaves them open.
    fn merged_rest(&mut self, shapes: &[&Shape]) -> Option<TypeRef> {
        let mut types: Vec<Option<TypeRef>> = Vec::new();
        for shape in shapes {
            let closed = shape
                .additional
                .iter()
                .any(|id| self.schema(*id).boolean == Some(false));
            let rest = self.rest(shape);
            let says_nothing = closed && rest.is_none();
            if !says_nothing && !types.contains(&rest) {
                types.push(rest);
            }
        }
        match types.as_slice() {
            [] | [None] => None,
            [only] => only.clone(),
            _ => Some(TypeRef::ANY),
        }
    }
}

/// A scalar that holds the values of all these, without loss.
fn common_scalar(types: &[TypeRef]) -> Option<Scalar> {
    let scalars: Option<Vec<Scalar>> = types
        .iter()
        .map(|ty| match ty {
            TypeRef::Scalar(scalar) => Some(*scalar),
            _ => None,
        })
        .collect();
    let scalars = scalars?;
    let all = |test: fn(Scalar) -> bool| scalars.iter().copied().all(test);
    if all(is_text) {
        let secret = scalars.contains(&Scalar::Secret);
        return Some(if secret {
            Scalar::Secret
        } else {
            Scalar::String
        });
    }
    let fits_i64 = |scalar| matches!(scalar, Scalar::Integer(width) if width != IntegerWidth::U64);
    if all(fits_i64) {
        return Some(Scalar::Integer(IntegerWidth::I64));
    }
    if all(|scalar| matches!(scalar, Scalar::Float | Scalar::Double)) {
        return Some(Scalar::Double);
    }
    let is_number = |scalar| {
        matches!(
            scalar,
            Scalar::Integer(_) | Scalar::Float | Scalar::Double | Scalar::Decimal
        )
    };
    (all(is_number) && scalars.contains(&Scalar::Decimal)).then_some(Scalar::Decimal)
}

fn is_text(scalar: Scalar) -> bool {
    matches!(
        scalar,
        Scalar::String
            | Scalar::DateTime
            | Scalar::Date
            | Scalar::Time
            | Scalar::Duration
            | Scalar::DecimalString
            | Scalar::Uuid
            | Scalar::Base64
            | Scalar::Secret
    )
}
