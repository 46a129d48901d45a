//! What types, their fields and their variants are called.

use super::keyword::PRELUDE;
use super::{Case, OperationNames, Scope};
use crate::model::{ApiModel, Openness, Origin, TypeKind, TypeModel, Word};

/// What a type is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypeNames {
    /// The type itself, unique among all types.
    pub(crate) ident: String,
    /// Fields or variants in the order of the model. A struct that keeps unnamed properties has one name more.
    pub(crate) members: Vec<String>,
}

/// Names of types, in order. Named schemas choose before schemas written in place.
pub(super) fn types(model: &ApiModel, operations: &[OperationNames]) -> Vec<TypeNames> {
    let mut scope = Scope::new(Case::Pascal, PRELUDE);
    let mut idents = vec![String::new(); model.types.len()];
    for (ident, type_model) in idents.iter_mut().zip(&model.types) {
        if let Origin::Component(name) = &type_model.origin {
            *ident = scope.claim(name);
        }
    }
    for (ident, type_model) in idents.iter_mut().zip(&model.types) {
        if let Origin::Inline(words) = &type_model.origin {
            let words: Vec<&str> = words.iter().map(|word| text(word, operations)).collect();
            *ident = scope.claim_words(&words);
        }
    }
    idents
        .into_iter()
        .zip(&model.types)
        .map(|(ident, type_model)| TypeNames {
            ident,
            members: members(type_model, operations),
        })
        .collect()
}

fn text<'a>(word: &'a Word, operations: &'a [OperationNames]) -> &'a str {
    match word {
        Word::Text(text) => text,
        Word::Operation(index) => operations
            .get(*index)
            .map_or("operation", |names| names.pascal.as_str()),
    }
}

fn members(type_model: &TypeModel, operations: &[OperationNames]) -> Vec<String> {
    match &type_model.kind {
        TypeKind::Struct(model) => {
            let mut scope = Scope::new(Case::Snake, &[]);
            let wires = model.fields.iter().map(|field| field.wire.as_str());
            wires
                .chain(model.rest.as_ref().map(|_| "additional_properties"))
                .map(|wire| scope.claim(wire))
                .collect()
        }
        TypeKind::Enum(model) => {
            let mut scope = variants(model.openness);
            let members = model.members.iter();
            members
                .map(|member| scope.claim(member.hint.as_deref().unwrap_or(&member.wire)))
                .collect()
        }
        TypeKind::IntegerEnum(model) => {
            let mut scope = variants(model.openness);
            let members = model.members.iter();
            members
                .map(|member| match &member.hint {
                    Some(hint) => scope.claim(hint),
                    None => scope.claim(&member.value.to_string()),
                })
                .collect()
        }
        TypeKind::Union(model) => {
            let mut scope = variants(model.openness);
            let arms = model.arms.iter();
            arms.map(|arm| scope.claim(text(&arm.hint, operations)))
                .collect()
        }
        TypeKind::Alias(_) | TypeKind::Newtype(_) => Vec::new(),
    }
}

fn variants(openness: Openness) -> Scope {
    match openness {
        Openness::Open => Scope::new(Case::Pascal, &["Unknown"]),
        Openness::Closed => Scope::new(Case::Pascal, &[]),
    }
}
