//! Which schema is really meant: `$ref`, one-member `allOf` and unions with `null` are wrappers, not types of their own.

use countersign_contract::schema::{Schema, SchemaId, Type};
use rustc_hash::FxHashSet;

use super::Schemas;
use super::class::is_text_format;
use super::single::is_null;

/// What is meant by one or more schemas.
#[derive(Debug)]
pub(super) struct Meaning {
    /// The schemas that decide about the type; one component, or schemas written in place.
    pub(super) schemas: Vec<SchemaId>,
    /// Did a wrapper allow `null`?
    pub(super) nullable: bool,
}

impl Schemas<'_> {
    /// Takes wrappers off; stops at components, which have a type of their own.
    pub(super) fn meaning(&self, schemas: &[SchemaId]) -> Meaning {
        let mut nullable = false;
        let mut meant: Vec<SchemaId> = Vec::new();
        for schema in schemas {
            let (id, null) = self.unwrap(*schema);
            nullable |= null;
            if !meant.contains(&id) {
                meant.push(id);
            }
        }
        if meant.len() > 1 {
            // `type: string` beside an enumeration says nothing new.
            let telling: Vec<SchemaId> = meant
                .iter()
                .copied()
                .filter(|id| !is_plain(self.schema(*id)))
                .collect();
            let untyped = |id: &SchemaId| is_lone_format(self.schema(*id));
            match telling.as_slice() {
                [] => meant.truncate(1),
                formats if formats.iter().all(untyped) => {}
                _ => meant = telling,
            }
        }
        Meaning {
            schemas: meant,
            nullable,
        }
    }

    fn unwrap(&self, schema: SchemaId) -> (SchemaId, bool) {
        let mut seen = FxHashSet::default();
        let mut id = schema;
        let mut nullable = false;
        while self.places.component(id).is_none()
            && seen.insert(id)
            && let Some((next, null)) = self.wrapped(id)
        {
            nullable |= null;
            id = next;
        }
        (id, nullable)
    }

    /// What a component that is nothing but a wrapper stands for.
    pub(super) fn alias_target(&self, id: SchemaId) -> Option<SchemaId> {
        self.wrapped(id).map(|(target, _)| target)
    }

    /// The schema inside a wrapper, and whether the wrapper adds `null`.
    fn wrapped(&self, id: SchemaId) -> Option<(SchemaId, bool)> {
        let schema = self.schema(id);
        if has_shape(schema) || !schema.object.required.is_empty() {
            return None;
        }
        let own_null = schema
            .types
            .is_some_and(|types| types.contains(Type::Null) && types.len() > 1);
        let mut inside: Vec<SchemaId> = schema.reference.into_iter().collect();
        let mut null = own_null;
        for member in &schema.all_of {
            let part = self.schema(*member);
            if is_plain(part) {
                null |= part.types.is_some_and(|types| types.contains(Type::Null));
            } else {
                inside.push(*member);
            }
        }
        for members in [&schema.one_of, &schema.any_of] {
            for member in members {
                if is_null(self.contract, *member) {
                    null = true;
                } else {
                    inside.push(*member);
                }
            }
        }
        match inside.as_slice() {
            [only] if !self.is_base(schema, id) && !self.types_a_format(schema, *only) => {
                Some((*only, null))
            }
            _ => None,
        }
    }

    /// Is there a `type` around a `format` that has none itself?
    fn types_a_format(&self, around: &Schema, inside: SchemaId) -> bool {
        let parts = around.all_of.iter().map(|part| self.schema(*part));
        let mut around = parts.chain([around]);
        let names_type = |part: &Schema| {
            part.types
                .is_some_and(|it| !it.without(Type::Null).is_empty())
        };
        is_lone_format(self.schema(inside)) && around.any(names_type)
    }

    /// A base whose discriminator stands for the schemas that extend it is a union, whatever else it is.
    fn is_base(&self, schema: &Schema, id: SchemaId) -> bool {
        schema.discriminator.is_some() && !self.places.children(id).is_empty()
    }
}

/// Is it a `format` that waits for a `type`?
fn is_lone_format(schema: &Schema) -> bool {
    let format = schema.format.as_ref().is_some_and(is_text_format);
    format && schema.types.is_none() && schema.enumeration.is_none() && schema.constant.is_none()
}

/// Does it say nothing about a type beyond `type`?
fn is_plain(schema: &Schema) -> bool {
    !has_shape(schema)
        && schema.boolean != Some(false)
        && schema.object.required.is_empty()
        && schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.one_of.is_empty()
}

fn has_shape(schema: &Schema) -> bool {
    let object = &schema.object;
    schema.constant.is_some()
        || schema.enumeration.is_some()
        || schema.format.is_some()
        || schema.content.encoding.is_some()
        || !object.properties.is_empty()
        || object.additional_properties.is_some()
        || object.unevaluated_properties.is_some()
        || !object.pattern_properties.is_empty()
        || schema.array.items.is_some()
        || !schema.array.prefix_items.is_empty()
}
