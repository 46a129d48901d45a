//! From a contract to an `openapiv3` document: the list of steps, and what happens to parts that 3.0 cannot hold.

use indexmap::{IndexMap, IndexSet};
use openapiv3::{
    Components, Info, OpenAPI, Operation as TypedOperation, PathItem, Paths, ReferenceOr,
    Schema as TypedSchema, SecurityScheme as TypedScheme, Server as TypedServer, Tag,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Habits;
use crate::model::{Contract, Method, Operation, Server};
use crate::schema::visit::reachable;
use crate::schema::{SchemaId, definition_key};
use crate::source::SourceSpan;
use crate::syntax::Node;

impl Contract {
    /// The contract as a typed OpenAPI 3.0 document. What 3.0 cannot say is left out, so that the document accepts more than
    /// the contract, never less; each such keyword is reported once. Parameters, bodies and responses stand inline; every
    /// schema that a `$ref` leads to is a component.
    pub fn to_openapiv3(&self) -> (OpenAPI, Diagnostics) {
        let mut writer = Writer {
            contract: self,
            habits: Habits::default(),
        };
        let document = writer.document();
        let mut diagnostics = Diagnostics::new();
        writer.habits.report(&mut diagnostics);
        (document, diagnostics)
    }
}

/// Writes a contract in words of OpenAPI 3.0.
pub(super) struct Writer<'c> {
    pub(super) contract: &'c Contract,
    habits: Habits,
}

impl Writer<'_> {
    fn document(&mut self) -> OpenAPI {
        let contract = self.contract;
        let mut extensions = json_map(&contract.extensions);
        if !contract.webhooks.is_empty() {
            let webhooks = self.webhooks();
            extensions.insert("x-webhooks".to_owned(), webhooks);
        }
        OpenAPI {
            openapi: "3.0.4".to_owned(),
            info: Info {
                title: contract.info.title.clone(),
                description: contract.info.description.clone(),
                version: contract.info.version.clone(),
                ..Info::default()
            },
            servers: self.servers(&contract.servers),
            paths: Paths {
                paths: self.paths(),
                ..Paths::default()
            },
            components: Some(Components {
                schemas: self.component_schemas(),
                security_schemes: self.component_schemes(),
                ..Components::default()
            }),
            tags: contract
                .tags
                .iter()
                .map(|tag| Tag {
                    name: tag.name.clone(),
                    description: tag.description.clone(),
                    ..Tag::default()
                })
                .collect(),
            extensions,
            ..OpenAPI::default()
        }
    }

    fn paths(&mut self) -> IndexMap<String, ReferenceOr<PathItem>> {
        let mut items: IndexMap<String, PathItem> = IndexMap::new();
        for operation in &self.contract.operations {
            let value = self.operation(operation);
            let what = format!("{} {}", operation.method, operation.path);
            let Some(typed) = self.typed::<TypedOperation>(value, operation.span, &what) else {
                continue;
            };
            let item = items.entry(operation.path.text.clone()).or_default();
            match slot(item, &operation.method) {
                Some(slot) => *slot = Some(typed),
                None => self.lost(operation.method.as_str(), operation.method_span),
            }
        }
        let items = items.into_iter();
        items
            .map(|(path, item)| (path, ReferenceOr::Item(item)))
            .collect()
    }

    fn webhooks(&mut self) -> Value {
        let mut webhooks = Map::new();
        for webhook in &self.contract.webhooks {
            webhooks.insert(webhook.name.clone(), self.path_item(&webhook.operations));
        }
        Value::Object(webhooks)
    }

    /// Operations that share a path, as a Path Item Object.
    pub(super) fn path_item(&mut self, operations: &[Operation]) -> Value {
        let mut item = Map::new();
        for operation in operations {
            let method = operation.method.as_str().to_ascii_lowercase();
            item.insert(method, self.operation(operation));
        }
        Value::Object(item)
    }

    fn component_schemas(&mut self) -> IndexMap<String, ReferenceOr<TypedSchema>> {
        let contract = self.contract;
        let mut shared: IndexSet<SchemaId> = contract.component_schemas.values().copied().collect();
        for id in reachable(contract, contract.schema_ids()) {
            let schema = contract.schema(id);
            shared.extend(schema.reference);
            let mapping = schema.discriminator.iter();
            shared.extend(mapping.flat_map(|discriminator| discriminator.mapping.values()));
        }
        let mut components = IndexMap::new();
        for id in shared {
            let key = definition_key(contract, id);
            let value = self.schema(id);
            let span = contract.schema(id).span;
            if let Some(schema) = self.typed(value, span, &format!("schema `{key}`")) {
                components.insert(key, schema);
            }
        }
        components
    }

    fn component_schemes(&mut self) -> IndexMap<String, ReferenceOr<TypedScheme>> {
        let mut schemes = IndexMap::new();
        for scheme in self.contract.security_schemes.values() {
            let value = self.security_scheme(scheme);
            let what = format!("security scheme `{}`", scheme.name);
            let typed = self.typed::<TypedScheme>(value, scheme.span, &what);
            schemes.extend(typed.map(|typed| (scheme.name.clone(), ReferenceOr::Item(typed))));
        }
        schemes
    }

    fn servers(&mut self, servers: &[Server]) -> Vec<TypedServer> {
        let mut typed = Vec::new();
        for server in servers {
            let Some(span) = server.span else {
                continue; // the implied `/` stays implied
            };
            typed.extend(self.typed::<TypedServer>(server_json(server), span, "server"));
        }
        typed
    }

    /// The typed form of a part. A part that `openapiv3` refuses is left out and reported.
    fn typed<T: DeserializeOwned>(
        &mut self,
        value: Value,
        span: SourceSpan,
        what: &str,
    ) -> Option<T> {
        match serde_json::from_value(value) {
            Ok(typed) => Some(typed),
            Err(error) => {
                let message = format!("{what} has no place in an openapiv3 document: {error}");
                let finding = Diagnostic::error("openapiv3-refused", message);
                self.habits.note(what, span, finding);
                None
            }
        }
    }

    /// Reports something that 3.0 has no words for.
    pub(super) fn lost(&mut self, keyword: &str, span: SourceSpan) {
        let message =
            format!("OpenAPI 3.0 has no `{keyword}`; the document accepts more without it");
        let finding = Diagnostic::warning("downgraded-keyword", message);
        self.habits.note(keyword, span, finding);
    }
}

fn slot<'i>(item: &'i mut PathItem, method: &Method) -> Option<&'i mut Option<TypedOperation>> {
    Some(match method {
        Method::Get => &mut item.get,
        Method::Put => &mut item.put,
        Method::Post => &mut item.post,
        Method::Delete => &mut item.delete,
        Method::Options => &mut item.options,
        Method::Head => &mut item.head,
        Method::Patch => &mut item.patch,
        Method::Trace => &mut item.trace,
        Method::Query | Method::Other(_) => return None,
    })
}

/// A Server Object.
pub(super) fn server_json(server: &Server) -> Value {
    let mut object = Map::new();
    object.insert("url".to_owned(), json!(server.url));
    if let Some(description) = &server.description {
        object.insert("description".to_owned(), json!(description));
    }
    if !server.variables.is_empty() {
        let variables = server.variables.iter().map(|(name, variable)| {
            let mut written = json!({ "default": variable.default });
            if !variable.enumeration.is_empty() {
                written["enum"] = json!(variable.enumeration);
            }
            (name.clone(), written)
        });
        object.insert("variables".to_owned(), variables.collect());
    }
    Value::Object(object)
}

/// `x-*` keys as JSON.
pub(super) fn json_map(extensions: &IndexMap<String, Node>) -> IndexMap<String, Value> {
    let extensions = extensions.iter();
    extensions
        .map(|(key, node)| (key.clone(), node.to_json()))
        .collect()
}
