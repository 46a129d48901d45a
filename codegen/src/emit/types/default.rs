//! What a value is taken for where it is left out, as an expression.

use countersign_contract::syntax::{Node, NodeValue};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::serde_use::SerdeUse;
use super::{Scope, construct, docs_for, spelled, type_ref};
use crate::emit::{doc, imports::identifier, runtime_path};
use crate::model::{FieldModel, Presence, Scalar, TypeId, TypeKind, TypeRef};
use crate::name::NamedModel;
use crate::options::Options;

/// `|| limit_or_default(i64) { 20 }`; nothing for a field without default.
pub(super) fn getter(
    named: &NamedModel,
    options: &Options,
    field: &FieldModel,
    name: &str,
    names: &[String],
) -> Option<String> {
    let default = field.default.as_ref()?;
    let deprecated = doc::written_deprecation(&docs_for(options, &field.docs));
    let getter = getter_name(name, names);
    let ty = spelled(named, &field.ty);
    let value = value(named, field, default);
    let ty = match field.presence {
        Presence::OptionalNullable => format!("Option<{ty}>"),
        Presence::Required | Presence::Optional | Presence::Nullable => ty,
    };
    Some(format!(" || {deprecated} {getter}({ty}) {{ {value} }}"))
}

fn value(named: &NamedModel, field: &FieldModel, default: &Node) -> TokenStream {
    match field.presence {
        Presence::OptionalNullable => {
            let value = expression(named, &field.ty, default, Scope::Types);
            quote!(Some(#value))
        }
        Presence::Required | Presence::Optional | Presence::Nullable => {
            expression(named, &field.ty, default, Scope::Types)
        }
    }
}

/// The first of these that sets no other property: a property may be called `note_or_default`.
fn getter_name(name: &str, names: &[String]) -> String {
    let mut getter = format!("{}_or_default", name.trim_end_matches('_'));
    while names
        .iter()
        .any(|name| construct::setter(name) == getter.as_str())
    {
        getter.push('_');
    }
    getter
}

/// Does a struct need JSON text to say what is left out?
pub(super) fn needs_json(named: &NamedModel, options: &Options, id: TypeId) -> bool {
    let type_model = named.model.type_model(id);
    let TypeKind::Struct(model) = &type_model.kind else {
        return false;
    };
    let mut fields = model.fields.iter();
    SerdeUse::of(type_model, options).deserialize
        && fields.any(|field| {
            let default = field.default.as_ref();
            default.is_some_and(|value| literal(named, &field.ty, value, Scope::Types).is_none())
        })
}

/// A function of no arguments for the value of a default, outside of `types`.
pub(crate) fn function(named: &NamedModel, ty: &TypeRef, value: &Node) -> TokenStream {
    match ty {
        TypeRef::Scalar(Scalar::String) if value.as_str() == Some("") => quote!(String::new),
        TypeRef::Array(_) if value.as_array().is_some_and(<[Node]>::is_empty) => quote!(Vec::new),
        ty => {
            let value = expression(named, ty, value, Scope::Elsewhere);
            quote!(|| #value)
        }
    }
}

/// The value of a default that the type can read: as one would write it, else from its JSON text.
fn expression(named: &NamedModel, ty: &TypeRef, value: &Node, scope: Scope) -> TokenStream {
    literal(named, ty, value, scope).unwrap_or_else(|| {
        let text = Literal::string(&json_text(value));
        match scope {
            Scope::Types => quote!(default::json(#text)),
            Scope::Elsewhere => {
                let json = runtime_path::default_json();
                quote!(#json(#text))
            }
        }
    })
}

fn literal(named: &NamedModel, ty: &TypeRef, value: &Node, scope: Scope) -> Option<TokenStream> {
    match ty {
        TypeRef::Scalar(kind) => scalar(*kind, value),
        TypeRef::Named(_) => member(named, ty, value, scope),
        TypeRef::Array(item) => {
            let items = value.as_array()?.iter();
            let items: Option<Vec<TokenStream>> = items
                .map(|value| literal(named, item, value, scope))
                .collect();
            Some(match items?.as_slice() {
                [] => quote!(Vec::new()),
                items => quote!(vec![#(#items),*]),
            })
        }
        TypeRef::Nullable(_) if value.is_null() => Some(quote!(None)),
        TypeRef::Nullable(inner) => {
            let value = literal(named, inner, value, scope)?;
            Some(quote!(Some(#value)))
        }
        TypeRef::Boxed(inner) => {
            let value = literal(named, inner, value, scope)?;
            Some(quote!(Box::new(#value)))
        }
        TypeRef::Map(_) => None,
    }
}

fn scalar(kind: Scalar, value: &Node) -> Option<TokenStream> {
    let number = value.as_number();
    match kind {
        Scalar::Bool => value.as_bool().map(|value| quote!(#value)),
        Scalar::String => match value.as_str()? {
            "" => Some(quote!(String::new())),
            text => Some(quote!(String::from(#text))),
        },
        Scalar::Integer(_) => {
            let number = Literal::i128_unsuffixed(number?.as_i128()?);
            Some(quote!(#number))
        }
        Scalar::Float | Scalar::Double => {
            let number = number?.as_f64();
            let number = number
                .is_finite()
                .then(|| Literal::f64_unsuffixed(number))?;
            Some(quote!(#number))
        }
        Scalar::DateTime
        | Scalar::Date
        | Scalar::Time
        | Scalar::Duration
        | Scalar::Decimal
        | Scalar::DecimalString
        | Scalar::Uuid
        | Scalar::Base64
        | Scalar::Secret
        | Scalar::File
        | Scalar::Any => None,
    }
}

/// The member of an enum, under whatever name the type goes.
fn member(named: &NamedModel, ty: &TypeRef, value: &Node, scope: Scope) -> Option<TokenStream> {
    let mut id = ty.named()?;
    // An alias that leads back to itself is no alias any more, so this ends.
    while let TypeKind::Alias(inner) = &named.model.type_model(id).kind {
        match inner {
            TypeRef::Named(next) => id = *next,
            inner => return literal(named, inner, value, scope),
        }
    }
    let at = match &named.model.type_model(id).kind {
        TypeKind::Enum(model) => {
            let text = value.as_str()?;
            model.members.iter().position(|member| member.wire == text)
        }
        TypeKind::IntegerEnum(model) => {
            let number = value.as_number()?.as_i64()?;
            model
                .members
                .iter()
                .position(|member| member.value == number)
        }
        TypeKind::Struct(_)
        | TypeKind::ValueEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Tuple(_)
        | TypeKind::Contents(_)
        | TypeKind::Alias(_)
        | TypeKind::Newtype(_) => None,
    };
    let member = identifier(named.type_names(id).members.get(at?)?);
    let name = type_ref(named, ty, scope);
    Some(quote!(#name::#member))
}

/// JSON text with every digit of every number.
fn json_text(value: &Node) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match value.value() {
        NodeValue::Null | NodeValue::Bool(_) | NodeValue::String(_) => value.to_json().to_string(),
        // What YAML calls a number need not be one in JSON, such as `.5`.
        NodeValue::Number(number) if is_json(number.as_text()) => number.as_text().to_owned(),
        NodeValue::Number(number) => number.to_json().to_string(),
        NodeValue::Array(items) => {
            let items: Vec<String> = items.iter().map(json_text).collect();
            format!("[{}]", items.join(","))
        }
        NodeValue::Object(object) => {
            let members = object.iter().map(|entry| {
                let (name, value) = (quoted(&entry.key.name), json_text(&entry.value));
                format!("{name}:{value}")
            });
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
    }
}

/// RFC 8259 section 6.
fn is_json(number: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = number.strip_prefix('-').unwrap_or(number);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    digits(whole) && digits(fraction) && digits(exponent) && !leading_zero
}
