//! `server/`: one trait per group of operations, their requests and responses, and the router that ties them together.

mod handler;
mod request;
mod response;

use countersign_contract::Contract;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::doc;
use super::imports::{Source, identifier, imports};
use super::runtime_path;
use crate::file_tree::{Declared, Item, Module, ModulePath};
use crate::model::OperationModel;
use crate::name::{GroupNames, NamedModel, OperationNames};

/// The module of the router and those of the groups.
pub(super) fn modules(api: &NamedModel, contract: &Contract) -> Vec<Module> {
    let root = ModulePath::new(["server"]);
    let mut modules = vec![router(api, contract, root.clone())];
    for (index, names) in api.groups.iter().enumerate() {
        modules.push(group(api, index, names, &root));
    }
    modules
}

fn router(api: &NamedModel, contract: &Contract, path: ModulePath) -> Module {
    let (bounds, routes): (Vec<TokenStream>, Vec<TokenStream>) = api
        .groups
        .iter()
        .map(|names| {
            let (module, group) = (identifier(&names.module), identifier(&names.pascal));
            (
                quote!(#group<Principal = P>),
                quote!(self::#module::routes(router, &service)),
            )
        })
        .unzip();
    let (last, earlier) = match routes.split_last() {
        Some((last, earlier)) => (Some(last), earlier),
        None => (None, [].as_slice()),
    };
    let function = if bounds.is_empty() {
        quote! {
            /// A router without operations: the contract has none.
            pub fn router<P: Send + Sync + 'static>() -> Router<P> {
                Router::new(super::operations::SECURITY_SCHEMES)
            }
        }
    } else {
        quote! {
            /// A router that serves every operation of the contract with `service`; add what the contract cannot know, such as
            /// verifiers, and build it.
            pub fn router<S, P>(service: S) -> Router<P>
            where
                S: #(#bounds)+*,
                P: Send + Sync + 'static,
            {
                let service = Arc::new(service);
                let router = Router::new(super::operations::SECURITY_SCHEMES);
                #(let router = #earlier;)*
                #last
            }
        }
    };
    let sources: [Source; 2] = [
        (runtime_path::sync, &["Arc"]),
        (runtime_path::server, runtime_path::SERVER_NAMES),
    ];
    Module {
        path,
        doc: format!("A server of {}.", doc::code(&contract.info.title)),
        declared: Declared::Public,
        items: with_imports(vec![function], &sources, &quote!()),
    }
}

fn group(api: &NamedModel, index: usize, names: &GroupNames, root: &ModulePath) -> Module {
    let here: Vec<(&OperationModel, &OperationNames)> = api
        .model
        .operations
        .iter()
        .zip(&api.operations)
        .filter(|(operation, _)| operation.group == index && operation.routable)
        .collect();
    let group = &api.model.groups[index];
    let mut items = vec![
        handler::handler(api, group, names, &here),
        handler::routes(api, names, &here),
    ];
    let mut exports = vec![names.pascal.clone()];
    for (operation, names) in here {
        if request::has_arguments(operation) {
            exports.push(names.server.request.clone());
            items.push(request::request(api, operation, names));
        }
        exports.push(names.server.response.clone());
        items.push(response::response(api, operation, names));
    }
    exports.sort();
    let sources: [Source; 6] = [
        (runtime_path::future, &["Future"]),
        (runtime_path::sync, &["Arc"]),
        (runtime_path::operation, &["ParameterDescriptor"]),
        (runtime_path::problem, &["Problem"]),
        (runtime_path::server, runtime_path::SERVER_NAMES),
        (runtime_path::two_up, &["types"]),
    ];
    let module = identifier(&names.module);
    let descriptors = quote!(use super::super::operations::#module as operations;);
    Module {
        path: root.child(&names.module),
        doc: match &group.tag {
            Some(tag) => format!("Serving operations tagged {}.", doc::code(tag)),
            None => String::from("Serving operations without a tag."),
        },
        declared: Declared::Reexported(exports),
        items: with_imports(items, &sources, &descriptors),
    }
}

fn with_imports(items: Vec<TokenStream>, sources: &[Source], more: &TokenStream) -> Vec<Item> {
    let uses = imports(&items, sources);
    std::iter::once(quote!(#uses #more))
        .chain(items)
        .filter(|tokens| !tokens.is_empty())
        .map(Item::new)
        .collect()
}

/// The method of an operation on its trait.
fn method(names: &OperationNames) -> Ident {
    identifier(&names.method)
}
