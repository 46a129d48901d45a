//! Dynamic references, taken out: a schema that means one thing here and another there becomes two schemas.
//!
//! What `$dynamicRef: "#item"` means depends on the resources that were entered on the way to it: the outermost one with
//! `$dynamicAnchor: item` counts (2020-12 Core 8.2.3.2). All ways of a contract begin in its entry document, so the ways
//! that matter can be told apart beforehand: a schema is written once for each meaning that the anchors it needs can have.
//! Everything above sees plain references, and sees them exactly.

use std::collections::VecDeque;

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::arena::MAX_SCHEMAS;
use crate::diagnostic::Diagnostic;
use crate::document::Reader;
use crate::document::habits::Habits;
use crate::resolve::{Place, ResourceKey};
use crate::schema::{Annotations, DynamicReference, Schema, SchemaId, Schemas};

/// What the dynamic anchors of each resource stand for.
pub(crate) type Anchors = FxHashMap<ResourceKey, Vec<(SmolStr, SchemaId)>>;

impl<'w> Reader<'w> {
    /// The dynamic anchors of every resource that a schema belongs to.
    pub(super) fn dynamic_anchors(&mut self) -> Vec<(ResourceKey, SmolStr, Place<'w>)> {
        let mut found = Vec::new();
        for resource in self.schemas.resources() {
            let anchors = self.resolver.dynamic_anchors(resource);
            found.extend(anchors.into_iter().map(|(name, at)| (resource, name, at)));
        }
        found
    }

    /// The same with the schemas they stand for. `None` when no schema asks.
    pub(crate) fn anchored_schemas(&mut self) -> Option<Anchors> {
        if !self.schemas.is_dynamic() {
            return None;
        }
        let mut anchors = Anchors::default();
        for (resource, name, place) in self.dynamic_anchors() {
            let schema = self.schema(&place);
            anchors.entry(resource).or_default().push((name, schema));
        }
        Some(anchors)
    }
}

/// Takes the dynamic references out. `named` are the schemas that keep their places first; `entry` is the resource that
/// every way begins in.
pub(crate) fn specialise(
    schemas: &mut Schemas,
    resources: &[ResourceKey],
    anchors: &Anchors,
    (entry, named): (ResourceKey, Vec<SchemaId>),
    habits: &mut Habits,
) {
    let original = schemas.clone();
    let mut specialiser = Specialiser {
        needs: needs(&original, anchors),
        original: &original,
        resources,
        anchors,
        claimed: vec![false; original.len()],
        instances: FxHashMap::default(),
        pending: VecDeque::new(),
        schemas,
        overflow: false,
    };
    let mut outermost = Scope::new();
    enter(&mut outermost, anchors.get(&entry));
    let mut is_child = vec![false; original.len()];
    for (_, child) in original.iter().flat_map(|schema| schema.children()) {
        is_child[child.index()] = true;
    }
    let parentless = (0..)
        .map(SchemaId)
        .take(original.len())
        .filter(|id| !is_child[id.index()]);
    let roots: IndexSet<SchemaId> = named.into_iter().chain(parentless).collect();
    for root in roots {
        specialiser.instance(root, &outermost);
    }
    specialiser.run();
    if specialiser.overflow {
        let message = format!(
            "dynamic references unfold to more than {MAX_SCHEMAS} schemas; some mean what they would mean on their own"
        );
        let finding = Diagnostic::error("limit-schemas", message);
        habits.note("dynamic", original[0].span, finding);
    }
}

/// What each anchor means on some way, by its name.
type Scope = IndexMap<SmolStr, SchemaId>;

/// Enters a resource: its anchors count unless one of the same name was met before.
fn enter(scope: &mut Scope, anchors: Option<&Vec<(SmolStr, SchemaId)>>) {
    for (name, schema) in anchors.into_iter().flatten() {
        scope.entry(name.clone()).or_insert(*schema);
    }
}

/// The anchors that a schema, or anything it may lead to, asks for.
fn needs(schemas: &[Box<Schema>], anchors: &Anchors) -> Vec<IndexSet<SmolStr>> {
    let mut led_to_by: Vec<Vec<SchemaId>> = vec![Vec::new(); schemas.len()];
    let mut needs: Vec<IndexSet<SmolStr>> = vec![IndexSet::new(); schemas.len()];
    let mut changed = Vec::new();
    for (id, schema) in (0..).map(SchemaId).zip(schemas) {
        for (_, child) in schema.children() {
            led_to_by[child.index()].push(id);
        }
        if let Some(discriminator) = &schema.discriminator {
            let mapping = discriminator.mapping.values();
            for target in mapping.chain(&discriminator.default_mapping) {
                led_to_by[target.index()].push(id);
            }
        }
        if let Some(DynamicReference { anchor, fallback }) = &schema.dynamic_reference {
            led_to_by[fallback.index()].push(id);
            let anywhere = anchors.values().flatten();
            for (_, target) in anywhere.filter(|(name, _)| name == anchor) {
                led_to_by[target.index()].push(id);
            }
            needs[id.index()].insert(anchor.clone());
            changed.push(id);
        }
    }
    while let Some(id) = changed.pop() {
        let needed = needs[id.index()].clone();
        for parent in &led_to_by[id.index()] {
            let before = needs[parent.index()].len();
            needs[parent.index()].extend(needed.iter().cloned());
            if needs[parent.index()].len() > before {
                changed.push(*parent);
            }
        }
    }
    needs
}

/// A schema as it is met on some way: the schema, and what the anchors it needs mean there.
type Key = (SchemaId, Vec<(SmolStr, SchemaId)>);

struct Specialiser<'s> {
    original: &'s [Box<Schema>],
    resources: &'s [ResourceKey],
    anchors: &'s Anchors,
    needs: Vec<IndexSet<SmolStr>>,
    claimed: Vec<bool>,
    instances: FxHashMap<Key, SchemaId>,
    pending: VecDeque<(Key, SchemaId)>,
    schemas: &'s mut Schemas,
    overflow: bool,
}

impl Specialiser<'_> {
    /// The schema that `id` is when it is met in `scope`.
    fn instance(&mut self, id: SchemaId, scope: &Scope) -> SchemaId {
        if self.needs[id.index()].is_empty() {
            return id;
        }
        let key = self.key(id, scope);
        if let Some(known) = self.instances.get(&key) {
            return *known;
        }
        let instance = if !std::mem::replace(&mut self.claimed[id.index()], true) {
            id
        } else if self.schemas.len() < MAX_SCHEMAS {
            let instance = SchemaId(u32::try_from(self.schemas.len()).unwrap_or(u32::MAX));
            self.schemas.push(self.original[id.index()].clone());
            instance
        } else {
            self.overflow = true;
            return id;
        };
        self.instances.insert(key.clone(), instance);
        self.pending.push_back((key, instance));
        instance
    }

    fn key(&self, id: SchemaId, scope: &Scope) -> Key {
        let mut scope = scope.clone();
        enter(&mut scope, self.anchors.get(&self.resources[id.index()]));
        let needs = &self.needs[id.index()];
        scope.retain(|name, _| needs.contains(name));
        scope.sort_unstable_keys();
        (id, scope.into_iter().collect())
    }

    fn run(&mut self) {
        while let Some(((id, scope), instance)) = self.pending.pop_front() {
            let scope: Scope = scope.into_iter().collect();
            let schema = match self.renamed(id, &scope, instance) {
                Some(target) => {
                    let outer = &self.original[id.index()];
                    let (id, scope) = target;
                    let inner = self.specialised(id, &scope);
                    under_the_name_of(outer, inner)
                }
                None => self.specialised(id, &scope),
            };
            *self.schemas[instance.index()] = schema;
        }
    }

    /// A named schema that is nothing but a reference to something that is special here, such as a page of orders where
    /// there are pages of anything: it becomes that itself instead of leading to a copy without a name.
    fn renamed(
        &mut self,
        id: SchemaId,
        scope: &Scope,
        instance: SchemaId,
    ) -> Option<(SchemaId, Scope)> {
        let schema = &self.original[id.index()];
        let target = schema.reference.filter(|_| schema.name.is_some())?;
        let alone = **schema
            == Schema {
                reference: schema.reference,
                name: schema.name.clone(),
                annotations: schema.annotations.clone(),
                keyword_spans: schema.keyword_spans.clone(),
                ..Schema::any(schema.span, schema.pointer.clone())
            };
        if !alone || !self.claimed[target.index()] || self.needs[target.index()].is_empty() {
            return None;
        }
        let key = self.key(target, scope);
        if self.instances.contains_key(&key) {
            return None;
        }
        self.instances.insert(key.clone(), instance);
        Some((target, key.1.into_iter().collect()))
    }

    /// The schema with everything it leads to as it is in `scope`.
    fn specialised(&mut self, id: SchemaId, scope: &Scope) -> Schema {
        let mut schema = Schema::clone(&self.original[id.index()]);
        schema.map_children(|child| self.instance(child, scope));
        let Some(DynamicReference { anchor, fallback }) = schema.dynamic_reference.take() else {
            return schema;
        };
        let target = scope.get(&anchor).copied().unwrap_or(fallback);
        let target = self.instance(target, scope);
        if let Some(span) = schema.keyword_spans.get("$dynamicRef").copied() {
            schema
                .keyword_spans
                .entry(SmolStr::new_static("$ref"))
                .or_insert(span);
        }
        if schema.reference.is_none() {
            schema.reference = Some(target);
        } else {
            let sibling = Schema {
                reference: Some(target),
                ..Schema::any(schema.span, schema.pointer.child("$dynamicRef"))
            };
            schema.all_of.push(SchemaId(
                u32::try_from(self.schemas.len()).unwrap_or(u32::MAX),
            ));
            self.schemas.push(Box::new(sibling));
        }
        schema
    }
}

/// `inner`, called and described as `outer` is.
fn under_the_name_of(outer: &Schema, inner: Schema) -> Schema {
    let Annotations {
        title,
        description,
        default,
        ..
    } = outer.annotations.clone();
    let mut annotations = inner.annotations;
    annotations.title = title.or(annotations.title);
    annotations.description = description.or(annotations.description);
    annotations.default = default.or(annotations.default);
    annotations.deprecated |= outer.annotations.deprecated;
    annotations.read_only |= outer.annotations.read_only;
    annotations.write_only |= outer.annotations.write_only;
    Schema {
        span: outer.span,
        pointer: outer.pointer.clone(),
        name: outer.name.clone(),
        annotations,
        ..inner
    }
}
