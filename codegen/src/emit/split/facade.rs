//! The crate that users name: every path is what it is in one crate, but for calls, which go through the client of their group.
//!
//! A method can only be added to a type by its own crate. Traits in its place would have to be imported, one per group, and
//! their methods are found by nobody who does not know them; a method per group needs no import, and says what there is.

use countersign_contract::Contract;
use proc_macro2::TokenStream;
use quote::quote;

use super::Sorted;
use super::library::{Library, hand_on, module};
use crate::emit::client::builder;
use crate::emit::imports::{Source, identifier, imports};
use crate::emit::server::{self, Serves};
use crate::emit::{doc, root, runtime_path, servers};
use crate::file_tree::{Item, Module};
use crate::gate::Gate;
use crate::name::{self, NamedModel};
use crate::options::Options;

/// The modules of the crate that users name, without those of webhooks.
pub(super) fn modules(
    named: &NamedModel,
    contract: &Contract,
    options: &Options,
    shared: &Library,
    homes: &[TokenStream],
    sorted: &Sorted,
) -> Vec<Module> {
    let info = &contract.info;
    let sides = options.sides;
    let mut modules = vec![root::module(
        &info.title,
        info.description.as_deref(),
        sides,
        &Gate::default(),
    )];
    let handed_on = |parent: &'static str| {
        let each = homes.iter().enumerate();
        each.filter_map(move |(index, piece)| {
            hand_on(piece, parent, &sorted.exports(index, parent))
        })
    };
    if sorted.has_types {
        let types = shared.types().into_iter().chain(handed_on("types"));
        modules.push(module(
            "types",
            "The types of the messages.",
            types,
            Vec::new(),
        ));
    }
    if sides.client() || sides.server() {
        let groups = named.groups.iter().zip(homes).filter_map(|(names, home)| {
            hand_on(home, "operations", std::slice::from_ref(&names.module))
        });
        let about = "What the contract says about each operation, as constants.";
        let items = std::iter::once(shared.security_schemes()).chain(groups);
        modules.push(module("operations", about, items, Vec::new()));
    }
    let title = doc::code(&info.title);
    if sides.client() {
        let about = format!("A typed client of {title}.");
        let client = client(named, &title, homes);
        modules.push(module("client", &about, handed_on("client"), client));
        modules.extend(servers::module(named));
    }
    if sides.server() {
        let about = format!("A server of {title}.");
        let router = router(named, homes);
        modules.push(module("server", &about, handed_on("server"), router));
    }
    modules
}

fn client(named: &NamedModel, title: &str, libraries: &[TokenStream]) -> Vec<Item> {
    let accessors = name::accessors(&named.groups);
    let accessors: Vec<_> = accessors.iter().map(|name| identifier(name)).collect();
    let docs = named.model.groups.iter().map(|group| match &group.tag {
        Some(tag) => format!(" Calls of operations tagged {}.", doc::code(tag)),
        None => String::from(" Calls of operations without a tag."),
    });
    let what = format!(
        " A client of {title}: one of each group of operations, which share connections, limits and circuits."
    );
    let first = libraries.first();
    let builder = builder(!named.model.servers.is_empty());
    let items = [
        quote! {
            #[doc = #what]
            #[derive(Clone, Debug)]
            pub struct Client {
                #(#accessors: #libraries::Client),*
            }
        },
        quote! {
            impl Client {
                #builder

                #(
                    #[doc = #docs]
                    pub fn #accessors(&self) -> &#libraries::Client {
                        &self.#accessors
                    }
                )*
            }
        },
        quote! {
            impl GeneratedClient for Client {
                const SECURITY_SCHEMES: &'static [SecurityScheme] = super::operations::SECURITY_SCHEMES;
                const DEFAULT_SERVER: &'static str = #first::Client::DEFAULT_SERVER;

                fn from_runtime(runtime: Runtime) -> Self {
                    Self { #(#accessors: GeneratedClient::from_runtime(runtime.clone())),* }
                }
            }
        },
    ];
    let sources: [Source; 2] = [
        (runtime_path::client(), runtime_path::CLIENT_NAMES),
        (runtime_path::operation(), &["SecurityScheme"]),
    ];
    std::iter::once(imports(&items, &sources))
        .chain(items)
        .map(Item::new)
        .collect()
}

fn router(named: &NamedModel, libraries: &[TokenStream]) -> Vec<Item> {
    let (bounds, steps): (Vec<TokenStream>, Vec<TokenStream>) = named
        .groups
        .iter()
        .zip(libraries)
        .map(|(names, library)| {
            let group = identifier(&names.pascal);
            (
                quote!(#group<Principal = P>),
                quote!(router = #library::server::routes(router, &service);),
            )
        })
        .unzip();
    let function = server::function(Serves::Everything, &bounds, &steps);
    server::items(function, Vec::new())
}
