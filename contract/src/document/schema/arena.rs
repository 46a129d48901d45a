//! Which node is which schema, and which of them are still to be read.

use std::collections::VecDeque;
use std::ptr;

use indexmap::IndexSet;
use rustc_hash::FxHashMap;

use crate::resolve::{Place, ResourceKey};
use crate::schema::{Schema, SchemaId, Schemas};
use crate::syntax::Node;

/// How many schemas one contract may have; the largest public ones have some ten thousand.
pub(super) const MAX_SCHEMAS: usize = 500_000;

/// The schemas of a contract in the making.
#[derive(Debug, Default)]
pub(crate) struct SchemaArena<'w> {
    schemas: Schemas,
    ids: FxHashMap<*const Node, SchemaId>,
    pending: VecDeque<(SchemaId, Place<'w>)>,
    /// The resource that each schema belongs to, by id.
    resources: Vec<ResourceKey>,
    /// The resource of the schema that is being read.
    resource: Option<ResourceKey>,
    overflow: Option<SchemaId>,
    /// Does any schema depend on which schemas led to it?
    is_dynamic: bool,
}

impl<'w> SchemaArena<'w> {
    /// The id of the schema at a place; it will be read if it was not met before. `None` when there is no room for more.
    pub(super) fn id_of(&mut self, place: &Place<'w>) -> Option<SchemaId> {
        let address = ptr::from_ref(place.node);
        if let Some(id) = self.ids.get(&address) {
            return Some(*id);
        }
        if self.schemas.len() >= MAX_SCHEMAS {
            return None;
        }
        let placeholder = Schema::any(place.span(), place.pointer.clone());
        let id = self.synthesise(placeholder);
        self.ids.insert(address, id);
        self.pending.push_back((id, place.clone()));
        Some(id)
    }

    /// The schema that stands for all that there is no room for: any value.
    pub(super) fn overflow(&mut self, place: &Place<'w>) -> SchemaId {
        if let Some(id) = self.overflow {
            return id;
        }
        let id = self.synthesise(Schema::any(place.span(), place.pointer.clone()));
        self.overflow = Some(id);
        id
    }

    /// Adds a schema that nobody wrote.
    pub(crate) fn synthesise(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId(u32::try_from(self.schemas.len()).unwrap_or(u32::MAX));
        let source = schema.span.source;
        self.resources.push(self.resource.unwrap_or((source, 0)));
        self.schemas.push(Box::new(schema));
        id
    }

    /// Notes that a schema has a dynamic reference.
    pub(super) fn depends_on_scope(&mut self) {
        self.is_dynamic = true;
    }

    /// Does any schema have a dynamic reference?
    pub(super) fn is_dynamic(&self) -> bool {
        self.is_dynamic
    }

    /// The next schema to read.
    pub(super) fn next(&mut self) -> Option<(SchemaId, Place<'w>)> {
        self.pending.pop_front()
    }

    /// Schemas that could not be read yet are tried once more.
    pub(super) fn put_back(&mut self, schemas: impl Iterator<Item = (SchemaId, Place<'w>)>) {
        self.pending.extend(schemas);
    }

    /// Is anything still to be read?
    pub(super) fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Begins to read a schema of a resource: what is synthesised for it belongs there too.
    pub(super) fn begin(&mut self, id: SchemaId, resource: ResourceKey) {
        self.resource = Some(resource);
        self.resources[id.index()] = resource;
    }

    /// Puts a schema that was read in its place.
    pub(super) fn fill(&mut self, id: SchemaId, schema: Schema) {
        *self.schemas[id.index()] = schema;
    }

    /// The resources that schemas belong to, each once, in the order they were met.
    pub(super) fn resources(&self) -> IndexSet<ResourceKey> {
        self.resources.iter().copied().collect()
    }

    /// All schemas with the resource each belongs to, by id.
    pub(crate) fn into_schemas(self) -> (Schemas, Vec<ResourceKey>) {
        (self.schemas, self.resources)
    }
}
