//! Enums of strings and of integers: a table of variants with their values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::serde_use::SerdeUse;
use super::{docs_for, roles, type_docs};
use crate::emit::{doc, imports::identifier};
use crate::model::{Docs, EnumModel, IntegerEnumModel, Openness, TypeId};
use crate::name::NamedModel;
use crate::options::Options;

/// An enum of strings. An open one keeps values that the contract does not name.
pub(super) fn strings(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &EnumModel,
) -> TokenStream {
    let members = model.members.iter().map(|member| {
        let wire = &member.wire;
        (&member.docs, quote!(#wire))
    });
    let kind = match model.openness {
        Openness::Open => "open_enum",
        Openness::Closed => "closed_enum",
    };
    table(named, options, id, kind, members)
}

/// An enum of integers.
pub(super) fn integers(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &IntegerEnumModel,
) -> TokenStream {
    let members = model.members.iter().map(|member| {
        let value = Literal::i64_unsuffixed(member.value);
        (&member.docs, quote!(#value))
    });
    let kind = match model.openness {
        Openness::Open => "open_integer_enum",
        Openness::Closed => "closed_integer_enum",
    };
    table(named, options, id, kind, members)
}

fn table<'m>(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    kind: &str,
    members: impl Iterator<Item = (&'m Docs, TokenStream)>,
) -> TokenStream {
    let type_model = named.model.type_model(id);
    let names = named.type_names(id);
    let docs = type_docs(named, options, type_model);
    let (kind, name) = (identifier(kind), identifier(&names.ident));
    let roles = roles(options, &SerdeUse::of(type_model, options).words());
    let members = members.zip(&names.members).map(|((docs, value), name)| {
        let (docs, name) = (
            doc::attributes(&docs_for(options, docs), ""),
            identifier(name),
        );
        quote!(#docs #name = #value,)
    });
    quote! {
        #kind! {
            #docs
            pub enum #name #roles {
                #(#members)*
            }
        }
    }
}
