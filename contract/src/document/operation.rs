//! OAS 3.1.1 Operation Object, with everything it inherits filled in.

use rustc_hash::FxHashSet;

use super::fields::Fields;
use super::parameter::{Identity, identity};
use super::path_item::PathItem;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::dialect::openapi_3_2;
use crate::model::{Method, Operation, Parameter, PathTemplate, Server};
use crate::policy;
use crate::syntax::Key;

/// Where an operation stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Site<'w> {
    /// Under `paths`, by this key.
    Path(&'w Key),
    /// Under `webhooks`.
    Webhook,
    /// Under an operation's `callbacks`.
    Callback,
    /// Under `components`: read for what is wrong with it.
    Component,
}

/// What surrounds an operation.
#[derive(Debug)]
pub(super) struct Shell<'s, 'w> {
    pub(super) site: &'s Site<'w>,
    pub(super) path: &'s PathTemplate,
    pub(super) method: Method,
    pub(super) key: &'w Key,
    pub(super) item: &'s PathItem<'w>,
    pub(super) parameters: &'s [Parameter],
    pub(super) servers: Option<&'s [Server]>,
}

const FIELDS: [&str; 12] = [
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

impl<'w> Reader<'w> {
    /// One operation within its shell.
    pub(super) fn operation(&mut self, shell: Shell<'_, 'w>, fields: &Fields<'w>) -> Operation {
        self.check_fields(fields, &FIELDS);
        let outer = self.enter_media_types(fields);
        let operation_id = self.operation_id(&shell, fields);
        let mut parameters = self.merged_parameters(&shell, fields);
        if let Site::Path(key) = shell.site {
            self.match_path_parameters(shell.path, key, shell.method.as_str(), &mut parameters);
        }
        if fields.get("responses").is_none() {
            self.missing(fields, "responses");
        }
        let responses = self.responses(fields);
        let servers = self.servers(fields);
        let servers = servers
            .or_else(|| self.operation_servers(fields))
            .or_else(|| shell.servers.map(<[Server]>::to_vec))
            .unwrap_or_else(|| self.inherited.servers.clone());
        let security = match fields.get("security") {
            Some(place) => self.security_requirements(&place),
            None => self.inherited.security.clone(),
        };
        let request_body = self.request_body(fields);
        let request_body = request_body.or_else(|| self.body_of_parameters(shell.item, fields));
        self.media_types = outer;
        let policy = policy::read(self, fields, shell.item, &parameters, &responses);
        Operation {
            operation_id,
            path: shell.path.clone(),
            tags: self.texts(fields, "tags"),
            summary: self.inherited_text(&shell, fields, "summary"),
            description: self.inherited_text(&shell, fields, "description"),
            deprecated: self.flag(fields, "deprecated").unwrap_or(false),
            parameters,
            request_body,
            responses,
            security,
            servers,
            callbacks: self.callbacks(fields),
            policy,
            extensions: fields.extensions(),
            span: fields.span(),
            method_span: shell.key.span,
            pointer: fields.place.pointer.clone(),
            method: shell.method,
        }
    }

    /// OAS 3.1.1 Path Item Object: `summary` and `description` "apply to all operations in this path".
    fn inherited_text(
        &mut self,
        shell: &Shell<'_, 'w>,
        fields: &Fields<'w>,
        key: &'static str,
    ) -> Option<String> {
        let own = self.text(fields, key);
        own.or_else(|| {
            let layer = shell.item.layer(key)?;
            layer.get(key)?.node.as_str().map(str::to_owned)
        })
    }

    fn operation_id(&mut self, shell: &Shell<'_, 'w>, fields: &Fields<'w>) -> Option<String> {
        let id = self.text(fields, "operationId")?;
        let span = fields.get("operationId")?.span();
        match self.operation_ids.get(&id) {
            None => {
                self.operation_ids.insert(id.clone(), span);
                Some(id)
            }
            // A callback that several operations share is one and the same operation.
            Some(first)
                if *first == span && matches!(shell.site, Site::Callback | Site::Component) =>
            {
                Some(id)
            }
            Some(first) => {
                self.diagnostics.push(
                    Diagnostic::warning(
                        "duplicate-operation-id",
                        format!(
                            "`operationId: {id}` is taken already; this operation goes without one"
                        ),
                    )
                    .at(span)
                    .label(*first, "first written here")
                    .help("operation ids are unique in a document"),
                );
                None
            }
        }
    }

    /// The path item's parameters that the operation does not redefine, then the operation's own.
    fn merged_parameters(&mut self, shell: &Shell<'_, 'w>, fields: &Fields<'w>) -> Vec<Parameter> {
        let places = self.list(fields, "parameters");
        let own = self.parameters(places);
        let redefined: FxHashSet<Identity> = own.iter().map(identity).collect();
        let shared: Vec<&Parameter> = shell
            .parameters
            .iter()
            .filter(|shared| !redefined.contains(&identity(shared)))
            .collect();
        let mut merged = shared.into_iter().cloned().chain(own).collect();
        self.check_query_strings(&mut merged);
        merged.iter_mut().for_each(openapi_3_2::lower_query_string);
        merged
    }
}
