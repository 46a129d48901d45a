//! `operations/`: one static table per operation, shared by client and server.

mod behaviour;
mod media;
mod parameter;
mod security;
mod sequence;

use countersign_contract::Contract;
use proc_macro2::TokenStream;
use quote::quote;
use rayon::prelude::*;

use super::doc;
use super::files::{Exposure, Group, Piece};
use super::imports::{Source, identifier, imports};
use super::runtime_path;
use super::schemas::{Place, Tables};
use crate::file_tree::{Declared, Item, Module, ModulePath};
use crate::model::{BodyModel, OperationModel};
use crate::name::{NamedModel, OperationNames};

/// How many fields an operation descriptor has.
const DESCRIPTOR_FIELDS: usize = 20;

/// The module with the security schemes, and one module per group. Without a server there are no tables of requests to refer to.
pub(super) fn modules(
    api: &NamedModel,
    contract: &Contract,
    with_tables: bool,
    root: &ModulePath,
) -> Vec<Module> {
    let tables = Tables::new(contract, &api.tables, Place::Outside);
    let of_requests = with_tables.then_some(tables);
    let of_events = api
        .model
        .operations
        .iter()
        .any(|operation| operation.event.is_some());
    // Webhooks are verified by whoever receives them; the schemes are those of the API.
    let schemes = contract.security_schemes.values().filter(|_| !of_events);
    let schemes = vec![security::schemes(schemes)];
    let uses = imports(&schemes, &sources(0).0);
    let mut modules = vec![Module {
        path: root.clone(),
        doc: String::from("What the contract says about each operation, as constants."),
        declared: Declared::Public,
        items: std::iter::once(uses)
            .chain(schemes)
            .map(Item::new)
            .collect(),
    }];
    for (index, (group, names)) in api.model.groups.iter().zip(&api.groups).enumerate() {
        let operations = api.model.operations.iter().zip(&api.operations);
        let here: Vec<(&OperationModel, &OperationNames)> = operations
            .filter(|(operation, _)| operation.group == index)
            .collect();
        let pieces = here.into_par_iter().map(|(operation, names)| {
            let mut items = vec![descriptor(
                api,
                operation,
                names,
                group.tag.as_deref(),
                of_requests,
            )];
            let known = of_requests.map_or(media::Known::ToRead(tables), media::Known::All);
            items.extend(media::responses(api, operation, names, known));
            Piece::new(items, Vec::new())
        });
        let files = Group {
            path: root.child(&names.module),
            doc: match &group.tag {
                Some(tag) => format!("Operations tagged {}.", doc::code(tag)),
                None => String::from("Operations without a tag."),
            },
            exposure: Exposure::Own,
            elsewhere: &[],
            sources: &sources,
        };
        modules.extend(files.files(pieces.collect()));
    }
    modules
}

fn sources(level: usize) -> (Vec<Source>, TokenStream) {
    let sources: Vec<Source> = vec![
        (runtime_path::duration(), &["Duration"]),
        (runtime_path::operation(), runtime_path::OPERATION_NAMES),
        (runtime_path::schema(), runtime_path::SCHEMA_NAMES),
        (runtime_path::form(), &["Encoding"]),
        (runtime_path::stream(), runtime_path::STREAM_NAMES),
        (runtime_path::multipart(), &["Part"]),
        (runtime_path::xml(), &["Document"]),
        (runtime_path::up(level + 1), &["schemas", "xml"]),
    ];
    (sources, quote!())
}

/// The descriptor of an operation.
fn descriptor(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
    tag: Option<&str>,
    of_requests: Option<Tables<'_>>,
) -> TokenStream {
    let name = identifier(&names.constant);
    let mut fields = fields(api, operation, tag, of_requests);
    if let Some(tables) = of_requests {
        fields.extend(media::answers(api, operation, names, tables));
    }
    let rest = (fields.len() < DESCRIPTOR_FIELDS).then(|| quote!(..OperationDescriptor::DEFAULT));
    let what = format!(
        " {}",
        doc::code(&format!("{} {}", operation.method, operation.path))
    );
    quote! {
        #[doc = #what]
        pub static #name: OperationDescriptor = OperationDescriptor { #(#fields,)* #rest };
    }
}

/// Everything that differs from `OperationDescriptor::DEFAULT`.
fn fields(
    api: &NamedModel,
    operation: &OperationModel,
    tag: Option<&str>,
    tables: Option<Tables<'_>>,
) -> Vec<TokenStream> {
    let (id, path) = (operation.id(), &operation.path.text);
    let mut fields = vec![quote!(id: #id)];
    if let Some(tag) = tag {
        fields.push(quote!(group: #tag));
    }
    if operation.method.as_str() != "GET" {
        let method = operation.method.as_str();
        fields.push(quote!(method: #method));
    }
    fields.push(quote!(path: #path));
    let query: Vec<&str> = operation.path.query_pairs().collect();
    if !query.is_empty() {
        let query = query.join("&");
        fields.push(quote!(query: #query));
    }
    if !operation.servers.is_empty() {
        let servers = &operation.servers;
        fields.push(quote!(servers: &[#(#servers),*]));
    }
    if !operation.parameters.is_empty() {
        let parameters = operation.parameters.iter();
        let parameters = parameters.map(|parameter| parameter::descriptor(parameter, tables));
        fields.push(quote!(parameters: &[#(#parameters),*]));
    }
    if let Some(model) = &operation.body {
        let body = body(api, model, tables);
        fields.push(quote!(body: Some(#body)));
    }
    if let Some(alternatives) = security::requirements(&operation.security) {
        fields.push(quote!(security: #alternatives));
    }
    fields.extend(behaviour::fields(&operation.policy));
    if !operation.accept.is_empty() {
        let accept = &operation.accept;
        fields.push(quote!(accept: #accept));
    }
    if operation.docs.deprecated {
        fields.push(quote!(deprecated: true));
    }
    if let Some(event) = &operation.event {
        fields.push(quote!(reversed: true));
        if let Some(expression) = &event.expression {
            fields.push(quote!(destination: #expression));
        }
    }
    if let Some(stream) = &operation.stream {
        let stream = sequence::stream(stream);
        fields.push(quote!(stream: Some(#stream)));
    }
    if let Some(pages) = &operation.pages {
        let pages = sequence::pages(pages, &operation.parameters);
        fields.push(quote!(pagination: Some(#pages)));
    }
    fields
}

fn body(api: &NamedModel, body: &BodyModel, tables: Option<Tables<'_>>) -> TokenStream {
    let tables = tables.map_or(media::Known::None, media::Known::All);
    let mut media = media::of_request(api, &body.contents, tables);
    if body.is_in_parts() {
        for descriptor in &mut media {
            *descriptor = quote!(#descriptor.as_it_comes());
        }
    }
    let required = body.required;
    quote!(BodyDescriptor { required: #required, media: &[#(#media),*] })
}
