//! Structs: a table of fields with their wire names.

use proc_macro2::TokenStream;
use quote::quote;

use super::serde_use::SerdeUse;
use super::{Scope, construct, default, docs_for, roles, type_docs, type_ref};
use crate::emit::{doc, imports::identifier};
use crate::model::{
    Constant, FieldModel, Presence, Scalar, StructModel, TypeId, TypeKind, TypeRef,
};
use crate::name::NamedModel;
use crate::options::Options;

/// A struct that is read, written or both.
pub(super) fn item(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &StructModel,
) -> TokenStream {
    let serde_use = SerdeUse::of(named.model.type_model(id), options);
    let mut roles = Vec::new();
    if serde_use.serialize {
        roles.push(quote!(sent));
        roles.extend(construct::roles(named, id, model));
    }
    if serde_use.deserialize {
        roles.push(quote!(received));
    }
    table(named, options, id, model, &roles)
}

/// `object! { .. }`
pub(super) fn table(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &StructModel,
    roles: &[TokenStream],
) -> TokenStream {
    let type_model = named.model.type_model(id);
    let names = named.type_names(id);
    let docs = type_docs(named, options, type_model);
    let name = identifier(&names.ident);
    let built = SerdeUse::of(type_model, options).serialize;
    let by_name = names.required.is_some();
    let defaults = SerdeUse::of(type_model, options).deserialize;
    let fields = model.fields.iter().zip(&names.members);
    let fields = fields.map(|(field, name)| {
        let built = built.then(|| construct::field(named, options, by_name, field, name));
        let default =
            defaults.then(|| default::getter(named, options, field, name, &names.members));
        self::field(
            named,
            options,
            field,
            name,
            built.as_ref(),
            default.flatten().as_ref(),
        )
    });
    let rest = rest(named, model, &names.members, built);
    let mut roles = roles.to_vec();
    if defaults && model.fields.iter().any(|field| field.default.is_some()) {
        roles.push(quote!(defaults));
    }
    let roles = self::roles(options, &roles);
    quote! {
        object! {
            #docs
            pub struct #name #roles {
                #(#fields,)*
                #rest
            }
        }
    }
}

/// `pub note: Option<String> = optional "note" with_note(impl Into<String>)`
fn field(
    named: &NamedModel,
    options: &Options,
    field: &FieldModel,
    name: &str,
    built: Option<&TokenStream>,
    default: Option<&TokenStream>,
) -> TokenStream {
    let docs = doc::attributes(&docs_for(options, &field.docs), "");
    let name = identifier(name);
    let ty = field_type(named, field);
    let presence = identifier(presence(named, field));
    let wire = &field.wire;
    quote!(#docs pub #name: #ty = #presence #wire #built #default)
}

/// The word for how a property travels: a function of `countersign_core::object::{read, write, set}`.
pub(super) fn presence(named: &NamedModel, field: &FieldModel) -> &'static str {
    let ty = behind_names(named, &field.ty);
    match (field.presence, &field.constant) {
        _ if is_file(&field.ty) => "file",
        (_, Some(Constant::Bool(true))) => "only_true",
        (_, Some(Constant::Bool(false))) => "only_false",
        (Presence::Required, _) if matches!(ty, TypeRef::Nullable(_)) => "nullable",
        (Presence::Required, _) => "required",
        (Presence::Optional, _) if *ty == TypeRef::ANY => "any",
        (Presence::Optional, _) => "optional",
        (Presence::Nullable, _) => "nullable",
        (Presence::OptionalNullable, _) => "optional_nullable",
    }
}

/// Is it a file, or several?
pub(super) fn is_file(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Array(item) => is_file(item),
        TypeRef::Scalar(scalar) => *scalar == Scalar::File,
        TypeRef::Named(_) | TypeRef::Map(_) | TypeRef::Nullable(_) | TypeRef::Boxed(_) => false,
    }
}

/// The type that a name or a box stands for. An alias that leads back to itself is no alias any more, so this ends.
fn behind_names<'n>(named: &'n NamedModel, ty: &'n TypeRef) -> &'n TypeRef {
    match ty {
        TypeRef::Boxed(inner) => behind_names(named, inner),
        TypeRef::Named(id) => match &named.model.type_model(*id).kind {
            TypeKind::Alias(inner) => behind_names(named, inner),
            TypeKind::Struct(_)
            | TypeKind::Enum(_)
            | TypeKind::IntegerEnum(_)
            | TypeKind::ValueEnum(_)
            | TypeKind::Union(_)
            | TypeKind::Tuple(_)
            | TypeKind::Contents(_)
            | TypeKind::Newtype(_) => ty,
        },
        TypeRef::Nullable(_) | TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) => ty,
    }
}

/// The type of a field, presence included.
pub(super) fn field_type(named: &NamedModel, field: &FieldModel) -> TokenStream {
    let ty = type_ref(named, &field.ty, Scope::Types);
    match field.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable => quote!(Option<#ty>),
        Presence::OptionalNullable => {
            quote!(presence::Presence<#ty>)
        }
    }
}

fn rest(
    named: &NamedModel,
    model: &StructModel,
    names: &[String],
    built: bool,
) -> Option<TokenStream> {
    let value = type_ref(named, model.rest.as_ref()?, Scope::Types);
    let name = identifier(names.last()?);
    let setter = built.then(|| {
        let setter = construct::rest_setter(names);
        quote!(#setter(#value))
    });
    Some(quote!(.. pub #name: BTreeMap<String, #value> = rest #setter))
}
