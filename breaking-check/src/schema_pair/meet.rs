//! How one more schema narrows a view: keyword by keyword, the stricter one wins.

use std::collections::{BTreeMap, BTreeSet};

use countersign_contract::schema::{Bound, Schema, Type, TypeSet};
use countersign_contract::syntax::{Node, NodeValue};
use indexmap::IndexMap;

use super::view::{View, Viewer};

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
            hidden: BTreeSet::new(),
            required: BTreeSet::new(),
            pattern_properties: IndexMap::new(),
            additional: Vec::new(),
            closed: false,
            open: false,
            min_properties: None,
            max_properties: None,
            alternatives: Vec::new(),
            unnamed: Vec::new(),
            unnamed_text: Vec::new(),
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
        self.meet_array(schema);
        self.meet_object(schema, viewer);
        self.meet_unnamed(schema);
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

    fn meet_array(&mut self, schema: &'c Schema) {
        let array = &schema.array;
        for (at, id) in array.prefix_items.iter().enumerate() {
            if self.prefix_items.len() <= at {
                self.prefix_items.push(Vec::new());
            }
            self.prefix_items[at].push(*id);
        }
        self.items.extend(array.items);
        self.min_items = self.min_items.max(array.min_items);
        self.max_items = least(self.max_items, array.max_items);
        self.unique_items |= array.unique_items;
        for (keyword, id) in [
            ("contains", array.contains),
            ("unevaluatedItems", array.unevaluated_items),
        ] {
            self.unnamed.extend(id.map(|id| (keyword, id)));
        }
        for (keyword, count) in [
            ("minContains", array.min_contains),
            ("maxContains", array.max_contains),
        ] {
            self.unnamed_text
                .extend(count.map(|count| format!("{keyword}: {count}")));
        }
    }

    fn meet_object(&mut self, schema: &'c Schema, viewer: &Viewer<'c>) {
        let object = &schema.object;
        for (name, id) in &object.properties {
            if viewer.hides(*id) {
                self.hidden.insert(name);
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
        self.unnamed
            .extend(object.property_names.map(|id| ("propertyNames", id)));
        self.unnamed.extend(
            object
                .dependent_schemas
                .values()
                .map(|id| ("dependentSchemas", *id)),
        );
        for (name, needs) in &object.dependent_required {
            self.unnamed_text
                .push(format!("dependentRequired {name}: {needs:?}"));
        }
        for name in object.dependent_schemas.keys() {
            self.unnamed_text.push(format!("dependentSchemas {name}"));
        }
    }

    fn meet_unnamed(&mut self, schema: &'c Schema) {
        for (keyword, id) in [
            ("not", schema.not),
            ("if", schema.if_schema),
            ("then", schema.then_schema),
            ("else", schema.else_schema),
        ] {
            self.unnamed.extend(id.map(|id| (keyword, id)));
        }
    }

    /// Puts what order and repetition must not decide into a normal form.
    pub(super) fn settle(&mut self) {
        if let (None, Some(values)) = (self.types, &self.enumeration) {
            self.types = Some(values.iter().map(|value| type_of(value)).collect());
        }
        let hidden = &self.hidden;
        self.properties.retain(|name, _| !hidden.contains(name));
        self.required.retain(|name| !hidden.contains(name));
        let counts = [
            ("minProperties", self.min_properties),
            ("maxProperties", self.max_properties),
        ];
        for (keyword, count) in counts {
            let written = count.map(|count| format!("{keyword}: {count}"));
            self.unnamed_text.extend(written);
        }
        for (keyword, count) in [
            ("items", self.items.len().min(1)),
            ("prefixItems", self.prefix_items.len()),
            ("additionalProperties", self.additional.len().min(1)),
        ] {
            if count > 0 {
                self.unnamed_text.push(format!("{keyword} {count}"));
            }
        }
        let patterns = self.pattern_properties.keys();
        self.unnamed_text
            .extend(patterns.map(|pattern| format!("patternProperties {pattern}")));
        let kinds = self.alternatives.iter().map(|group| group.kind);
        self.unnamed_text
            .extend(kinds.map(|kind| format!("{kind:?}")));
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
