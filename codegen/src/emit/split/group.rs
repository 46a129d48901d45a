//! The crate of one group: its operations, the types that only they use, a client and a router of its own.

use proc_macro2::TokenStream;
use quote::quote;

use super::Sorted;
use super::library::{Library, module, root};
use crate::emit::imports::{Source, identifier, imports};
use crate::emit::runtime_path;
use crate::file_tree::{Item, Module};
use crate::name::{GroupNames, NamedModel};

/// The modules of the crate of a group.
pub(super) fn modules(
    named: &NamedModel,
    index: usize,
    doc: &str,
    shared: &Library,
    sorted: &Sorted,
) -> Vec<Module> {
    let names = &named.groups[index];
    let client = sorted.client.clone();
    let exported = client.is_some().then(|| {
        Item::new(quote!(
            pub use self::client::Client;
        ))
    });
    let mut modules = vec![root(doc, exported.into_iter().collect())];
    if sorted.has_types {
        let about =
            "The types of the messages: those that only these operations use, and the shared ones.";
        modules.push(module("types", about, shared.types(), Vec::new()));
    }
    if client.is_some() || sorted.has_server {
        let about = "What the contract says about each operation, as constants.";
        modules.push(module(
            "operations",
            about,
            [shared.security_schemes()],
            Vec::new(),
        ));
    }
    if sorted.has_tables {
        let about = "What requests are checked against.";
        modules.push(module("schemas", about, shared.tables(), Vec::new()));
    }
    if sorted.has_xml {
        let about = "What bodies look like as XML documents.";
        modules.push(module("xml", about, [shared.xml()], Vec::new()));
    }
    modules.extend(client);
    if sorted.has_server {
        modules.push(module(
            "server",
            "A server of these operations.",
            [],
            router(names),
        ));
    }
    modules.extend(sorted.groups[index].iter().cloned());
    modules
}

/// `router` of this group alone, and what it adds to the router of all.
fn router(names: &GroupNames) -> Vec<Item> {
    let (module, group) = (identifier(&names.module), identifier(&names.pascal));
    let bounds: TokenStream = quote! {
        where
            S: #group<Principal = P>,
            P: Send + Sync + 'static,
    };
    let items = [
        quote! {
            /// A router that serves these operations with `service`; add what the contract cannot know, such as verifiers,
            /// and build it.
            pub fn router<S, P>(service: S) -> Router<P>
            #bounds
            {
                routes(Router::new(super::operations::SECURITY_SCHEMES), &Arc::new(service))
            }
        },
        quote! {
            /// These operations on a router that serves others too.
            pub fn routes<S, P>(router: Router<P>, service: &Arc<S>) -> Router<P>
            #bounds
            {
                self::#module::routes(router, service)
            }
        },
    ];
    let sources: [Source; 2] = [
        (runtime_path::sync(), &["Arc"]),
        (runtime_path::server(), runtime_path::SERVER_NAMES),
    ];
    std::iter::once(imports(&items, &sources))
        .chain(items)
        .map(Item::new)
        .collect()
}
