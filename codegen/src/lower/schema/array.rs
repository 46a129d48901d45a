//! Arrays and maps: types that hold any number of one other type.

use countersign_contract::Diagnostic;
use countersign_contract::schema::SchemaId;

use super::Schemas;
use super::shape::Shape;
use crate::model::{TypeRef, View};

impl Schemas<'_> {
    /// `Vec` of the items' type. Tuples become arrays of any value.
    pub(super) fn array(&mut self, shape: &Shape) -> TypeRef {
        if shape.tuple {
            self.report_tuple(shape);
            return TypeRef::Array(Box::new(TypeRef::ANY));
        }
        TypeRef::Array(Box::new(self.inner(&shape.items, shape.view)))
    }

    /// `BTreeMap` from strings to the type of `additionalProperties` (or the only `patternProperties`).
    pub(super) fn map(&mut self, shape: &Shape) -> TypeRef {
        TypeRef::Map(Box::new(self.rest(shape).unwrap_or(TypeRef::ANY)))
    }

    /// The type of properties without a name of their own; `None` when there are none to keep.
    pub(super) fn rest(&mut self, shape: &Shape) -> Option<TypeRef> {
        let closed = shape
            .additional
            .iter()
            .any(|id| self.schema(*id).boolean == Some(false));
        match (
            closed,
            shape.patterns.as_slice(),
            shape.additional.as_slice(),
        ) {
            (true, [], _) | (false, [], []) => None,
            (false, [], additional) => Some(self.inner(additional, shape.view)),
            (true, [only], _) | (false, [only], []) => Some(self.inner(&[*only], shape.view)),
            (true | false, [_, ..], _) => Some(TypeRef::ANY),
        }
    }

    /// The type of the values inside a container.
    fn inner(&mut self, schemas: &[SchemaId], view: View) -> TypeRef {
        if schemas.is_empty() {
            return TypeRef::ANY;
        }
        let slot = self.slot(schemas, view);
        if slot.nullable {
            slot.ty.or_null()
        } else {
            slot.ty
        }
    }

    fn report_tuple(&mut self, shape: &Shape) {
        let owner = shape.schemas.iter().map(|id| self.schema(*id));
        let Some(owner) = owner
            .into_iter()
            .find(|schema| !schema.array.prefix_items.is_empty())
        else {
            return;
        };
        let span = owner
            .keyword_spans
            .get("prefixItems")
            .copied()
            .unwrap_or(owner.span);
        self.diagnostics.push(
            Diagnostic::info("tuple-as-array", "an array with `prefixItems` is generated as an array of any values")
                .at(span)
                .help("give every item the same schema under `items`, or use an object with named properties"),
        );
    }
}
