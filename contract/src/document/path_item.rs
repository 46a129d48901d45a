//! OAS 3.1.1 Paths Object and Path Item Object, `$ref` with siblings included.

use std::ptr;

use rustc_hash::FxHashMap;

use super::fields::Fields;
use super::operation::Site;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::model::{Method, Operation, Parameter, PathTemplate};
use crate::resolve::{Failure, Place};
use crate::syntax::{Key, Node};

/// A path item: its own fields, then those of the path items it refers to. The first layer that has a field wins.
#[derive(Debug)]
pub(crate) struct PathItem<'w> {
    layers: Vec<Fields<'w>>,
}

const FIELDS: [&str; 13] = [
    "$ref",
    "summary",
    "description",
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "servers",
    "parameters",
];

impl<'w> PathItem<'w> {
    /// The layer that has a field.
    pub(crate) fn layer(&self, key: &str) -> Option<&Fields<'w>> {
        self.layers.iter().find(|layer| layer.get(key).is_some())
    }

    /// Its layers, its own fields first.
    pub(crate) fn layers(&self) -> &[Fields<'w>] {
        &self.layers
    }

    /// The methods in writing order, each once; those of `additionalOperations` after the others.
    fn methods(&self) -> Vec<(Method, &'w Key, Place<'w>)> {
        let mut methods: Vec<(Method, &'w Key, Place<'w>)> = Vec::new();
        for layer in &self.layers {
            for entry in layer.object {
                let Some(method) = method(&entry.key.name) else {
                    continue;
                };
                let known = methods.iter().any(|(known, ..)| *known == method);
                if let (false, Some(place)) = (known, layer.get(&entry.key.name)) {
                    methods.push((method, &entry.key, place));
                }
            }
        }
        methods
    }
}

/// The method of a path item's key.
pub(super) fn method(key: &str) -> Option<Method> {
    Some(match key {
        "get" => Method::Get,
        "put" => Method::Put,
        "post" => Method::Post,
        "delete" => Method::Delete,
        "options" => Method::Options,
        "head" => Method::Head,
        "patch" => Method::Patch,
        "trace" => Method::Trace,
        "query" => Method::Query,
        _ => return None,
    })
}

impl<'w> Reader<'w> {
    /// `paths`: every operation in order of path, then method as written.
    pub(super) fn paths(&mut self, root: &Fields<'w>) -> Vec<Operation> {
        let mut operations = Vec::new();
        let mut shapes = FxHashMap::default();
        for (key, place) in self.entries(root, "paths") {
            if key.name.starts_with("x-") {
                continue;
            }
            let path = self.path_template(key);
            self.check_shape(&path, key, &mut shapes);
            operations.extend(self.path_item(place, &Site::Path(key), &path));
        }
        operations
    }

    /// The operations of one path item.
    pub(super) fn path_item(
        &mut self,
        place: Place<'w>,
        site: &Site<'w>,
        path: &PathTemplate,
    ) -> Vec<Operation> {
        let Some(item) = self.layers(place) else {
            return Vec::new();
        };
        for layer in &item.layers {
            self.check_fields(layer, &FIELDS);
        }
        let parameters = self.shared_parameters(&item);
        let servers = item
            .layer("servers")
            .cloned()
            .and_then(|layer| self.servers(&layer));
        let mut operations = Vec::new();
        let methods = item.methods();
        let further = self.additional_methods(&item, &methods);
        for (method, key, place) in methods.into_iter().chain(further) {
            if place.node.get("$ref").is_some() {
                let message = "the standard has no `$ref` for operations; it is followed";
                let finding = Diagnostic::info("referenced-operation", message)
                    .help("refer to the whole path item instead");
                self.habits.note("", place.span(), finding);
            }
            let operation = self.object(place, "Operation Object", |reader, fields| {
                let shell = super::operation::Shell {
                    site,
                    path,
                    method,
                    key,
                    item: &item,
                    parameters: &parameters,
                    servers: servers.as_deref(),
                };
                reader.operation(shell, fields)
            });
            operations.extend(operation);
        }
        operations
    }

    fn shared_parameters(&mut self, item: &PathItem<'w>) -> Vec<Parameter> {
        let Some(layer) = item.layer("parameters").cloned() else {
            return Vec::new();
        };
        let places = self.list(&layer, "parameters");
        self.parameters(places)
    }

    /// Collects a path item and the chain of path items it refers to.
    fn layers(&mut self, place: Place<'w>) -> Option<PathItem<'w>> {
        let mut layers: Vec<Fields<'w>> = Vec::new();
        let mut next = Some(place);
        while let Some(place) = next.take() {
            let Some(object) = place.node.as_object() else {
                self.wrong_type(&place, "Path Item Object", "an object");
                break;
            };
            let known = |layer: &Fields<'w>| ptr::eq(layer.place.node, place.node);
            if layers.iter().any(known) {
                self.unresolved(Failure::Cycle, &place);
                break;
            }
            if let Some(reference) = place.node.get("$ref").and_then(Node::as_str) {
                match self.resolver.resolve(&place, reference) {
                    Ok(target) => next = Some(target),
                    Err(failure) => self.unresolved(failure, &place),
                }
            }
            layers.push(Fields::new(object, place, "Path Item Object", self.dialect));
        }
        (!layers.is_empty()).then_some(PathItem { layers })
    }

    fn path_template(&mut self, key: &Key) -> PathTemplate {
        let text = key.name.as_str();
        if text.matches('{').count() != text.matches('}').count() {
            let message = format!("the braces of `{text}` do not pair up; they are taken as text");
            self.malformed_path("braces", key, message, "close every `{` with a `}`");
        }
        if text.contains(['?', '#']) {
            let message = format!("`{text}` has a query or fragment; a path must not");
            self.malformed_path("query", key, message, "describe a query with `in: query`");
        }
        if text.starts_with('/') {
            return PathTemplate::of_path(text);
        }
        let message = format!("`{text}` does not start with `/`; it is read as if it did");
        self.malformed_path("slash", key, message, "start every path with `/`");
        PathTemplate::of_path(&format!("/{text}"))
    }

    fn malformed_path(&mut self, subject: &str, key: &Key, message: String, help: &str) {
        let finding = Diagnostic::warning("malformed-path", message).help(help);
        self.habits.note(subject, key.span, finding);
    }

    /// OAS 3.1.1 Path Templating Matching: templates that differ only in names are the same path.
    fn check_shape(
        &mut self,
        path: &PathTemplate,
        key: &'w Key,
        shapes: &mut FxHashMap<String, &'w Key>,
    ) {
        if path.parameter_names().next().is_none() {
            return;
        }
        let shape = path.shape();
        if let Some(first) = shapes.get(&shape) {
            self.diagnostics.push(
                Diagnostic::warning(
                    "ambiguous-path",
                    format!("`{path}` and `{}` are the same path", first.name),
                )
                .at(key.span)
                .label(first.span, "first written here")
                .help("write their operations under one path"),
            );
        } else {
            shapes.insert(shape, key);
        }
    }
}
