//! A type where it is used by operations: owned, borrowed, boxed.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::identifier;
use super::types;
use crate::model::{ContentModel, Payload, Scalar, TypeKind, TypeRef};
use crate::name::NamedModel;

/// The type itself: `types::Order`, `Vec<String>`.
pub(crate) fn owned(named: &NamedModel, value: &TypeRef) -> TokenStream {
    types::type_ref(named, value, types::Scope::Elsewhere)
}

/// An argument: its type, and the expression that refers to its value.
pub(crate) struct Argument {
    /// `&str`, `&types::Order`, `i64`.
    pub(crate) kind: TokenStream,
    /// `name` or `&name`: a reference in any case.
    pub(crate) reference: TokenStream,
}

/// How a value is taken that is only looked at.
pub(crate) fn argument(named: &NamedModel, value: &TypeRef, name: &str) -> Argument {
    let name = identifier(name);
    let by_value = |kind| Argument {
        kind,
        reference: quote!(&#name),
    };
    let by_reference = |kind| Argument {
        kind,
        reference: quote!(#name),
    };
    match value {
        TypeRef::Scalar(scalar) => match scalar {
            Scalar::String => by_reference(quote!(&str)),
            Scalar::Bool
            | Scalar::Integer(_)
            | Scalar::Float
            | Scalar::Double
            | Scalar::DateTime
            | Scalar::Date
            | Scalar::Uuid => by_value(types::scalar(*scalar)),
            Scalar::Base64 | Scalar::Secret | Scalar::Any => {
                let kind = types::scalar(*scalar);
                by_reference(quote!(&#kind))
            }
        },
        TypeRef::Array(item) => {
            let item = owned(named, item);
            by_reference(quote!(&[#item]))
        }
        TypeRef::Nullable(inner) => {
            let inner = owned(named, inner);
            by_value(quote!(Option<&#inner>))
        }
        TypeRef::Boxed(inner) => argument(named, inner, &name.to_string()),
        TypeRef::Named(_) | TypeRef::Map(_) => {
            let kind = owned(named, value);
            by_reference(quote!(&#kind))
        }
    }
}

/// The type of a body that is handed over; `()` without one.
pub(crate) fn content(named: &NamedModel, content: Option<&ContentModel>) -> TokenStream {
    match content.map(|content| &content.payload) {
        None => quote!(()),
        Some(Payload::Json { value, .. }) => owned(named, value),
        Some(Payload::Text) => quote!(String),
        Some(
            Payload::Bytes
            | Payload::Form
            | Payload::Multipart
            | Payload::Xml
            | Payload::Stream { .. },
        ) => quote!(Bytes),
    }
}

/// The same, in a box where it is so large that results with it would be slow to move.
pub(crate) fn boxed_content(named: &NamedModel, model: Option<&ContentModel>) -> TokenStream {
    let kind = content(named, model);
    if is_large(named, model) {
        quote!(Box<#kind>)
    } else {
        kind
    }
}

/// May a body be larger than a few words?
pub(crate) fn is_large(named: &NamedModel, model: Option<&ContentModel>) -> bool {
    match model.map(|content| &content.payload) {
        Some(Payload::Json { value, .. }) => is_large_type(named, value),
        Some(
            Payload::Text
            | Payload::Bytes
            | Payload::Form
            | Payload::Multipart
            | Payload::Xml
            | Payload::Stream { .. },
        )
        | None => false,
    }
}

/// Aliases count as what they stand for; a chain of them is short.
fn is_large_type(named: &NamedModel, value: &TypeRef) -> bool {
    match value {
        TypeRef::Named(id) => match &named.model.type_model(*id).kind {
            TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Newtype(_) => true,
            TypeKind::Enum(_) | TypeKind::IntegerEnum(_) => false,
            TypeKind::Alias(target) => is_large_type(named, target),
        },
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => is_large_type(named, inner),
        TypeRef::Scalar(Scalar::Any) => true,
        TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) => false,
    }
}
