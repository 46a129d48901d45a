//! Structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::serde_use::SerdeUse;
use super::{Scope, construct, non_exhaustive, type_docs, type_ref};
use crate::emit::{doc, imports::identifier, runtime_path};
use crate::model::{FieldModel, Presence, StructModel, TypeId, TypeRef};
use crate::name::NamedModel;
use crate::options::Options;

/// A struct, and its constructor and setters where values of it are sent.
pub(super) fn item(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &StructModel,
) -> TokenStream {
    let type_model = named.model.type_model(id);
    let names = named.type_names(id);
    let serde_use = SerdeUse::of(type_model, options);
    let docs = type_docs(named, type_model);
    let non_exhaustive = non_exhaustive(options);
    let name = identifier(&names.ident);
    let default = serde_use.serialize && construct::has_default(model);
    let default = default.then(|| quote!(Default,));
    let derives = serde_use.derives();
    let style = renaming(model, &names.members);
    let container =
        (style == Renaming::CamelCase).then(|| quote!(#[serde(rename_all = "camelCase")]));
    let fields = model.fields.iter().zip(&names.members);
    let fields = fields.map(|(field, name)| self::field(named, field, name, serde_use, style));
    let rest = rest(named, model, &names.members);
    let constructor = serde_use
        .serialize
        .then(|| construct::item(named, id, model));
    quote! {
        #docs
        #[derive(Clone, Debug, #default PartialEq, #(#derives),*)]
        #container
        #non_exhaustive
        pub struct #name {
            #(#fields)*
            #rest
        }
        #constructor
    }
}

/// How wire names follow from field names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Renaming {
    /// `#[serde(rename_all = "camelCase")]` is right for all of them.
    CamelCase,
    /// Each field that differs says so.
    Each,
}

fn renaming(model: &StructModel, names: &[String]) -> Renaming {
    let mut pairs = model.fields.iter().zip(names);
    let all = pairs.all(|(field, name)| name.is_ascii() && camel_case(name) == field.wire);
    let any = model
        .fields
        .iter()
        .zip(names)
        .any(|(field, name)| *name != field.wire);
    if all && any {
        Renaming::CamelCase
    } else {
        Renaming::Each
    }
}

/// What serde's `rename_all = "camelCase"` makes of an ASCII field name. (Of others it makes a compile error.)
fn camel_case(name: &str) -> String {
    let mut camel = String::new();
    let mut capital = false;
    for c in name.chars() {
        match c {
            '_' => capital = true,
            c if capital && !camel.is_empty() => {
                camel.push(c.to_ascii_uppercase());
                capital = false;
            }
            c => {
                camel.push(c);
                capital = false;
            }
        }
    }
    camel
}

fn field(
    named: &NamedModel,
    field: &FieldModel,
    name: &str,
    serde_use: SerdeUse,
    style: Renaming,
) -> TokenStream {
    let docs = doc::attributes(
        &field.docs,
        &format!("The property {}.", doc::code(&field.wire)),
    );
    let mut attributes: Vec<TokenStream> = Vec::new();
    if style == Renaming::Each && name != field.wire {
        let wire = &field.wire;
        attributes.push(quote!(rename = #wire));
    }
    match field.presence {
        Presence::Required | Presence::Nullable => {}
        Presence::Optional => {
            if serde_use.deserialize && field.ty == TypeRef::ANY {
                let given = runtime_path::PRESENCE_GIVEN;
                attributes.push(quote!(default, deserialize_with = #given));
            }
            if serde_use.serialize {
                attributes.push(quote!(skip_serializing_if = "Option::is_none"));
            }
        }
        Presence::OptionalNullable => {
            if serde_use.deserialize {
                attributes.push(quote!(default));
            }
            if serde_use.serialize {
                let is_absent = runtime_path::PRESENCE_IS_ABSENT;
                attributes.push(quote!(skip_serializing_if = #is_absent));
            }
        }
    }
    let attributes = (!attributes.is_empty()).then(|| quote!(#[serde(#(#attributes),*)]));
    let ty = field_type(named, field);
    let name = identifier(name);
    quote!(#docs #attributes pub #name: #ty,)
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

fn rest(named: &NamedModel, model: &StructModel, names: &[String]) -> Option<TokenStream> {
    let value = type_ref(named, model.rest.as_ref()?, Scope::Types);
    let name = identifier(names.last()?);
    Some(quote! {
        /// Properties that the contract does not name.
        #[serde(flatten)]
        pub #name: BTreeMap<String, #value>,
    })
}
