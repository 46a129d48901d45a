//! Uses of types as tokens.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::{imports::identifier, runtime_path};
use crate::model::{IntegerWidth, Scalar, TypeRef};
use crate::name::NamedModel;

/// From where a type is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Inside the module `types`: `Order`.
    Types,
    /// Elsewhere, with the module `types` imported: `types::Order`.
    Elsewhere,
}

/// The tokens of a use of a type.
pub(crate) fn type_ref(named: &NamedModel, type_ref: &TypeRef, scope: Scope) -> TokenStream {
    let inner = |inner: &TypeRef| self::type_ref(named, inner, scope);
    match type_ref {
        TypeRef::Named(id) => {
            let name = identifier(&named.type_names(*id).ident);
            match scope {
                Scope::Types => quote!(#name),
                Scope::Elsewhere => quote!(types::#name),
            }
        }
        TypeRef::Scalar(kind) => match scope {
            Scope::Types => short_scalar(*kind),
            Scope::Elsewhere => scalar(*kind),
        },
        TypeRef::Array(item) => {
            let item = inner(item);
            quote!(Vec<#item>)
        }
        TypeRef::Map(value) => {
            let map = match scope {
                Scope::Types => quote!(BTreeMap),
                Scope::Elsewhere => runtime_path::map(),
            };
            let value = inner(value);
            quote!(#map<String, #value>)
        }
        TypeRef::Nullable(value) => {
            let value = inner(value);
            quote!(Option<#value>)
        }
        TypeRef::Boxed(value) => {
            let value = inner(value);
            quote!(Box<#value>)
        }
    }
}

/// The tokens of a scalar.
pub(crate) fn scalar(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::Bool => quote!(bool),
        Scalar::String => quote!(String),
        Scalar::Integer(width) => integer(width),
        Scalar::Float => quote!(f32),
        Scalar::Double => quote!(f64),
        Scalar::DateTime => runtime_path::timestamp(),
        Scalar::Date => runtime_path::date(),
        Scalar::Time => runtime_path::time(),
        Scalar::Duration => runtime_path::format_duration(),
        Scalar::Decimal => runtime_path::decimal(),
        Scalar::DecimalString => runtime_path::decimal_string(),
        Scalar::Uuid => runtime_path::uuid(),
        Scalar::Base64 => runtime_path::base64(),
        Scalar::Secret => runtime_path::secret(),
        Scalar::File => runtime_path::file_part(),
        Scalar::Any => runtime_path::value(),
    }
}

/// The tokens of a scalar where [`module_of`] is imported.
fn short_scalar(kind: Scalar) -> TokenStream {
    match kind {
        Scalar::DateTime => quote!(format::Timestamp),
        Scalar::Date => quote!(format::Date),
        Scalar::Time => quote!(format::Time),
        Scalar::Duration => quote!(format::Duration),
        Scalar::Decimal => quote!(format::Decimal),
        Scalar::DecimalString => quote!(format::DecimalString),
        Scalar::Uuid => quote!(format::Uuid),
        Scalar::Base64 => quote!(format::Base64),
        Scalar::Secret => quote!(secret::Secret<String>),
        Scalar::File => quote!(multipart::FilePart),
        Scalar::Bool
        | Scalar::String
        | Scalar::Integer(_)
        | Scalar::Float
        | Scalar::Double
        | Scalar::Any => scalar(kind),
    }
}

/// The modules of `countersign_core` that a use of a type inside the module `types` needs.
///
/// Modules and not types are imported: no schema can be called after a module, but `Date` and `Uuid` are common names.
pub(super) fn module_of(type_ref: &TypeRef) -> Option<&'static str> {
    match type_ref {
        TypeRef::Scalar(
            Scalar::DateTime
            | Scalar::Date
            | Scalar::Time
            | Scalar::Duration
            | Scalar::Decimal
            | Scalar::DecimalString
            | Scalar::Uuid
            | Scalar::Base64,
        ) => Some("format"),
        TypeRef::Scalar(Scalar::Secret) => Some("secret"),
        TypeRef::Scalar(Scalar::File) => Some("multipart"),
        TypeRef::Scalar(
            Scalar::Bool
            | Scalar::String
            | Scalar::Integer(_)
            | Scalar::Float
            | Scalar::Double
            | Scalar::Any,
        )
        | TypeRef::Named(_) => None,
        TypeRef::Array(inner)
        | TypeRef::Map(inner)
        | TypeRef::Nullable(inner)
        | TypeRef::Boxed(inner) => module_of(inner),
    }
}

fn integer(width: IntegerWidth) -> TokenStream {
    match width {
        IntegerWidth::I8 => quote!(i8),
        IntegerWidth::I16 => quote!(i16),
        IntegerWidth::I32 => quote!(i32),
        IntegerWidth::I64 => quote!(i64),
        IntegerWidth::U8 => quote!(u8),
        IntegerWidth::U16 => quote!(u16),
        IntegerWidth::U32 => quote!(u32),
        IntegerWidth::U64 => quote!(u64),
    }
}
