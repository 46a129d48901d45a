//! OAS 3.1.1 `webhooks` and Callback Object: requests that go the other way.

use indexmap::IndexMap;

use super::fields::Fields;
use super::operation::Site;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::model::{Callback, PathPart, PathTemplate, Webhook};

impl<'w> Reader<'w> {
    /// `webhooks`, then `x-webhooks` (the habit of 3.0 documents).
    pub(super) fn webhooks(&mut self, root: &Fields<'w>) -> Vec<Webhook> {
        if let Some(place) = root.get("webhooks")
            && self.dialect.has_old_schemas()
        {
            let dialect = self.dialect.name();
            let message =
                format!("`webhooks` is part of OpenAPI 3.1, not of {dialect}; it is honoured");
            self.diagnostics.push(
                Diagnostic::warning("foreign-keyword", message)
                    .at(place.span())
                    .help("write `openapi: 3.1.1`, or `x-webhooks`"),
            );
        }
        let mut entries = self.entries(root, "webhooks");
        entries.extend(self.entries(root, "x-webhooks"));
        let webhooks = entries.into_iter().map(|(key, place)| Webhook {
            name: key.name.to_string(),
            span: place.span(),
            operations: self.path_item(place, &Site::Webhook, &literal(&key.name)),
        });
        webhooks.collect()
    }

    /// `callbacks` of an operation.
    pub(super) fn callbacks(&mut self, operation: &Fields<'w>) -> IndexMap<String, Callback> {
        let entries = self.entries(operation, "callbacks").into_iter();
        let entries = entries.filter(|(key, _)| !key.name.starts_with("x-"));
        let callbacks = entries.filter_map(|(key, place)| {
            let callback = self.object(place, "Callback Object", Self::callback)?;
            Some((key.name.to_string(), callback))
        });
        callbacks.collect()
    }

    fn callback(&mut self, fields: &Fields<'w>) -> Callback {
        let entries = self.members(&fields.place, "callback").into_iter();
        let entries = entries.filter(|(key, _)| !key.name.starts_with("x-") && key.name != "$ref");
        Callback {
            expressions: entries
                .map(|(key, place)| {
                    self.check_template(&key.name, key.span);
                    let path = literal(&key.name);
                    let operations = self.path_item(place, &Site::Callback, &path);
                    (key.name.to_string(), operations)
                })
                .collect(),
            span: fields.span(),
        }
    }
}

/// A webhook's name or a runtime expression: braces in it are no path variables.
pub(super) fn literal(text: &str) -> PathTemplate {
    PathTemplate {
        text: text.to_owned(),
        parts: vec![PathPart::Literal(text.to_owned())],
        suffix: String::new(),
    }
}
