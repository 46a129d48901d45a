//! Other names for types, and tuple structs where an alias would contain itself.

use proc_macro2::TokenStream;
use quote::quote;

use super::serde_use::SerdeUse;
use super::{Scope, type_docs, type_ref};
use crate::emit::imports::identifier;
use crate::model::{TypeId, TypeRef};
use crate::name::NamedModel;
use crate::options::Options;

/// `pub type OrderId = String;`
pub(super) fn alias(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    inner: &TypeRef,
) -> TokenStream {
    let docs = type_docs(named, options, named.model.type_model(id));
    let name = identifier(&named.type_names(id).ident);
    let inner = type_ref(named, inner, Scope::Types);
    quote!(#docs pub type #name = #inner;)
}

/// `pub struct Tree(Vec<Tree>): [sent];`
pub(super) fn newtype(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    inner: &TypeRef,
) -> TokenStream {
    let type_model = named.model.type_model(id);
    let docs = type_docs(named, options, type_model);
    let name = identifier(&named.type_names(id).ident);
    let inner = type_ref(named, inner, Scope::Types);
    let roles = SerdeUse::of(type_model, options).words();
    quote! {
        newtype! {
            #docs
            pub struct #name(#inner): [#(#roles),*];
        }
    }
}
