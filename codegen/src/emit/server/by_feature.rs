//! The router of a server whose groups are behind features: it asks its service for the traits of those that are on.

use countersign_contract::Contract;
use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::doc;
use crate::emit::imports::{Source, identifier, imports};
use crate::emit::runtime_path;
use crate::file_tree::{Declared, Item, Module, ModulePath};
use crate::name::NamedModel;

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
    let router = quote! {
        /// A router that serves the operations whose features are on with `service`; add what the contract cannot know, such
        /// as verifiers, and build it.
        pub fn router<S, P>(service: S) -> Router<P>
        where
            S: #(#bounds)+*,
            P: Send + Sync + 'static,
        {
            let service = Arc::new(service);
            let mut router = Router::new(super::operations::SECURITY_SCHEMES);
            #(#routes)*
            router
        }
    };
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
    let sources: [Source; 2] = [
        (runtime_path::sync(), &["Arc"]),
        (runtime_path::server(), runtime_path::SERVER_NAMES),
    ];
    Module {
        path,
        doc: format!("A server of {}.", doc::code(&contract.info.title)),
        declared: Declared::Public,
        items: [
            imports(std::slice::from_ref(&router), &sources),
            router,
            enabled,
        ]
        .map(Item::new)
        .into(),
    }
}
