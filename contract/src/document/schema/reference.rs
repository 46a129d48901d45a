//! `$ref`, `$dynamicRef` and `$recursiveRef` of a schema.

use super::read::enclosing_component;
use super::written::Written;
use crate::diagnostic::Diagnostic;
use crate::document::Reader;
use crate::resolve::Place;
use crate::schema::{Schema, SchemaId};

impl<'w> Reader<'w> {
    /// Resolves the references of a schema. A dynamic one is taken as a plain `$ref` to the anchor it names: exact unless
    /// another schema redefines the anchor on the way.
    pub(super) fn references(&mut self, written: &mut Written<'w>, place: &Place<'w>) {
        if let Some(reference) = written.reference.take() {
            written.schema.reference = self.schema_reference(place, &reference);
        }
        let Some(reference) = written.dynamic_reference.take() else {
            return;
        };
        let message = "a dynamic reference is taken as a plain `$ref`";
        let finding = Diagnostic::warning("dynamic-reference", message)
            .help("write `$ref` unless another schema redefines the anchor");
        self.habits.note("", reference.span(), finding);
        let target = self.dynamic_target(place, &reference);
        if written.schema.reference.is_none() {
            written.schema.reference = target;
        } else if let Some(target) = target {
            let sibling = Schema {
                reference: Some(target),
                ..Schema::any(reference.span(), reference.pointer.clone())
            };
            let sibling = self.schemas.synthesise(sibling);
            written.schema.all_of.push(sibling);
        }
    }

    fn schema_reference(&mut self, place: &Place<'w>, reference: &Place<'w>) -> Option<SchemaId> {
        let Some(text) = reference.node.as_str() else {
            self.wrong_type(reference, "`$ref`", "a string");
            return None;
        };
        match self.resolver.resolve(place, text) {
            Ok(target) => Some(self.schema(&target)),
            Err(failure) => {
                self.unresolved(failure, place);
                None
            }
        }
    }

    /// `$recursiveRef: "#"` means the schema resource; in a contract that is the component it stands in.
    fn dynamic_target(&mut self, place: &Place<'w>, reference: &Place<'w>) -> Option<SchemaId> {
        let text = reference.node.as_str()?;
        let component = enclosing_component(&place.pointer);
        let found = match component {
            Some(component) if text == "#" => {
                self.resolver.resolve(place, &format!("#{component}"))
            }
            _ => self.resolver.resolve(place, text),
        };
        match found {
            Ok(target) => Some(self.schema(&target)),
            Err(failure) => {
                self.unresolved_text(failure, text, reference.span());
                None
            }
        }
    }
}
