//! Arrays and maps: types that hold any number of one other type; and tuples, whose first items have types of their own.

use countersign_contract::Diagnostic;
use countersign_contract::schema::{Schema, SchemaId};

use super::Schemas;
use super::shape::Shape;
use crate::model::{TupleItem, TupleModel, TypeRef, View};

/// How long an array with `prefixItems` may be.
struct Length<'s> {
    /// The schemas of its first items.
    prefix: &'s [SchemaId],
    /// So many of them must be there.
    required: usize,
    /// May more follow?
    open: bool,
}

/// What is said about the items of an array.
pub(super) struct ItemSchemas {
    /// About the first ones, place by place.
    pub(super) first: Vec<Vec<SchemaId>>,
    /// About those behind them; `None` where there are none.
    pub(super) rest: Option<Vec<SchemaId>>,
}

impl<'c> Schemas<'c> {
    /// Is it an array of several first items, or of one that others may follow?
    pub(super) fn is_tuple(&self, shape: &Shape) -> bool {
        self.length(shape)
            .is_some_and(|length| length.open || length.prefix.len() > 1)
    }

    fn length(&self, shape: &Shape) -> Option<Length<'c>> {
        let schemas: Vec<&'c Schema> = shape.schemas.iter().map(|id| self.schema(*id)).collect();
        let arrays = || schemas.iter().map(|schema| &schema.array);
        let mut prefixes = arrays().filter(|array| !array.prefix_items.is_empty());
        let (prefix, None) = (&prefixes.next()?.prefix_items, prefixes.next()) else {
            return None;
        };
        let never = |id: &SchemaId| self.schema(*id).boolean == Some(false);
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let most = arrays()
            .filter_map(|array| array.max_items)
            .min()
            .map(count);
        let possible = prefix.iter().position(never).unwrap_or(prefix.len());
        let shown = possible.min(most.unwrap_or(usize::MAX));
        let ends = arrays().any(|array| {
            array.items.as_ref().is_some_and(never)
                || array.unevaluated_items.as_ref().is_some_and(never)
        });
        let required = arrays().filter_map(|array| array.min_items).max();
        (shown > 0).then(|| Length {
            prefix: &prefix[..shown],
            required: required.map_or(0, count).min(shown),
            open: !ends && shown == prefix.len() && most != Some(shown),
        })
    }

    /// The schemas of the first items of an array, place by place, and of those that may follow them. `None` where several
    /// schemas speak about the first items.
    pub(super) fn item_schemas(&self, shape: &Shape) -> Option<ItemSchemas> {
        if !shape.tuple {
            return Some(ItemSchemas {
                first: Vec::new(),
                rest: Some(shape.items.clone()),
            });
        }
        let length = self.length(shape)?;
        Some(ItemSchemas {
            first: length.prefix.iter().map(|item| vec![*item]).collect(),
            rest: length.open.then(|| shape.items.clone()),
        })
    }

    /// So many items must be there.
    pub(super) fn fewest_items(&self, shape: &Shape) -> usize {
        let arrays = shape.schemas.iter().map(|id| &self.schema(*id).array);
        let fewest = arrays.filter_map(|array| array.min_items).max();
        usize::try_from(fewest.unwrap_or_default()).unwrap_or(usize::MAX)
    }

    /// The tuple of a shape that is one.
    pub(super) fn tuple(&mut self, shape: &Shape) -> Option<TupleModel> {
        let Length {
            prefix,
            required,
            open,
        } = self.length(shape)?;
        let items = prefix.iter().enumerate().map(|(at, item)| TupleItem {
            ty: self.inner(&[*item], shape.view),
            optional: at >= required,
        });
        let items = items.collect();
        Some(TupleModel {
            items,
            parts: false,
            rest: open.then(|| TypeRef::Array(Box::new(self.inner(&shape.items, shape.view)))),
        })
    }

    /// `Vec` of the items' type. Arrays for whose first items several schemas speak hold any value.
    pub(super) fn array(&mut self, shape: &Shape) -> TypeRef {
        if shape.tuple {
            if let Some(length) = self.length(shape) {
                return TypeRef::Array(Box::new(self.inner(length.prefix, shape.view)));
            }
            self.report_tuple(shape);
            return TypeRef::Array(Box::new(TypeRef::ANY));
        }
        TypeRef::Array(Box::new(self.inner(&shape.items, shape.view)))
    }

    /// `BTreeMap` from strings to the type of `additionalProperties` (or of `patternProperties`).
    pub(super) fn map(&mut self, shape: &Shape) -> TypeRef {
        TypeRef::Map(Box::new(self.rest(shape).unwrap_or(TypeRef::ANY)))
    }

    /// The type of properties without a name of their own; `None` when there are none to keep. Where patterns and
    /// `additionalProperties` are of one type it is that; else any value, and which belongs where is left to validation.
    pub(super) fn rest(&mut self, shape: &Shape) -> Option<TypeRef> {
        let never = |id: &SchemaId| self.schema(*id).boolean == Some(false);
        let closed = shape.additional.iter().any(never);
        let patterns: Vec<SchemaId> = shape
            .patterns
            .iter()
            .copied()
            .filter(|id| !never(id))
            .collect();
        let mut types: Vec<TypeRef> = Vec::new();
        for pattern in &patterns {
            types.push(self.inner(&[*pattern], shape.view));
        }
        if !closed && !shape.additional.is_empty() {
            types.push(self.inner(&shape.additional, shape.view));
        }
        types.dedup();
        match types.as_slice() {
            [] => None,
            [only] => Some(only.clone()),
            several => {
                // A map of any values is what was asked for where one of the types is any.
                if !several.contains(&TypeRef::ANY) {
                    self.report_map(shape);
                }
                Some(TypeRef::ANY)
            }
        }
    }

    /// The type of the values inside a container.
    pub(super) fn inner(&mut self, schemas: &[SchemaId], view: View) -> TypeRef {
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

    fn report_map(&mut self, shape: &Shape) {
        let with_patterns = |schema: &&Schema| !schema.object.pattern_properties.is_empty();
        let mut owners = shape.schemas.iter().map(|id| self.schema(*id));
        let Some(owner) = owners.find(with_patterns) else {
            return;
        };
        let span = owner.keyword_spans.get("patternProperties");
        let span = span.copied().unwrap_or(owner.span);
        if self.reported.insert(span) {
            self.diagnostics.push(
                Diagnostic::info(
                    "map-of-several-types",
                    "properties that have no names of their own are of several types; they are generated as a map of any values, and servers check each by its pattern",
                )
                .at(span)
                .help("give them one schema, a `oneOf` of those types, or declare the properties by name"),
            );
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
            Diagnostic::info("tuple-as-array", "several `prefixItems` speak about the same array; it is generated as an array of any values")
                .at(span)
                .help("say what the first items are in one place"),
        );
    }
}
