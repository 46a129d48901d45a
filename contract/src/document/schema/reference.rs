//! `$ref`, `$dynamicRef` and `$recursiveRef` of a schema.

use smol_str::SmolStr;

use super::read::enclosing_component;
use super::written::Written;
use crate::document::Reader;
use crate::resolve::{Failure, Place, Resolver};
use crate::schema::{DynamicReference, Schema, SchemaId};
use crate::syntax::Node;

impl<'w> Reader<'w> {
    /// Resolves the references of a schema. A dynamic one keeps the name of its anchor until all schemas are read.
    pub(super) fn references(&mut self, written: &mut Written<'w>, place: &Place<'w>) {
        if let Some(reference) = written.reference.take() {
            written.schema.reference = self.schema_reference(place, &reference);
        }
        let Some(reference) = written.dynamic_reference.take() else {
            return;
        };
        let Some((target, anchor)) = self.dynamic_target(place, &reference) else {
            return;
        };
        let fallback = self.schema(&target);
        if let Some(anchor) = anchor {
            self.schemas.depends_on_scope();
            written.schema.dynamic_reference = Some(DynamicReference { anchor, fallback });
        } else if written.schema.reference.is_none() {
            written.schema.reference = Some(fallback);
        } else {
            let sibling = Schema {
                reference: Some(fallback),
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

    /// What a dynamic reference means where nothing on the way redefines it, and the anchor that may be redefined. Without
    /// one it is a plain reference (2020-12 Core 8.2.3.2, 2019-09 Core 8.2.4.2).
    fn dynamic_target(
        &mut self,
        place: &Place<'w>,
        reference: &Place<'w>,
    ) -> Option<(Place<'w>, Option<SmolStr>)> {
        let Some(text) = reference.node.as_str() else {
            self.wrong_type(reference, "a dynamic reference", "a string");
            return None;
        };
        let keyword = reference.pointer.last();
        let recursive = keyword.is_some_and(|keyword| keyword == "$recursiveRef");
        let found = if recursive && text == "#" {
            self.resource_around(place)
        } else {
            self.resolver.resolve(place, text)
        };
        let target = match found {
            Ok(target) => target,
            Err(failure) => {
                self.unresolved_text(failure, text, reference.span());
                return None;
            }
        };
        let node = target.node;
        let anchor = if recursive {
            let anchors = node.get("$recursiveAnchor").and_then(Node::as_bool) == Some(true);
            anchors.then(SmolStr::default)
        } else {
            let declared = node.get("$dynamicAnchor").and_then(Node::as_str);
            Resolver::anchor_of(text).filter(|name| declared == Some(name.as_str()))
        };
        Some((target, anchor))
    }

    /// `$recursiveRef: "#"` means the schema resource. In an OpenAPI document without `$id` that is no schema: the
    /// component is meant.
    fn resource_around(&mut self, place: &Place<'w>) -> Result<Place<'w>, Failure> {
        let resource = self.resolver.resource(place);
        match enclosing_component(&place.pointer) {
            Some(component) if resource.1 == 0 => {
                self.resolver.resolve(place, &format!("#{component}"))
            }
            _ => Ok(self.resolver.resource_root(resource)),
        }
    }

    /// Meets the schemas that dynamic references may come to mean. False when all are known already.
    pub(super) fn meet_dynamic_anchors(&mut self) -> bool {
        if self.schemas.is_dynamic() {
            for (_, _, place) in self.dynamic_anchors() {
                self.schema(&place);
            }
        }
        self.schemas.has_pending()
    }
}
