//! `operations/`: one static table per operation, shared by client and server.

mod behaviour;
mod media;
mod parameter;
mod security;
mod sequence;
mod shared;

use countersign_contract::Contract;
use proc_macro2::TokenStream;
use quote::quote;
use rayon::prelude::*;

use self::shared::{Answer, Shared};
use super::doc;
use super::files::{Exposure, Group, Piece};
use super::imports::Source;
use super::runtime_path;
use super::schemas::{Place, Tables};
use super::text::{list, string, strings};
use crate::file_tree::{Declared, Module, ModulePath};
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
    let schemes = Piece::written(&[security::schemes(schemes)], Vec::new());
    let mut modules = vec![Module {
        path: root.clone(),
        doc: String::from("What the contract says about each operation, as constants."),
        declared: Declared::Public,
        items: schemes.into_items(&sources(0).0),
    }];
    for (index, (group, names)) in api.model.groups.iter().zip(&api.groups).enumerate() {
        let operations = api.model.operations.iter().zip(&api.operations);
        let here: Vec<(&OperationModel, &OperationNames)> = operations
            .filter(|(operation, _)| operation.group == index)
            .collect();
        let answers = here.par_iter().map(|(operation, names)| {
            of_requests.map_or_else(Vec::new, |tables| {
                media::answers(api, operation, names, tables)
            })
        });
        let answers: Vec<Vec<Answer>> = answers.collect();
        let shared = Shared::new(&answers, here.iter().map(|(_, names)| *names));
        let pieces = here
            .par_iter()
            .zip(&answers)
            .map(|((operation, names), answers)| {
                let mut fields = fields(api, operation, group.tag.as_deref(), of_requests);
                if !answers.is_empty() {
                    let answers = answers.iter().map(|answer| shared.spelled(answer));
                    fields.push(format!("responses: {}", list(answers)));
                }
                let mut items = vec![descriptor(operation, names, fields)];
                let known = of_requests.map_or(media::Known::ToRead(tables), media::Known::All);
                items.extend(media::responses(api, operation, names, known));
                Piece::written(&items, Vec::new())
            });
        let pieces: Vec<Piece> = pieces.collect();
        let pieces = shared.piece().into_iter().chain(pieces);
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
        (runtime_path::multipart(), &["Part", "Positions"]),
        (runtime_path::xml(), &["Document"]),
        (runtime_path::up(level + 1), &["schemas", "xml"]),
    ];
    (sources, quote!())
}

/// The descriptor of an operation.
fn descriptor(
    operation: &OperationModel,
    names: &OperationNames,
    mut fields: Vec<String>,
) -> String {
    if fields.len() < DESCRIPTOR_FIELDS {
        fields.push(String::from("..OperationDescriptor::DEFAULT"));
    }
    let what = format!(
        " {}",
        doc::code(&format!("{} {}", operation.method, operation.path))
    );
    format!(
        "#[doc = {}] pub static {}: OperationDescriptor = OperationDescriptor {{ {} }};",
        string(&what),
        names.constant,
        fields.join(", "),
    )
}

/// Everything that differs from `OperationDescriptor::DEFAULT`.
fn fields(
    api: &NamedModel,
    operation: &OperationModel,
    tag: Option<&str>,
    tables: Option<Tables<'_>>,
) -> Vec<String> {
    let mut fields = vec![format!("id: {}", string(&operation.id()))];
    if let Some(tag) = tag {
        fields.push(format!("group: {}", string(tag)));
    }
    if operation.method.as_str() != "GET" {
        fields.push(format!("method: {}", string(operation.method.as_str())));
    }
    fields.push(format!("path: {}", string(&operation.path.text)));
    let query: Vec<&str> = operation.path.query_pairs().collect();
    if !query.is_empty() {
        fields.push(format!("query: {}", string(&query.join("&"))));
    }
    if !operation.servers.is_empty() {
        fields.push(format!("servers: {}", strings(&operation.servers)));
    }
    if !operation.parameters.is_empty() {
        let parameters = operation.parameters.iter();
        let parameters = parameters.map(|parameter| parameter::descriptor(parameter, tables));
        fields.push(format!("parameters: {}", list(parameters)));
    }
    if let Some(model) = &operation.body {
        fields.push(format!("body: Some({})", body(api, model, tables)));
    }
    if let Some(alternatives) = security::requirements(&operation.security) {
        fields.push(format!("security: {alternatives}"));
    }
    fields.extend(behaviour::fields(&operation.policy));
    if !operation.accept.is_empty() {
        fields.push(format!("accept: {}", string(&operation.accept)));
    }
    if operation.docs.deprecated {
        fields.push(String::from("deprecated: true"));
    }
    if let Some(event) = &operation.event {
        fields.push(String::from("reversed: true"));
        if let Some(expression) = &event.expression {
            fields.push(format!("destination: {}", string(expression)));
        }
    }
    if let Some(stream) = &operation.stream {
        fields.push(format!("stream: Some({})", sequence::stream(stream)));
    }
    if let Some(pages) = &operation.pages {
        let pages = sequence::pages(pages, &operation.parameters);
        fields.push(format!("pagination: Some({pages})"));
    }
    fields
}

fn body(api: &NamedModel, body: &BodyModel, tables: Option<Tables<'_>>) -> String {
    let tables = tables.map_or(media::Known::None, media::Known::All);
    let mut media = media::of_request(api, &body.contents, tables);
    if body.is_in_parts() {
        for descriptor in &mut media {
            descriptor.push_str(".as_it_comes()");
        }
    }
    let (required, media) = (body.required, list(media));
    format!("BodyDescriptor {{ required: {required}, media: {media} }}")
}
