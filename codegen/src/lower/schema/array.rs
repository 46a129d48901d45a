//! Arrays and maps: types that hold any number of one other type.

use countersign_contract::Diagnostic;
use countersign_contract::schema::SchemaId;

use super::Schemas;
use super::shape::Shape;
use crate::model::{TypeRef, View};

impl Schemas<'_> {
    /// The items of a tuple: `prefixItems` of one schema, with neither fewer nor more of them. More than twelve no tuple of
    /// the standard library can be compared or printed with.
    pub(super) fn tuple_items(&self, shape: &Shape) -> Option<Vec<SchemaId>> {
        let arrays: Vec<_> = shape
            .schemas
            .iter()
            .map(|id| &self.schema(*id).array)
            .collect();
        let mut prefixes = arrays.iter().filter(|array| !array.prefix_items.is_empty());
        let (prefix, None) = (&prefixes.next()?.prefix_items, prefixes.next()) else {
            return None;
        };
        let count = u64::try_from(prefix.len()).ok()?;
        let no_more = |id: SchemaId| self.schema(id).boolean == Some(false);
        let enough = arrays.iter().any(|array| array.min_items >= Some(count));
        let ends = arrays.iter().any(|array| {
            array.items.is_some_and(no_more) || array.max_items.is_some_and(|most| most <= count)
        });
        (enough && ends && (2..=12).contains(&count)).then(|| prefix.clone())
    }

    /// The types of a tuple's items.
    pub(super) fn tuple(&mut self, items: &[SchemaId], view: View) -> Vec<TypeRef> {
        items
            .iter()
            .map(|item| self.inner(&[*item], view))
            .collect()
    }

    /// `Vec` of the items' type. Arrays that begin with `prefixItems` and may be shorter or longer hold any value.
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
            Diagnostic::info("tuple-as-array", "an array with `prefixItems` and no fixed length is generated as an array of any values")
                .at(span)
                .help("fix its length with `minItems` and `items: false`, or give every item the same schema under `items`"),
        );
    }
}
