//! Tuple structs: arrays whose first items have types of their own.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::serde_use::SerdeUse;
use super::{Scope, type_docs, type_ref};
use crate::emit::imports::identifier;
use crate::model::{TupleModel, TypeId};
use crate::name::NamedModel;
use crate::options::Options;

/// `pub struct Point: [sent] { item 0: f64, optional 1: Option<f64> }`
pub(super) fn item(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &TupleModel,
) -> TokenStream {
    let type_model = named.model.type_model(id);
    let docs = type_docs(named, options, type_model);
    let name = identifier(&named.type_names(id).ident);
    let roles = SerdeUse::of(type_model, options).words();
    let items = model.items.iter().map(|item| {
        let ty = type_ref(named, &item.ty, Scope::Types);
        if item.optional {
            (quote!(optional), quote!(Option<#ty>))
        } else {
            (quote!(item), ty)
        }
    });
    let rest = model.rest.iter();
    let rest = rest.map(|rest| (quote!(rest), type_ref(named, rest, Scope::Types)));
    let fields = items.chain(rest).enumerate().map(|(at, (kind, ty))| {
        let at = Literal::usize_unsuffixed(at);
        quote!(#kind #at: #ty)
    });
    quote! {
        tuple! {
            #docs
            pub struct #name: [#(#roles),*] {
                #(#fields,)*
            }
        }
    }
}
