//! Uses of types, as tokens and as text.

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
            Scope::Types => (short_scalar(*kind).tokens)(),
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

/// The text of a use of a type inside the module `types`.
pub(super) fn spelled(named: &NamedModel, type_ref: &TypeRef) -> String {
    let inner = |before: &str, inner: &TypeRef| format!("{before}{}>", spelled(named, inner));
    match type_ref {
        TypeRef::Named(id) => named.type_names(*id).ident.clone(),
        TypeRef::Scalar(kind) => short_scalar(*kind).text.to_owned(),
        TypeRef::Array(item) => inner("Vec<", item),
        TypeRef::Map(value) => inner("BTreeMap<String, ", value),
        TypeRef::Nullable(value) => inner("Option<", value),
        TypeRef::Boxed(value) => inner("Box<", value),
    }
}

/// The tokens of a scalar.
pub(crate) fn scalar(scalar: Scalar) -> TokenStream {
    match scalar {
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
        Scalar::Bool
        | Scalar::String
        | Scalar::Integer(_)
        | Scalar::Float
        | Scalar::Double
        | Scalar::Any => (short_scalar(scalar).tokens)(),
    }
}

/// A path in both forms.
struct Spelling {
    text: &'static str,
    tokens: fn() -> TokenStream,
}

macro_rules! spelling {
    ($($path:tt)*) => {
        Spelling { text: stringify!($($path)*), tokens: || quote!($($path)*) }
    };
}

/// A scalar where [`module_of`] is imported.
fn short_scalar(kind: Scalar) -> Spelling {
    match kind {
        Scalar::Bool => spelling!(bool),
        Scalar::String => spelling!(String),
        Scalar::Integer(IntegerWidth::I8) => spelling!(i8),
        Scalar::Integer(IntegerWidth::I16) => spelling!(i16),
        Scalar::Integer(IntegerWidth::I32) => spelling!(i32),
        Scalar::Integer(IntegerWidth::I64) => spelling!(i64),
        Scalar::Integer(IntegerWidth::U8) => spelling!(u8),
        Scalar::Integer(IntegerWidth::U16) => spelling!(u16),
        Scalar::Integer(IntegerWidth::U32) => spelling!(u32),
        Scalar::Integer(IntegerWidth::U64) => spelling!(u64),
        Scalar::Float => spelling!(f32),
        Scalar::Double => spelling!(f64),
        Scalar::DateTime => spelling!(format::Timestamp),
        Scalar::Date => spelling!(format::Date),
        Scalar::Time => spelling!(format::Time),
        Scalar::Duration => spelling!(format::Duration),
        Scalar::Decimal => spelling!(format::Decimal),
        Scalar::DecimalString => spelling!(format::DecimalString),
        Scalar::Uuid => spelling!(format::Uuid),
        Scalar::Base64 => spelling!(format::Base64),
        Scalar::Secret => spelling!(secret::Secret<String>),
        Scalar::File => spelling!(multipart::FilePart),
        Scalar::Any => Spelling {
            text: runtime_path::VALUE,
            tokens: runtime_path::value,
        },
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
