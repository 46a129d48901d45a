//! How values of a struct are built: required properties first, optional ones by name. It is what keeps a struct open for
//! additions (`#[non_exhaustive]`) without making it hard to build.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::object::field_type;
use super::{Scope, docs_for, type_ref};
use crate::emit::{doc, imports::identifier};
use crate::model::{
    Constant, FieldModel, Presence, Scalar, StructModel, TypeId, TypeKind, TypeRef,
};
use crate::name::NamedModel;
use crate::options::Options;

/// The roles of a struct that is built.
pub(super) fn roles(named: &NamedModel, id: TypeId, model: &StructModel) -> Vec<TokenStream> {
    match &named.type_names(id).required {
        Some(required) => {
            let required = identifier(required);
            vec![quote!(required(#required))]
        }
        None if model.arguments().next().is_none() => vec![quote!(new), quote!(default)],
        None => vec![quote!(new)],
    }
}

/// How a field gets its value, as the table says it behind the wire name.
pub(super) fn field(
    named: &NamedModel,
    options: &Options,
    by_name: bool,
    field: &FieldModel,
    name: &str,
) -> TokenStream {
    let deprecated = doc::deprecated(&docs_for(options, &field.docs));
    match (&field.constant, field.presence) {
        (Some(Constant::Bool(value)), _) => quote!(= #value),
        (Some(Constant::OnlyMember(id)), _) => {
            let names = named.type_names(*id);
            let only = names.members.first().map(|member| identifier(member));
            let name = identifier(&names.ident);
            quote!(= #name::#only)
        }
        (None, Presence::Required | Presence::Nullable) => {
            let ty = field_type(named, field);
            if takes_into(named, field) && !by_name {
                quote!((impl Into<#ty>))
            } else {
                quote!((#ty))
            }
        }
        (None, Presence::Optional) => {
            let (setter, ty) = (setter(name), type_ref(named, &field.ty, Scope::Types));
            if takes_into(named, field) {
                quote!(#deprecated #setter(impl Into<#ty>))
            } else {
                quote!(#deprecated #setter(#ty))
            }
        }
        (None, Presence::OptionalNullable) => {
            let (setter, ty) = (setter(name), field_type(named, field));
            quote!(#deprecated #setter(impl Into<#ty>))
        }
    }
}

/// What sets a property: `with_note`.
pub(super) fn setter(name: &str) -> Ident {
    identifier(&format!("with_{}", name.trim_end_matches('_')))
}

/// What adds a property that the contract does not name: the first of these that is no property's own setter.
pub(super) fn rest_setter(names: &[String]) -> Ident {
    let taken = |candidate: &String| names.contains(candidate);
    let mut candidate = String::from("property");
    let mut number = 2;
    while taken(&candidate) {
        candidate = format!("property_{number}");
        number += 1;
    }
    identifier(&format!("with_{candidate}"))
}

/// Strings may be given as `&str`, under whatever name the contract gives them.
fn takes_into(named: &NamedModel, field: &FieldModel) -> bool {
    let mut ty = &field.ty;
    // An alias that leads back to itself is no alias any more, so this ends.
    while let TypeRef::Named(id) = ty
        && let TypeKind::Alias(inner) = &named.model.type_model(*id).kind
    {
        ty = inner;
    }
    field.presence != Presence::Nullable
        && matches!(
            ty,
            TypeRef::Scalar(Scalar::String | Scalar::Secret | Scalar::Base64)
        )
}
