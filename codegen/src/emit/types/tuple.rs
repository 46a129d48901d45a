//! Tuple structs: arrays of a fixed number of items.

use proc_macro2::TokenStream;
use quote::quote;

use super::serde_use::SerdeUse;
use super::{Scope, type_docs, type_ref};
use crate::emit::imports::identifier;
use crate::model::{TypeId, TypeRef};
use crate::name::NamedModel;
use crate::options::Options;

/// `pub struct Point(pub f64, pub f64);`
pub(super) fn item(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    items: &[TypeRef],
) -> TokenStream {
    let type_model = named.model.type_model(id);
    let docs = type_docs(named, type_model);
    let name = identifier(&named.type_names(id).ident);
    let derives = SerdeUse::of(type_model, options).derives();
    let items = items.iter().enumerate().map(|(at, item)| {
        let what = format!(" Item {}.", at + 1);
        let item = type_ref(named, item, Scope::Types);
        quote!(#[doc = #what] pub #item)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, #(#derives),*)]
        pub struct #name(#(#items),*);
    }
}
