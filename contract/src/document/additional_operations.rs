//! OAS 3.2.0 Path Item Object, `additionalOperations`: methods that have no field of their own.

use super::path_item::{PathItem, method};
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::model::{Method, is_token};
use crate::resolve::Place;
use crate::syntax::Key;

impl<'w> Reader<'w> {
    /// The methods of `additionalOperations`, each once. A method that has a field of its own is taken from here only where
    /// that field is free.
    pub(super) fn additional_methods(
        &mut self,
        item: &PathItem<'w>,
        known: &[(Method, &'w Key, Place<'w>)],
    ) -> Vec<(Method, &'w Key, Place<'w>)> {
        let mut methods: Vec<(Method, &'w Key, Place<'w>)> = Vec::new();
        for layer in item.layers() {
            for (key, place) in self.entries(layer, "additionalOperations") {
                let Some(method) = self.additional_method(key) else {
                    continue;
                };
                let taken = known
                    .iter()
                    .chain(&methods)
                    .any(|(known, ..)| *known == method);
                if !taken {
                    methods.push((method, key, place));
                }
            }
        }
        methods
    }

    fn additional_method(&mut self, key: &Key) -> Option<Method> {
        let name = key.name.as_str();
        if name.starts_with("x-") {
            return None;
        }
        if !is_token(name) {
            let message = format!("`{name}` is no HTTP method; the operation is left out");
            self.diagnostics.push(
                Diagnostic::error("malformed-method", message)
                    .at(key.span)
                    .help("methods are tokens such as `COPY` (RFC 9110 9.1)"),
            );
            return None;
        }
        let field = name.to_ascii_lowercase();
        let Some(own) = method(&field) else {
            return Some(Method::Other(name.to_owned()));
        };
        if own.as_str() != name {
            // Methods are case-sensitive: `get` is another method than GET, if a strange one.
            return Some(Method::Other(name.to_owned()));
        }
        let message = format!("`{name}` has a field of its own, `{field}`; it is read from there");
        let finding = self
            .breach("misplaced-method", message)
            .at(key.span)
            .help(format!(
                "write the operation under `{field}` of the path item"
            ));
        self.diagnostics.push(finding);
        Some(own)
    }
}
