//! What a schema of a contract asks, in the numbers of an arena.

use countersign_contract::Contract;
use countersign_contract::schema::{self, SchemaId};
use countersign_contract::syntax::{Node as Written, Number};
use num_rational::BigRational;
use serde_json::Value;

use super::arena::{Arena, Condition, Node, Schema, Types};
use super::contracts::{Contracts, Reading};
use super::models::same;
use super::number::{End, exact_text};
use crate::schema_pair::{hides, is_hidden};

/// Reads one schema.
pub(super) struct SchemaReader<'r, 'c> {
    pub(super) contracts: &'r Contracts<'c>,
    pub(super) contract: &'c Contract,
    pub(super) reading: Reading,
}

impl SchemaReader<'_, '_> {
    fn here(&self, id: SchemaId) -> Node {
        self.contracts.in_place(id, self.reading)
    }

    fn part(&self, id: SchemaId) -> Node {
        self.contracts.value(&id.into(), self.reading)
    }

    /// Reads it; `None` for numbers that are too large to count with.
    pub(super) fn read(
        &self,
        schema: &schema::Schema,
        arena: &Arena<'_>,
        read: &mut Schema,
    ) -> Option<()> {
        let here = |id: SchemaId| self.here(id);
        let all = |ids: &[SchemaId]| ids.iter().copied().map(here).collect::<Vec<Node>>();
        read.boolean = schema.boolean;
        if let Some(types) = schema.types {
            let mut known = Types::default();
            types.iter().try_for_each(|of| known.add(of.name()))?;
            read.types = Some(known);
        }
        read.reference = schema.reference.map(here);
        let values =
            |values: &[Written]| values.iter().map(Written::to_json).collect::<Vec<Value>>();
        let listed = schema.enumeration.as_deref().map(values);
        let constant = schema.constant.as_ref().map(Written::to_json);
        read.enumeration = match (listed, constant) {
            (Some(mut listed), Some(constant)) => {
                listed.retain(|value| same(value, &constant));
                Some(listed)
            }
            (listed, constant) => listed.or(constant.map(|constant| vec![constant])),
        };
        read.not = schema.not.map(here);
        read.all_of = all(&schema.all_of);
        read.any_of = (!schema.any_of.is_empty()).then(|| all(&schema.any_of));
        read.one_of = (!schema.one_of.is_empty()).then(|| all(&schema.one_of));
        read.condition = schema.if_schema.map(|test| Condition {
            test: here(test),
            then: schema.then_schema.map(here),
            otherwise: schema.else_schema.map(here),
        });
        let numeric = &schema.numeric;
        for (bound, ends) in [
            (&numeric.lower, &mut read.low),
            (&numeric.upper, &mut read.high),
        ] {
            if let Some(bound) = bound {
                ends.push(End {
                    at: exact(&bound.value)?,
                    open: bound.exclusive,
                });
            }
        }
        if let Some(multiple) = &numeric.multiple_of {
            read.multiple_of = Some(exact(multiple)?);
        }
        read.min_length = schema.string.min_length.unwrap_or(0);
        read.max_length = schema.string.max_length;
        let mut patterns = arena.patterns.borrow_mut();
        read.pattern = schema
            .string
            .pattern
            .as_deref()
            .map(|text| patterns.number(text));
        let object = &schema.object;
        for (text, id) in &object.pattern_properties {
            read.patterns.push((patterns.number(text), self.part(*id)));
        }
        drop(patterns);
        self.array(&schema.array, read);
        self.object(schema, read);
        Some(())
    }

    fn array(&self, array: &schema::ArrayKeywords, read: &mut Schema) {
        let part = |id: SchemaId| self.part(id);
        read.prefix = array.prefix_items.iter().copied().map(part).collect();
        read.items = array.items.map(part);
        let (min, max) = (array.min_contains.unwrap_or(1), array.max_contains);
        read.contains = array.contains.map(|id| (part(id), min, max));
        read.min_items = array.min_items.unwrap_or(0);
        read.max_items = array.max_items;
        read.unique = array.unique_items;
        read.unevaluated_items = array.unevaluated_items.map(part);
    }

    fn object(&self, schema: &schema::Schema, read: &mut Schema) {
        let object = &schema.object;
        let part = |id: SchemaId| self.part(id);
        let (contract, direction) = (self.contract, self.reading.direction);
        for (name, id) in &object.properties {
            if !hides(contract, *id, direction) {
                read.properties.push((name.clone(), part(*id)));
            } else if self.reading.withholds {
                let never = self.contracts.never(self.reading);
                read.properties.push((name.clone(), never));
            }
        }
        read.properties.sort();
        read.additional = object.additional_properties.map(part);
        read.names = object.property_names.map(part);
        let required = object.required.iter();
        read.required = required
            .filter(|name| !is_hidden(contract, schema, name, direction))
            .cloned()
            .collect();
        read.required.sort();
        read.required.dedup();
        read.min_properties = object.min_properties.unwrap_or(0);
        read.max_properties = object.max_properties;
        let dependent = object.dependent_required.iter();
        read.dependent_required = dependent
            .map(|(name, others)| (name.clone(), others.clone()))
            .collect();
        read.dependent_required.sort();
        let dependent = object.dependent_schemas.iter();
        read.dependent_schemas = dependent
            .map(|(name, id)| (name.clone(), self.here(*id)))
            .collect();
        read.dependent_schemas.sort();
        read.unevaluated_properties = object.unevaluated_properties.map(part);
    }
}

fn exact(number: &Number) -> Option<BigRational> {
    exact_text(number.as_text())
}
