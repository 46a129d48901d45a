//! Structs that travel as parts of one body, files among them.

use proc_macro2::TokenStream;
use quote::quote;

use super::serde_use::SerdeUse;
use super::{Scope, construct, object, type_ref};
use crate::emit::{doc, imports::identifier};
use crate::model::{FieldModel, Presence, StructModel, TypeId, TypeKind};
use crate::name::NamedModel;
use crate::options::Options;

/// The struct, how it is built where it is sent, and how it becomes parts and back.
pub(super) fn item(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &StructModel,
) -> String {
    let serde_use = SerdeUse::of(named.model.type_model(id), options);
    let mut roles = Vec::new();
    if serde_use.serialize {
        roles.push(String::from("sent_in_parts"));
        roles.extend(construct::roles(named, id, model));
    }
    if serde_use.deserialize {
        roles.push(String::from("received_in_parts"));
    }
    object::table(named, options, id, model, roles)
}

/// A struct of what is no file among the parts of a type, to stand outside of the types; `None` where there are no parts.
pub(crate) fn values(
    named: &NamedModel,
    id: TypeId,
    name: &str,
    what: &str,
) -> Option<TokenStream> {
    let TypeKind::Struct(model) = &named.model.type_model(id).kind else {
        return None;
    };
    let members = &named.type_names(id).members;
    let fields = model.fields.iter().zip(members);
    let fields = fields
        .filter(|(field, _)| !object::is_file(&field.ty))
        .map(|(field, member)| value(named, field, member));
    let (name, docs) = (identifier(name), doc::lines(what));
    Some(quote! {
        object! {
            #docs
            pub struct #name: [exact; received_in_parts] {
                #(#fields,)*
            }
        }
    })
}

fn value(named: &NamedModel, field: &FieldModel, member: &str) -> TokenStream {
    let docs = doc::attributes(&field.docs, "");
    let (name, wire) = (identifier(member), &field.wire);
    let presence = identifier(object::presence(named, field));
    let ty = type_ref(named, &field.ty, Scope::Elsewhere);
    let ty = match field.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable | Presence::OptionalNullable => {
            quote!(Option<#ty>)
        }
    };
    quote!(#docs pub #name: #ty = #presence #wire)
}
