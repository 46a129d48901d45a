//! The router of a server whose groups are behind features: it asks its service for the traits of those that are on.

use countersign_contract::Contract;
use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::doc;
use crate::emit::imports::identifier;
use crate::file_tree::{Declared, Module, ModulePath};
use crate::name::NamedModel;

use super::router::{self, Serves};

/// The module of the router. It is there when a group is.
pub(super) fn router(api: &NamedModel, contract: &Contract, path: ModulePath) -> Module {
    let groups = api.groups.iter();
    let (routes, bounds): (Vec<TokenStream>, Vec<TokenStream>) = groups
        .map(|names| {
            let (module, group) = (identifier(&names.module), identifier(&names.pascal));
            let feature = &names.feature;
            (
                quote! {
                    #[cfg(feature = #feature)]
                    {
                        router = self::#module::routes(router, &service);
                    }
                },
                quote!(enabled::#group<P>),
            )
        })
        .unzip();
    let function = router::function(Serves::Enabled, &bounds, &routes);
    let traits = api.groups.iter().map(|names| {
        let (group, feature) = (identifier(&names.pascal), &names.feature);
        quote! {
            #[cfg(feature = #feature)]
            pub trait #group<P>: super::#group<Principal = P> {}
            #[cfg(feature = #feature)]
            impl<P, S: super::#group<Principal = P>> #group<P> for S {}
            #[cfg(not(feature = #feature))]
            pub trait #group<P> {}
            #[cfg(not(feature = #feature))]
            impl<P, S> #group<P> for S {}
        }
    });
    let enabled = quote! {
        /// What a service implements: the trait of each group whose feature is on, and nothing of the others.
        mod enabled {
            #(#traits)*
        }
    };
    Module {
        path,
        doc: format!("A server of {}.", doc::code(&contract.info.title)),
        declared: Declared::Public,
        items: router::items(function, vec![enabled]),
    }
}
