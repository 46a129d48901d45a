//! How one more schema narrows a view: keyword by keyword, the stricter one wins.

use std::collections::{BTreeMap, BTreeSet};

use countersign_contract::schema::{Bound, Schema, Type, TypeSet};
use countersign_contract::syntax::{Node, NodeValue};
use indexmap::IndexMap;

use super::notes::Notes;
use super::view::{Under, View, Viewer};

impl<'c> View<'c> {
    /// A view of no schema: it takes everything.
    pub(super) fn empty() -> Self {
        Self {
            never: false,
            nullable: true,
            types: None,
            enumeration: None,
            lower: None,
            upper: None,
            multiple_of: Vec::new(),
            min_length: None,
            max_length: None,
            patterns: BTreeSet::new(),
            format: None,
            prefix_items: Vec::new(),
            items: Vec::new(),
            min_items: None,
            max_items: None,
            unique_items: false,
            properties: IndexMap::new(),
            hidden: BTreeMap::new(),
            required: BTreeSet::new(),
            pattern_properties: IndexMap::new(),
            additional: Vec::new(),
            closed: false,
            open: false,
            min_properties: None,
            max_properties: None,
            alternatives: Vec::new(),
            min_contains: None,
            max_contains: None,
            items_closed: false,
            dependent_required: BTreeMap::new(),
            under: Vec::new(),
            unnamed_text: Vec::new(),
            discriminators: Vec::new(),
            notes: Notes::default(),
            examples: Vec::new(),
            spans: BTreeMap::new(),
            span: None,
            name: None,
        }
    }

    /// Adds everything that one schema asserts by itself.
    pub(super) fn meet(&mut self, schema: &'c Schema, viewer: &Viewer<'c>) {
        self.never |= schema.boolean == Some(false);
        // A bare `$ref` is a signpost: the place to show is where it leads.
        if self.span.is_none() && schema.reference.is_none() {
            self.span = Some(schema.span);
        }
        self.name = self.name.or(schema.name.as_deref());
        for (keyword, span) in &schema.keyword_spans {
            self.spans.entry(keyword).or_insert(*span);
        }
        if let Some(types) = schema.types {
            let types = types.without(Type::Null);
            self.types = Some(self.types.map_or(types, |own| intersect(own, types)));
        }
        let listed = schema.enumeration.as_ref().map(|values| values.iter());
        for values in [
            listed.map(Iterator::collect::<Vec<_>>),
            schema.constant.as_ref().map(|value| vec![value]),
        ]
        .into_iter()
        .flatten()
        {
            let values: Vec<&Node> = values
                .into_iter()
                .filter(|value| !value.is_null())
                .collect();
            self.enumeration = Some(match self.enumeration.take() {
                None => values,
                Some(own) => own
                    .into_iter()
                    .filter(|value| values.contains(value))
                    .collect(),
            });
        }
        self.meet_scalars(schema);
        self.meet_array(schema, viewer);
        self.meet_object(schema, viewer);
        self.meet_under(schema);
        self.discriminators.extend(schema.discriminator.as_deref());
        self.notes.meet(schema);
        let annotations = &schema.annotations;
        self.examples.extend(&annotations.examples);
        self.examples.extend(&annotations.default);
    }

    fn meet_scalars(&mut self, schema: &'c Schema) {
        let numeric = &schema.numeric;
        self.lower = stricter(
            self.lower.take(),
            numeric.lower.as_ref(),
            std::cmp::Ordering::Greater,
        );
        self.upper = stricter(
            self.upper.take(),
            numeric.upper.as_ref(),
            std::cmp::Ordering::Less,
        );
        self.multiple_of.extend(numeric.multiple_of.clone());
        self.min_length = self.min_length.max(schema.string.min_length);
        self.max_length = least(self.max_length, schema.string.max_length);
        self.patterns.extend(schema.string.pattern.as_deref());
        self.format = self.format.or(schema.format.as_ref());
    }

    fn meet_array(&mut self, schema: &'c Schema, viewer: &Viewer<'c>) {
        let array = &schema.array;
        for (at, id) in array.prefix_items.iter().enumerate() {
            if self.prefix_items.len() <= at {
                self.prefix_items.push(Vec::new());
            }
            self.prefix_items[at].push(*id);
        }
        for id in array.items.into_iter().chain(array.unevaluated_items) {
            match viewer.contract.schema(id).boolean {
                Some(false) => self.items_closed = true,
                Some(true) => {}
                None => self.items.push(id),
            }
        }
        self.min_items = self.min_items.max(array.min_items);
        self.max_items = least(self.max_items, array.max_items);
        self.unique_items |= array.unique_items;
        if array.contains.is_some() {
            // Alone, the counts say nothing (2020-12 Validation 6.4.4 and 6.4.5).
            self.min_contains = self.min_contains.max(Some(array.min_contains.unwrap_or(1)));
            self.max_contains = least(self.max_contains, array.max_contains);
        }
    }

    fn meet_object(&mut self, schema: &'c Schema, viewer: &Viewer<'c>) {
        let object = &schema.object;
        for (name, id) in &object.properties {
            if viewer.hides(*id) {
                self.hidden.entry(name).or_insert(*id);
            } else {
                self.properties.entry(name).or_default().push(*id);
            }
        }
        self.required
            .extend(object.required.iter().map(String::as_str));
        for (pattern, id) in &object.pattern_properties {
            self.pattern_properties
                .entry(pattern)
                .or_default()
                .push(*id);
        }
        for id in object
            .additional_properties
            .into_iter()
            .chain(object.unevaluated_properties)
        {
            match viewer.contract.schema(id).boolean {
                Some(false) => self.closed = true,
                Some(true) => self.open = true,
                None => self.additional.push(id),
            }
        }
        self.min_properties = self.min_properties.max(object.min_properties);
        self.max_properties = least(self.max_properties, object.max_properties);
        for (name, needs) in &object.dependent_required {
            let needs = needs.iter().map(String::as_str);
            // That a property asks for itself says nothing.
            let needs: BTreeSet<&str> = needs.filter(|need| need != name).collect();
            if !needs.is_empty() {
                self.dependent_required
                    .entry(name)
                    .or_default()
                    .extend(needs);
            }
        }
    }

    fn meet_under(&mut self, schema: &'c Schema) {
        let single = [
            ("not", schema.not),
            ("if", schema.if_schema),
            ("then", schema.then_schema),
            ("else", schema.else_schema),
            ("contains", schema.array.contains),
            ("propertyNames", schema.object.property_names),
            ("contentSchema", schema.content.schema),
        ];
        for (keyword, id) in single {
            self.under.extend(id.map(|schema| Under {
                keyword,
                key: "",
                schema,
            }));
        }
        let dependent = schema.object.dependent_schemas.iter();
        self.under.extend(dependent.map(|(key, schema)| Under {
            keyword: "dependentSchemas",
            key,
            schema: *schema,
        }));
    }

    /// Puts what order and repetition must not decide into a normal form.
    pub(super) fn settle(&mut self) {
        if let (None, Some(values)) = (self.types, &self.enumeration) {
            self.types = Some(values.iter().map(|value| type_of(value)).collect());
        }
        let hidden = &self.hidden;
        self.properties.retain(|name, _| !hidden.contains_key(name));
        self.required.retain(|name| !hidden.contains_key(name));
        // Each group counts: only the first ones are paired.
        let groups = self.alternatives.iter().enumerate();
        self.unnamed_text
            .extend(groups.map(|(at, group)| format!("{:?} {at}", group.kind)));
        self.multiple_of.sort();
        self.multiple_of.dedup();
        self.unnamed_text.sort();
        self.unnamed_text.dedup();
    }
}

/// The type of a listed value.
fn type_of(value: &Node) -> Type {
    match value.value() {
        NodeValue::Null => Type::Null,
        NodeValue::Bool(_) => Type::Boolean,
        NodeValue::Number(number) if number.is_integer() => Type::Integer,
        NodeValue::Number(_) => Type::Number,
        NodeValue::String(_) => Type::String,
        NodeValue::Array(_) => Type::Array,
        NodeValue::Object(_) => Type::Object,
    }
}

/// Both sets at once; an integer is a number.
fn intersect(left: TypeSet, right: TypeSet) -> TypeSet {
    let takes = |set: TypeSet, kind| {
        set.contains(kind) || (kind == Type::Integer && set.contains(Type::Number))
    };
    Type::ALL
        .into_iter()
        .filter(|kind| takes(left, *kind) && takes(right, *kind))
        .filter(|kind| {
            // `integer` adds nothing beside `number`.
            *kind != Type::Integer || !(left.contains(Type::Number) && right.contains(Type::Number))
        })
        .collect()
}

fn least(left: Option<u64>, right: Option<u64>) -> Option<u64> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (left, right) => left.or(right),
    }
}

/// The bound that excludes more; `tighter` says which order of the values that is.
fn stricter(
    own: Option<Bound>,
    other: Option<&Bound>,
    tighter: std::cmp::Ordering,
) -> Option<Bound> {
    match (own, other) {
        (own, None) => own,
        (None, Some(other)) => Some(other.clone()),
        (Some(own), Some(other)) => {
            let order = other.value.cmp(&own.value);
            let wins = order == tighter || (order.is_eq() && other.exclusive);
            Some(if wins { other.clone() } else { own })
        }
    }
}
