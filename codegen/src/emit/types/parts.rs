//! Structs that travel as parts of one body, files among them: no serde, a line per member each way.

use proc_macro2::TokenStream;
use quote::quote;

use super::serde_use::SerdeUse;
use super::{construct, object};
use crate::emit::imports::identifier;
use crate::model::{FieldModel, Scalar, StructModel, TypeId, TypeRef};
use crate::name::NamedModel;
use crate::options::Options;

/// The struct, how it is built where it is sent, and how it becomes parts and back.
pub(super) fn item(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &StructModel,
) -> TokenStream {
    let type_model = named.model.type_model(id);
    let names = named.type_names(id);
    let serde_use = SerdeUse::of(type_model, options);
    let name = identifier(&names.ident);
    let members: Vec<(&FieldModel, _)> = model
        .fields
        .iter()
        .zip(names.members.iter().map(|name| identifier(name)))
        .collect();
    let roles = if serde_use.serialize {
        construct::roles(named, id, model)
    } else {
        Vec::new()
    };
    let table = object::table(named, options, id, model, &roles);
    let deprecated = model
        .fields
        .iter()
        .any(|field| field.docs.deprecated)
        .then(|| quote!(#[expect(deprecated, reason = "deprecated parts travel too")]));
    let into_parts = serde_use.serialize.then(|| {
        let members = members.iter().map(|(field, name)| {
            let wire = &field.wire;
            if is_file(&field.ty) {
                quote!(parts.files(#wire, self.#name);)
            } else {
                quote!(parts.value(#wire, &self.#name);)
            }
        });
        quote! {
            impl multipart::IntoParts for #name {
                #deprecated
                fn into_parts(self, parts: &mut multipart::Parts) {
                    #(#members)*
                }
            }
        }
    });
    let from_parts = serde_use.deserialize.then(|| {
        let members = members.iter().map(|(field, name)| {
            let wire = &field.wire;
            if is_file(&field.ty) {
                quote!(#name: parts.take_files(#wire)?)
            } else {
                quote!(#name: parts.take(#wire)?)
            }
        });
        quote! {
            impl multipart::FromParts for #name {
                #deprecated
                fn from_parts(
                    parts: &mut multipart::Parts,
                ) -> Result<Self, countersign_core::json::JsonError> {
                    Ok(Self { #(#members),* })
                }
            }
        }
    });
    quote! {
        #table
        #into_parts
        #from_parts
    }
}

fn is_file(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Array(item) => is_file(item),
        TypeRef::Scalar(scalar) => *scalar == Scalar::File,
        TypeRef::Named(_) | TypeRef::Map(_) | TypeRef::Nullable(_) | TypeRef::Boxed(_) => false,
    }
}
