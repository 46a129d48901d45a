//! `client/`: the client type, and one file of methods per group of operations.

mod body;
mod decode;
mod error;
mod headers;
mod link;
mod method;
mod success;

use countersign_contract::Contract;
use countersign_contract::model::Server;
use proc_macro2::TokenStream;
use quote::quote;
use rayon::prelude::*;

use self::decode::Decoder;
use super::doc;
use super::files::{Exposure, Group, Piece};
use super::imports::{Source, identifier, imports};
use super::runtime_path;
use crate::file_tree::{Declared, Item, Module, ModulePath};
use crate::model::OperationModel;
use crate::name::{GroupNames, NamedModel, OperationNames};

/// The module of the client and those of its groups.
pub(super) fn modules(api: &NamedModel, contract: &Contract, root: &ModulePath) -> Vec<Module> {
    let of_events = api
        .model
        .operations
        .iter()
        .any(|operation| operation.event.is_some());
    let choices = !api.model.servers.is_empty();
    let mut operations = api.model.operations.iter();
    let own_servers = operations.any(|operation| !operation.servers.is_empty());
    let root_module = client(contract, root.clone(), of_events, choices, own_servers);
    let mut modules = vec![root_module];
    for (index, names) in api.groups.iter().enumerate() {
        modules.extend(group(api, index, names, root));
    }
    modules
}

fn client(
    contract: &Contract,
    path: ModulePath,
    of_events: bool,
    choices: bool,
    own_servers: bool,
) -> Module {
    let title = doc::code(&contract.info.title);
    let (what, doc) = if of_events {
        (
            format!(
                " Sends the webhooks and callbacks of {title}. Clones share connections, limits and circuits."
            ),
            format!("A typed sender of the webhooks and callbacks of {title}."),
        )
    } else {
        (
            format!(" A client of {title}. Clones share connections, limits and circuits."),
            format!("A typed client of {title}."),
        )
    };
    let server = contract.servers.first().filter(|_| !of_events);
    // The one that is implied has no URL.
    let server = server.filter(|server| server.span.is_some());
    let server = server.map(Server::default_url).unwrap_or_default();
    let builder = if of_events {
        quote! {
            /// A sender, to be configured. Each message is given its destination.
            pub fn builder() -> Builder<Self> {
                Builder::sender()
            }
        }
    } else {
        builder(choices)
    };
    let about_server = own_servers.then(|| {
        quote! {
            /// The first server of the contract as text, and a text is an order: a client that is built with it sends every
            /// operation there. Those that have servers of their own go to theirs if it is built with one of `servers`.
        }
    });
    let items = vec![
        quote! {
            #[doc = #what]
            #[derive(Clone, Debug)]
            pub struct Client {
                runtime: Runtime,
            }
        },
        quote! {
            impl Client {
                #builder
            }
        },
        quote! {
            impl GeneratedClient for Client {
                const SECURITY_SCHEMES: &'static [SecurityScheme] = super::operations::SECURITY_SCHEMES;
                #about_server
                const DEFAULT_SERVER: &'static str = #server;

                fn from_runtime(runtime: Runtime) -> Self {
                    Self { runtime }
                }
            }
        },
    ];
    let sources: [Source; 2] = [
        (runtime_path::client(), runtime_path::CLIENT_NAMES),
        (runtime_path::operation(), &["SecurityScheme"]),
    ];
    Module {
        path,
        doc,
        declared: Declared::Public,
        items: std::iter::once(imports(&items, &sources))
            .chain(items)
            .map(Item::new)
            .collect(),
    }
}

/// What a client begins with: one of the servers to choose from, or a URL.
pub(super) fn builder(choices: bool) -> TokenStream {
    if choices {
        return quote! {
            /// A client of one of the `servers`, to be configured: operations with servers of their own go to those. To a URL
            /// that is given as text, every operation goes.
            pub fn builder(server: impl Into<Server>) -> Builder<Self> {
                Builder::of(server)
            }
        };
    }
    quote! {
        /// A client of the server at this URL, to be configured.
        pub fn builder(base_url: impl Into<String>) -> Builder<Self> {
            Builder::new(base_url)
        }
    }
}

fn group(api: &NamedModel, index: usize, names: &GroupNames, root: &ModulePath) -> Vec<Module> {
    let operations = api.model.operations.iter().zip(&api.operations);
    let here: Vec<(&OperationModel, &OperationNames)> = operations
        .filter(|(operation, _)| operation.group == index)
        .collect();
    let pieces = here.into_par_iter().map(|(operation, names)| {
        let items = Items::new(api, operation, names);
        let exports = items.exports(names);
        let method = items.method.clone();
        Piece::new(items.into_tokens().collect(), exports).with_method("Client", &method)
    });
    let module = identifier(&names.module);
    let sources = |level| {
        let (parent, root) = (runtime_path::up(level), runtime_path::up(level + 1));
        let descriptors = quote!(use #root::operations::#module as operations;);
        let sources: Vec<Source> = vec![
            (runtime_path::client(), runtime_path::CLIENT_NAMES),
            (runtime_path::decode(), &["body"]),
            (parent, &["Client"]),
            (root, &["types"]),
        ];
        (sources, descriptors)
    };
    let tag = api.model.groups[index].tag.as_deref();
    let group = Group {
        path: root.child(&names.module),
        doc: match tag {
            Some(tag) => format!("Calls of operations tagged {}.", doc::code(tag)),
            None => String::from("Calls of operations without a tag."),
        },
        exposure: Exposure::Parent,
        elsewhere: &[],
        sources: &sources,
    };
    group.files(pieces.collect())
}

/// What one operation adds to the client, in reading order.
struct Items {
    method: TokenStream,
    builder: Option<TokenStream>,
    outcome: Option<TokenStream>,
    error: TokenStream,
    headers: Option<TokenStream>,
    decode: Option<TokenStream>,
}

impl Items {
    fn new(api: &NamedModel, operation: &OperationModel, names: &OperationNames) -> Self {
        let decoder = Decoder::new(api, operation, names);
        Self {
            method: method::method(api, operation, names, &decoder.path),
            builder: method::builder(api, operation, names),
            outcome: success::outcome(api, operation, names),
            error: error::error(api, operation, names),
            headers: headers::headers(api, operation, names),
            decode: decoder.function,
        }
    }

    /// The types among them.
    fn exports(&self, names: &OperationNames) -> Vec<String> {
        let names = &names.client;
        let optional = [
            self.builder.as_ref().map(|_| &names.call),
            self.outcome.as_ref().map(|_| &names.outcome),
            self.headers.as_ref().map(|_| &names.headers),
        ];
        let optional = optional.into_iter().flatten();
        optional.chain([&names.error]).cloned().collect()
    }

    /// All but the method.
    fn into_tokens(self) -> impl Iterator<Item = TokenStream> {
        let items = [
            self.builder,
            self.outcome,
            Some(self.error),
            self.headers,
            self.decode,
        ];
        items.into_iter().flatten()
    }
}
