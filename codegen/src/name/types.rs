//! What types, their fields and their variants are called.

use std::borrow::Cow;

use countersign_contract::SourceSpan;
use rustc_hash::FxHashSet;

use super::keyword::PRELUDE;
use super::status::status_word;
use super::{Case, Scope};
use crate::model::{ApiModel, Openness, Origin, TypeKind, TypeModel, View, Word};

/// What a type is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypeNames {
    /// The type itself, unique among all types.
    pub(crate) ident: String,
    /// The struct of its required fields, where its constructor takes them by name.
    pub(crate) required: Option<String>,
    /// Fields or variants in the order of the model. A struct that keeps unnamed properties has one name more.
    pub(crate) members: Vec<String>,
}

/// Names of types, by id. Named schemas choose first, then what is written in place outside of operations, then what is
/// written in operations, each in contract order; the forms of requests come after all of these.
///
/// `operations` are what operations are called. The names that what is written in one would have if another operation did
/// not look like it are `plain`: nothing else takes them, since else the addition of that other one would give them away.
pub(super) fn types(model: &ApiModel, operations: &[&str], plain: &[&str]) -> Vec<TypeNames> {
    let mut scope = Scope::new(Case::Pascal, PRELUDE);
    let in_responses: FxHashSet<&Origin> = model
        .types
        .iter()
        .filter(|type_model| type_model.view == View::Response)
        .map(|type_model| &type_model.origin)
        .collect();
    // Where responses have a form of their own, that keeps the name.
    let is_input = |type_model: &TypeModel| {
        type_model.view == View::Request && in_responses.contains(&type_model.origin)
    };
    let mut idents = vec![String::new(); model.types.len()];
    let mut left_out: Vec<&(SourceSpan, String)> = model.left_out.schemas.iter().collect();
    left_out.sort_by_key(|(span, _)| *span);
    let mut left_out = left_out.into_iter().peekable();
    for id in &model.type_order {
        let type_model = model.type_model(*id);
        if let Origin::Component(name) = &type_model.origin
            && !is_input(type_model)
        {
            while let Some((_, name)) = left_out.next_if(|(span, _)| *span < type_model.span) {
                scope.claim(name);
            }
            idents[id.index()] = scope.claim(name);
        }
    }
    for (_, name) in left_out {
        scope.claim(name);
    }
    // An operation may be renamed, and what is written in it with it: no schema may wait for the names it gives up.
    for in_operation in [false, true] {
        for id in &model.type_order {
            let type_model = model.type_model(*id);
            if let Origin::Inline(words) = &type_model.origin
                && !is_input(type_model)
                && words.iter().any(|word| matches!(word, Word::Operation(_))) == in_operation
            {
                let own = spelled(words, operations, None);
                idents[id.index()] = scope.claim_words_or(&borrowed(&own), "inline");
                let without = spelled(words, plain, None);
                if without != own {
                    scope.reserve_words(&borrowed(&without));
                }
            }
        }
    }
    for id in &model.type_order {
        let type_model = model.type_model(*id);
        if is_input(type_model) {
            let words = type_model.origin.words();
            let own = spelled(&words, operations, Some("input"));
            idents[id.index()] = scope.claim_words(&borrowed(&own));
            let without = spelled(&words, plain, Some("input"));
            if without != own {
                scope.reserve_words(&borrowed(&without));
            }
        }
    }
    // Last of all, so that they rename nothing else.
    let required: Vec<Option<String>> = idents
        .iter()
        .zip(&model.types)
        .map(|(ident, type_model)| {
            let by_name =
                matches!(&type_model.kind, TypeKind::Struct(shape) if shape.constructs_by_name());
            by_name.then(|| scope.claim_words(&[ident, "required"]))
        })
        .collect();
    idents
        .into_iter()
        .zip(required)
        .zip(&model.types)
        .map(|((ident, required), type_model)| TypeNames {
            ident,
            required,
            members: members(type_model, operations),
        })
        .collect()
}

fn spelled<'a>(
    words: &'a [Word],
    operations: &'a [&str],
    last: Option<&'a str>,
) -> Vec<Cow<'a, str>> {
    let words = words.iter().map(|word| text(word, operations));
    words.chain(last.map(Cow::Borrowed)).collect()
}

fn borrowed<'a>(words: &'a [Cow<'_, str>]) -> Vec<&'a str> {
    words.iter().map(AsRef::as_ref).collect()
}

fn text<'a>(word: &'a Word, operations: &'a [&str]) -> Cow<'a, str> {
    match word {
        Word::Text(text) => Cow::Borrowed(text),
        Word::Operation(index) => {
            Cow::Borrowed(operations.get(*index).copied().unwrap_or("operation"))
        }
        Word::Status(pattern) => Cow::Owned(status_word(*pattern)),
    }
}

fn members(type_model: &TypeModel, operations: &[&str]) -> Vec<String> {
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
        TypeKind::ValueEnum(model) => {
            let mut scope = variants(model.openness);
            let members = model.members.iter();
            members
                .map(|member| match &member.hint {
                    Some(hint) => scope.claim(hint),
                    None => scope.claim(&member.text()),
                })
                .collect()
        }
        TypeKind::Union(model) => {
            let mut scope = variants(model.openness);
            let arms = model.arms.iter();
            arms.map(|arm| scope.claim(&text(&arm.hint, operations)))
                .collect()
        }
        TypeKind::Contents(model) => {
            let mut scope = Scope::new(Case::Pascal, &[]);
            let arms = model.arms.iter();
            arms.map(|arm| scope.claim(media_word(&arm.preferred(&model.contents).declared)))
                .collect()
        }
        TypeKind::Tuple(_) | TypeKind::Alias(_) | TypeKind::Newtype(_) => Vec::new(),
    }
}

/// What a media type is called: its subtype, or what people call it.
fn media_word(name: &str) -> &str {
    let essence = name.split(';').next().unwrap_or_default().trim();
    let (kind, subtype) = essence.split_once('/').unwrap_or((essence, essence));
    match (kind, subtype) {
        ("*", _) => "any",
        ("multipart", _) => "multipart",
        ("text", "plain") => "text",
        (_, "x-www-form-urlencoded") => "form",
        (_, "octet-stream") => "bytes",
        (kind, "*") => kind,
        (_, subtype) => subtype.trim_start_matches("x-"),
    }
}

fn variants(openness: Openness) -> Scope {
    match openness {
        Openness::Open => Scope::new(Case::Pascal, &["Unknown"]),
        Openness::Closed => Scope::new(Case::Pascal, &[]),
    }
}
