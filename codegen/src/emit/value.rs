//! A type where it is used by operations: owned, borrowed, boxed.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::imports::identifier;
use super::types;
use crate::model::{
    Arm, ContentModel, ResponseModel, Scalar, Shape, TypeId, TypeKind, TypeRef, arms,
};
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
            | Scalar::Uuid
            | Scalar::File => by_value(types::scalar(*scalar)),
            Scalar::Time
            | Scalar::Duration
            | Scalar::Decimal
            | Scalar::DecimalString
            | Scalar::Base64
            | Scalar::Secret
            | Scalar::Any => {
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

/// What is held of the media types of one shape.
pub(crate) fn shape(named: &NamedModel, arm: &Arm, scope: types::Scope) -> TokenStream {
    match &arm.shape {
        Shape::Value(value) => types::type_ref(named, value, scope),
        Shape::Text(_) => quote!(String),
        Shape::Items(item) => {
            let item = types::type_ref(named, item, scope);
            quote!(Vec<#item>)
        }
        Shape::Bytes => match scope {
            // Among other shapes: bytes or a stream, whichever way they travel.
            types::Scope::Types => quote!(countersign_core::body::BodySource),
            types::Scope::Elsewhere => quote!(Bytes),
        },
    }
}

/// The same, in a box where it is so large that results with it would be slow to move.
pub(crate) fn boxed_shape(named: &NamedModel, arm: &Arm, scope: types::Scope) -> TokenStream {
    let kind = shape(named, arm, scope);
    if is_large_shape(named, arm) {
        quote!(Box<#kind>)
    } else {
        kind
    }
}

/// May a body of this shape be larger than a few words?
pub(crate) fn is_large_shape(named: &NamedModel, arm: &Arm) -> bool {
    arm.value().is_some_and(|value| is_large_type(named, value))
}

/// A pattern for the positions of a shape's media types; the first shape stands for everything else.
pub(crate) fn positions(at: usize, arm: &Arm) -> TokenStream {
    if at == 0 {
        return quote!(_);
    }
    let positions = arm.contents.iter().map(|at| Literal::usize_unsuffixed(*at));
    quote!(#(#positions)|*)
}

/// The type of a response's body that is handed over; `()` without one.
pub(crate) fn content(named: &NamedModel, response: Option<&ResponseModel>) -> TokenStream {
    response.map_or_else(
        || quote!(()),
        |response| body(named, &response.contents, response.choice),
    )
}

/// The type of a body in one of these media types; `()` without any.
pub(crate) fn body(
    named: &NamedModel,
    contents: &[ContentModel],
    choice: Option<TypeId>,
) -> TokenStream {
    match (choice, arms(contents).first()) {
        (Some(choice), _) => owned(named, &TypeRef::Named(choice)),
        (None, Some(arm)) => shape(named, arm, types::Scope::Elsewhere),
        (None, None) => quote!(()),
    }
}

/// The same, in a box where it is so large that results with it would be slow to move.
pub(crate) fn boxed_content(named: &NamedModel, response: &ResponseModel) -> TokenStream {
    let kind = content(named, Some(response));
    if is_large(named, response) {
        quote!(Box<#kind>)
    } else {
        kind
    }
}

/// May a body be larger than a few words?
pub(crate) fn is_large(named: &NamedModel, response: &ResponseModel) -> bool {
    let arms = arms(&response.contents);
    response.choice.is_none() && arms.first().is_some_and(|arm| is_large_shape(named, arm))
}

/// Aliases count as what they stand for; a chain of them is short.
fn is_large_type(named: &NamedModel, value: &TypeRef) -> bool {
    match value {
        TypeRef::Named(id) => match &named.model.type_model(*id).kind {
            TypeKind::Struct(_)
            | TypeKind::Union(_)
            | TypeKind::Tuple(_)
            | TypeKind::ValueEnum(_)
            | TypeKind::Newtype(_) => true,
            TypeKind::Enum(_) | TypeKind::IntegerEnum(_) | TypeKind::Contents(_) => false,
            TypeKind::Alias(target) => is_large_type(named, target),
        },
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => is_large_type(named, inner),
        TypeRef::Scalar(Scalar::Any) => true,
        TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) => false,
    }
}
