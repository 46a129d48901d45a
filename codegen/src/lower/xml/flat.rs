//! What a set of schemas says together about a document: `$ref`, `allOf` and all alternatives in one view.
//!
//! A document is not held against a schema here, so alternatives are simply put together: each node is read by the one that
//! knows it.

use countersign_contract::Contract;
use countersign_contract::schema::{Schema, SchemaId, Type, TypeSet, Xml, XmlNodeType};
use countersign_contract::syntax::{Node, NodeValue};
use indexmap::{IndexMap, IndexSet};

/// Schemas that take part in one view; more are a cycle or a contract nobody wrote by hand.
const PARTS: usize = 1_024;

/// What some schemas say together.
#[derive(Clone, Debug, Default)]
pub(super) struct Flat<'c> {
    /// `None` where nothing is said.
    pub(super) types: Option<TypeSet>,
    /// All schemas of each property.
    pub(super) properties: IndexMap<&'c str, Vec<SchemaId>>,
    pub(super) required: IndexSet<&'c str>,
    /// Of undeclared properties.
    pub(super) rest: Vec<SchemaId>,
    /// Of items, whatever their place.
    pub(super) items: Vec<SchemaId>,
    /// Of the items behind the first ones.
    pub(super) more_items: Vec<SchemaId>,
    /// Of the first items, place by place.
    pub(super) first_items: Vec<Vec<SchemaId>>,
    /// Does an object say that it has no node? Beside a reference that says nothing: the node is the one of the target.
    pub(super) without_node: bool,
    /// The schemas that say any of this: two sets of the same ones are the same.
    pub(super) said: Vec<SchemaId>,
    /// What the value is called as a component, nearest first.
    names: Vec<Heard<&'c str>>,
    xml: Vec<Heard<&'c Xml>>,
}

/// Something a schema says about the value.
#[derive(Clone, Copy, Debug)]
struct Heard<T> {
    what: T,
    /// How many references away.
    hops: usize,
    /// The schema is one of several that are put together: its name is not theirs.
    part: bool,
}

/// A schema to look at.
#[derive(Clone, Copy)]
struct Step {
    id: SchemaId,
    hops: usize,
    part: bool,
    /// It stands under `allOf`, or under an alternative.
    below: bool,
    /// Within an alternative, what is required is not required of all, and types add up.
    alternative: bool,
}

impl<'c> Flat<'c> {
    pub(super) fn of(contract: &'c Contract, schemas: &[SchemaId]) -> Self {
        let mut flat = Self::default();
        let mut met = IndexSet::new();
        let mut adding: Option<TypeSet> = None;
        let mut pending: Vec<Step> = schemas
            .iter()
            .rev()
            .map(|id| Step {
                id: *id,
                hops: 0,
                part: schemas.len() > 1,
                below: schemas.len() > 1,
                alternative: false,
            })
            .collect();
        while let Some(step) = pending.pop() {
            if met.len() >= PARTS || !met.insert(step.id) {
                continue;
            }
            let schema = contract.schema(step.id);
            flat.hear(schema, step);
            let types = types(schema);
            if step.alternative {
                adding = match (adding, types) {
                    (None, types) => types,
                    (known, None) => known,
                    (Some(known), Some(more)) => Some(known.iter().chain(more.iter()).collect()),
                };
            } else if let Some(types) = types {
                flat.types = Some(flat.types.map_or(types, |known| both(known, types)));
            }
            if flat.add(schema, step) || types.is_some() {
                flat.said.push(step.id);
            }
            let below = |id: &SchemaId| Step {
                id: *id,
                below: true,
                ..step
            };
            let alternative = |id: &SchemaId| Step {
                alternative: true,
                part: true,
                ..below(id)
            };
            pending.extend(schema.any_of.iter().rev().map(alternative));
            pending.extend(schema.one_of.iter().rev().map(alternative));
            pending.extend(schema.reference.map(|id| Step {
                id,
                hops: step.hops + 1,
                part: step.below,
                ..step
            }));
            pending.extend(schema.all_of.iter().rev().map(below));
        }
        flat.types = match (flat.types, adding) {
            (None, types) | (types, None) => types,
            (Some(known), Some(_)) => Some(known),
        };
        if flat.types.is_none() {
            flat.types = flat.implied();
        }
        flat
    }

    fn hear(&mut self, schema: &'c Schema, step: Step) {
        let (hops, part) = (step.hops, step.part);
        if let Some(name) = &schema.name {
            self.names.push(Heard {
                what: name,
                hops,
                part,
            });
        }
        if let Some(xml) = &schema.annotations.xml {
            self.without_node |= xml.node_type == Some(XmlNodeType::None)
                && schema.object.is_used()
                && schema.reference.is_none();
            self.xml.push(Heard {
                what: xml,
                hops,
                part: part && hops > 0,
            });
        }
    }

    /// Takes over what the schema says about parts; `false` when that is nothing.
    fn add(&mut self, schema: &'c Schema, step: Step) -> bool {
        let (array, object) = (&schema.array, &schema.object);
        let mut said = false;
        for (name, property) in &object.properties {
            said = true;
            let known = self.properties.entry(name).or_default();
            if !known.contains(property) {
                known.push(*property);
            }
        }
        if !step.alternative {
            said |= !object.required.is_empty();
            self.required
                .extend(object.required.iter().map(String::as_str));
        }
        let rest = object.additional_properties.iter();
        for id in rest.chain(object.pattern_properties.values()) {
            said = true;
            self.rest.push(*id);
        }
        for id in array.items.iter().chain(&array.prefix_items) {
            said = true;
            self.items.push(*id);
        }
        self.more_items.extend(array.items);
        for (at, id) in array.prefix_items.iter().enumerate() {
            match self.first_items.get_mut(at) {
                Some(schemas) => schemas.push(*id),
                None => self.first_items.push(vec![*id]),
            }
        }
        said
    }

    fn implied(&self) -> Option<TypeSet> {
        if !self.properties.is_empty() || !self.rest.is_empty() {
            Some([Type::Object].into_iter().collect())
        } else if !self.items.is_empty() {
            Some([Type::Array].into_iter().collect())
        } else {
            None
        }
    }

    /// A list, and no object?
    pub(super) fn is_list(&self) -> bool {
        self.properties.is_empty()
            && (!self.items.is_empty()
                || self.types.is_some_and(|types| types.contains(Type::Array)))
            && !self.types.is_some_and(|types| types.contains(Type::Object))
    }

    /// A value without parts?
    pub(super) fn is_single(&self) -> bool {
        let parts = |types: TypeSet| types.contains(Type::Object) || types.contains(Type::Array);
        self.properties.is_empty() && self.types.is_some_and(|types| !parts(types))
    }

    /// What the value is called as a component.
    pub(super) fn component(&self) -> Option<&'c str> {
        self.nearest(&self.names, |name| Some(*name))
    }

    /// `xml.name`
    pub(super) fn name(&self) -> Option<&'c str> {
        let name = |xml: &&'c Xml| xml.name.as_deref().filter(|name| !name.is_empty());
        self.nearest(&self.xml, name)
    }

    /// `xml.prefix` and `xml.namespace`
    pub(super) fn namespace(&self) -> (&'c str, &'c str) {
        let prefix = self.nearest(&self.xml, |xml| xml.prefix.as_deref());
        let namespace = self.nearest(&self.xml, |xml| xml.namespace.as_deref());
        (prefix.unwrap_or_default(), namespace.unwrap_or_default())
    }

    /// `xml.nodeType`
    pub(super) fn node_type(&self) -> Option<XmlNodeType> {
        self.nearest(&self.xml, |xml| xml.node_type)
    }

    /// What the nearest schema says that says it.
    fn nearest<T, U>(&self, heard: &[Heard<T>], get: impl Fn(&T) -> Option<U>) -> Option<U> {
        let alone = self.said.len() <= 1;
        let own = heard.iter().filter(|heard| alone || !heard.part);
        let said = own.filter_map(|heard| Some((heard.hops, get(&heard.what)?)));
        said.min_by_key(|(hops, _)| *hops).map(|(_, what)| what)
    }
}

/// `type`, or the types of the values that are allowed.
fn types(schema: &Schema) -> Option<TypeSet> {
    let values = || {
        let listed = schema.enumeration.iter().flatten();
        let values: Vec<&Node> = listed.chain(&schema.constant).collect();
        (!values.is_empty()).then(|| values.into_iter().map(type_of).collect())
    };
    schema.types.or_else(values)
}

fn type_of(node: &Node) -> Type {
    match node.value() {
        NodeValue::Null => Type::Null,
        NodeValue::Bool(_) => Type::Boolean,
        NodeValue::Number(_) => Type::Number,
        NodeValue::String(_) => Type::String,
        NodeValue::Array(_) => Type::Array,
        NodeValue::Object(_) => Type::Object,
    }
}

/// The types in both sets; an integer is a number.
fn both(one: TypeSet, other: TypeSet) -> TypeSet {
    let has = |types: TypeSet, kind: Type| {
        types.contains(kind) || kind == Type::Integer && types.contains(Type::Number)
    };
    let all = one.iter().chain(other.iter());
    all.filter(|kind| has(one, *kind) && has(other, *kind))
        .collect()
}
