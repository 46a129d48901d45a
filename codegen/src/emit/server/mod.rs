//! `server/`: one trait per group of operations, their requests and responses, and the router that ties them together.

mod by_feature;
mod handler;
mod request;
mod response;
mod router;

use countersign_contract::Contract;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rayon::prelude::*;

use super::doc;
use super::files::{Exposure, Group, Piece};
use super::imports::{Source, identifier};
use super::runtime_path;
use crate::file_tree::{Declared, Module, ModulePath};
use crate::model::OperationModel;
use crate::name::{GroupNames, NamedModel, OperationNames};
use crate::options::Features;
pub(super) use router::{Serves, function, items};

/// The module of the router and those of the groups.
pub(super) fn modules(
    api: &NamedModel,
    contract: &Contract,
    root: &ModulePath,
    features: Features,
) -> Vec<Module> {
    let router = match features {
        Features::Few => router(api, contract, root.clone()),
        Features::PerTag => by_feature::router(api, contract, root.clone()),
    };
    let mut modules = vec![router];
    for (index, names) in api.groups.iter().enumerate() {
        modules.extend(group(api, index, names, root));
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
    let of_events = api
        .model
        .operations
        .iter()
        .any(|operation| operation.event.is_some());
    let function = if of_events {
        let groups = api.groups.iter().map(|names| identifier(&names.pascal));
        let (last, earlier) = router::split_last(&routes);
        quote! {
            /// A router that answers every webhook and callback with `service`, each at `/` and its name. Nest it, or lead
            /// one URL to all of them with [`Router::one_url`]. Whoever is not verified gets 401.
            pub fn router<S: #(#groups)+*>(service: S, verification: Verification) -> Router<()> {
                let service = Arc::new(service);
                let router = Router::receiver(verification);
                #(let router = #earlier;)*
                #last
            }
        }
    } else if bounds.is_empty() {
        quote! {
            /// A router without operations: the contract has none.
            pub fn router<P: Send + Sync + 'static>() -> Router<P> {
                Router::new(super::operations::SECURITY_SCHEMES)
            }
        }
    } else {
        router::chained(&bounds, &routes)
    };
    Module {
        path,
        doc: if of_events {
            format!(
                "A receiver of the webhooks and callbacks of {}.",
                doc::code(&contract.info.title)
            )
        } else {
            format!("A server of {}.", doc::code(&contract.info.title))
        },
        declared: Declared::Public,
        items: router::items(function, Vec::new()),
    }
}

fn group(api: &NamedModel, index: usize, names: &GroupNames, root: &ModulePath) -> Vec<Module> {
    let here: Vec<(&OperationModel, &OperationNames)> = api
        .model
        .operations
        .iter()
        .zip(&api.operations)
        .filter(|(operation, _)| operation.group == index && operation.routable)
        .collect();
    let group = &api.model.groups[index];
    let handler = handler::handler(group, names, &here);
    let handler = Piece::new(vec![handler], vec![names.pascal.clone()]);
    let pieces = here.into_par_iter().map(|(operation, names)| {
        let mut items = Vec::new();
        let mut exports = vec![names.server.response.clone()];
        if request::has_arguments(operation) {
            items.push(request::request(api, operation, names));
            exports.push(names.server.request.clone());
            let values = Some(&names.server.values).filter(|values| !values.is_empty());
            exports.extend(values.cloned());
        }
        items.push(response::response(api, operation, names));
        Piece::new(items, exports)
    });
    let module = identifier(&names.module);
    let mut all: Vec<Piece> = pieces.collect();
    all.insert(0, handler);
    let sources = |level| {
        let root = runtime_path::up(level + 1);
        let descriptors = quote!(use #root::operations::#module as operations;);
        let sources: Vec<Source> = vec![
            (runtime_path::future(), &["Future"]),
            (runtime_path::sync(), &["Arc"]),
            (runtime_path::core(), &["object"]),
            (runtime_path::operation(), &["ParameterDescriptor"]),
            (runtime_path::problem(), &["Problem"]),
            (runtime_path::server(), runtime_path::SERVER_NAMES),
            (root, &["types"]),
        ];
        (sources, descriptors)
    };
    let files = Group {
        path: root.child(&names.module),
        doc: match &group.tag {
            Some(tag) => format!("Serving operations tagged {}.", doc::code(tag)),
            None => String::from("Serving operations without a tag."),
        },
        exposure: Exposure::Parent,
        elsewhere: &[],
        sources: &sources,
    };
    files.files(all)
}

/// The method of an operation on its trait.
fn method(names: &OperationNames) -> Ident {
    identifier(&names.method)
}
