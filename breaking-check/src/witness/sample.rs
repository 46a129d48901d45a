//! A small, believable value for a schema: what the contract itself shows for texts and numbers, only what is required
//! for objects.
//!
//! A sample is a guess. Whoever shows one has it validated first.

use std::cell::Cell;

use countersign_contract::schema::{Bound, Format, SchemaId, Type};
use countersign_contract::syntax::Number;
use serde_json::{Map, Value, json};

use super::evidence::Evidence;
use super::{pattern, pruned};
use crate::direction::Direction;
use crate::schema_pair::{View, Viewer, plain_number};
use crate::side::{Conjunction, Side};

/// The longest text and array that is worth building.
pub(super) const MAX_LENGTH: u64 = 4_000;
const MAX_DEPTH: usize = 16;
const MAX_PARTS: usize = 3_000;

/// Where texts and numbers come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The contract's examples where there are good ones.
    Examples,
    /// The schema alone: what one example says need not go together with what another one says.
    Schema,
}

impl Source {
    /// The most believable one first.
    pub(super) const ALL: [Self; 2] = [Self::Examples, Self::Schema];
}

/// Makes samples for one side in one direction.
pub(super) struct Sampler<'v, 'c> {
    pub(super) viewer: &'v Viewer<'c>,
    evidence: &'v Evidence<'v, 'c>,
    side: Side,
    source: Source,
    left: Cell<usize>,
}

impl<'v, 'c> Sampler<'v, 'c> {
    pub(super) fn new(
        evidence: &'v Evidence<'v, 'c>,
        side: Side,
        direction: Direction,
        source: Source,
    ) -> Self {
        Self {
            viewer: evidence.graph.viewer(side, direction),
            evidence,
            side,
            source,
            left: Cell::new(MAX_PARTS),
        }
    }

    /// A value for all of these schemas.
    pub(super) fn sample(&self, schemas: &Conjunction) -> Value {
        self.left.set(MAX_PARTS);
        self.at(schemas, 0)
    }

    /// An object (or whatever the schemas take) with every property it declares.
    pub(super) fn full(&self, schemas: &Conjunction) -> Value {
        let mut value = self.sample(schemas);
        if let Value::Object(members) = &mut value {
            for (name, property) in &self.viewer.view(schemas).properties {
                if !members.contains_key(*name) {
                    members.insert((*name).to_owned(), self.part(property, 1));
                }
            }
        }
        value
    }

    /// A value for some schemas; anything when there are none.
    pub(super) fn part(&self, schemas: &[SchemaId], depth: usize) -> Value {
        if schemas.is_empty() {
            return json!("text");
        }
        self.at(&Conjunction::new(schemas.to_vec()), depth)
    }

    fn at(&self, schemas: &Conjunction, depth: usize) -> Value {
        if depth > MAX_DEPTH || self.left.get() == 0 {
            return Value::Null;
        }
        self.left.set(self.left.get() - 1);
        let view = self.viewer.view(schemas);
        if self.source == Source::Examples
            && let Some(value) = self.evidence.shown(self.side, self.viewer, schemas)
        {
            return value;
        }
        let own = self.own(&view, depth);
        let Some(group) = view.alternatives.first() else {
            return own;
        };
        // The first member decides the shape; what stands beside the alternatives joins in.
        let member = group.members[0];
        let inner = self.part(&[member], depth + 1);
        let mut whole = match (inner, own) {
            (Value::Object(mut inner), Value::Object(own)) => {
                for (name, value) in own {
                    inner.entry(name).or_insert(value);
                }
                Value::Object(inner)
            }
            (inner, _) => inner,
        };
        self.tag(&view, member, &mut whole);
        whole
    }

    /// Sets the discriminator's property to the value that means `member`.
    pub(super) fn tag(&self, view: &View<'_>, member: SchemaId, value: &mut Value) {
        let target = self.viewer.contract.schema(member).reference;
        for discriminator in view
            .alternatives
            .iter()
            .filter_map(|group| group.discriminator)
        {
            let tag = discriminator
                .mapping
                .iter()
                .find(|(_, schema)| **schema == member || Some(**schema) == target);
            if let (Some((tag, _)), Value::Object(members)) = (tag, &mut *value) {
                members.insert(discriminator.property_name.clone(), tag.as_str().into());
            }
        }
    }

    /// A value for what a view says beside its alternatives.
    fn own(&self, view: &View<'_>, depth: usize) -> Value {
        if let Some(values) = &view.enumeration {
            return values.first().map_or(Value::Null, |value| value.to_json());
        }
        match kind(view) {
            Type::Null => Value::Null,
            Type::Boolean => Value::Bool(true),
            Type::Integer | Type::Number => number(view),
            Type::String => Value::String(text(view)),
            Type::Array => self.array(view, view.min_items.unwrap_or(0), depth),
            Type::Object => self.object(view, depth),
        }
    }

    /// An array of `count` items; all different when they must be.
    pub(super) fn array(&self, view: &View<'_>, count: u64, depth: usize) -> Value {
        let count = count.min(MAX_LENGTH);
        let mut items: Vec<Value> = Vec::new();
        for at in 0..count {
            let position = usize::try_from(at).unwrap_or(usize::MAX);
            let schemas = view.prefix_items.get(position).unwrap_or(&view.items);
            let mut item = self.part(schemas, depth + 1);
            if view.unique_items && items.contains(&item) {
                item = self.another(schemas, &items).unwrap_or(item);
            }
            items.push(item);
        }
        Value::Array(items)
    }

    /// A value that is not among `taken`.
    fn another(&self, schemas: &[SchemaId], taken: &[Value]) -> Option<Value> {
        let view = self.viewer.view(&Conjunction::new(schemas.to_vec()));
        let listed = view
            .enumeration
            .iter()
            .flatten()
            .map(|value| value.to_json());
        let counted = (0..=taken.len()).map(|at| {
            if view.takes(Type::Integer) && !view.takes(Type::String) {
                json!(at)
            } else {
                json!(format!("text {at}"))
            }
        });
        listed.chain(counted).find(|value| !taken.contains(value))
    }

    fn object(&self, view: &View<'_>, depth: usize) -> Value {
        let mut members = Map::new();
        // Writing order first, so that a sample reads like the contract.
        let declared = view
            .properties
            .keys()
            .filter(|name| view.required.contains(**name));
        let rest = view
            .required
            .iter()
            .filter(|name| !view.properties.contains_key(**name));
        for name in declared.chain(rest) {
            let schemas = view.properties.get(name).unwrap_or(&view.additional);
            members.insert((*name).to_owned(), self.part(schemas, depth + 1));
        }
        self.sized(
            view,
            Value::Object(members),
            view.min_properties.unwrap_or(0),
        )
    }

    /// An object with at least so many properties: declared ones first.
    pub(super) fn sized(&self, view: &View<'_>, object: Value, count: u64) -> Value {
        let Value::Object(mut members) = object else {
            return object;
        };
        let least = usize::try_from(count).unwrap_or(usize::MAX);
        for (name, schemas) in &view.properties {
            if members.len() >= least {
                break;
            }
            if !members.contains_key(*name) {
                members.insert((*name).to_owned(), self.part(schemas, 1));
            }
        }
        for at in 0..100 {
            if members.len() >= least || view.closed {
                break;
            }
            members.insert(format!("key{at}"), self.part(&view.additional, 1));
        }
        Value::Object(members)
    }
}

/// The type to make: the only one, or the one the other keywords are about.
fn kind(view: &View<'_>) -> Type {
    let about = if !view.properties.is_empty()
        || !view.required.is_empty()
        || !view.additional.is_empty()
    {
        Type::Object
    } else if !view.items.is_empty() || !view.prefix_items.is_empty() || view.min_items.is_some() {
        Type::Array
    } else if view.lower.is_some() || view.upper.is_some() || !view.multiple_of.is_empty() {
        Type::Number
    } else {
        Type::String
    };
    if view.takes(about) {
        return about;
    }
    let Some(types) = view.types else {
        return about;
    };
    [
        Type::String,
        Type::Integer,
        Type::Number,
        Type::Boolean,
        Type::Object,
        Type::Array,
    ]
    .into_iter()
    .find(|kind| types.contains(*kind))
    .unwrap_or(Type::Null)
}

fn is_within(view: &View<'_>, number: &Number) -> bool {
    let above =
        |bound: &Bound| *number > bound.value || (!bound.exclusive && *number == bound.value);
    let below =
        |bound: &Bound| *number < bound.value || (!bound.exclusive && *number == bound.value);
    view.lower.as_ref().is_none_or(above) && view.upper.as_ref().is_none_or(below)
}

/// A number in the range: 1 if it fits, else one near an end.
fn number(view: &View<'_>) -> Value {
    let step = view.multiple_of.last().map_or(1.0, Number::as_f64);
    let integral = !view.takes(Type::Number) || view.types.is_none();
    let mut candidates = vec![1.0, 0.0, step];
    for bound in [&view.lower, &view.upper].into_iter().flatten() {
        let end = bound.value.as_f64();
        let nearest = (end / step).round() * step;
        candidates.extend([
            end,
            nearest,
            nearest + step,
            nearest - step,
            end.ceil(),
            end.floor(),
            end + 0.5,
            end - 0.5,
        ]);
    }
    let fitting = candidates
        .into_iter()
        .filter(|value| value.is_finite())
        .find(|value| {
            let number = Number::from_text(value.to_string());
            is_within(view, &number)
                && (!integral || number.is_integer())
                && view
                    .multiple_of
                    .iter()
                    .all(|step| (value / step.as_f64()).fract() == 0.0)
        });
    plain_number(fitting.unwrap_or(1.0))
}

/// A text of the right format, pattern or length.
fn text(view: &View<'_>) -> String {
    if let Some(text) = view.patterns.iter().find_map(|text| pattern::sample(text)) {
        let short = view.min_length.unwrap_or(0) > text.chars().count() as u64;
        return if short {
            padded(&text, view.min_length, None)
        } else {
            text
        };
    }
    let text = view.format.map_or("text", of_format);
    padded(text, view.min_length, view.max_length)
}

/// `text` with its length brought into bounds.
pub(super) fn padded(text: &str, least: Option<u64>, most: Option<u64>) -> String {
    let length = text.chars().count() as u64;
    let least = least.unwrap_or(0).min(MAX_LENGTH);
    if length < least {
        let missing = usize::try_from(least - length).unwrap_or(0);
        return format!("{text}{}", "x".repeat(missing));
    }
    match most {
        Some(most) if most < length => text
            .chars()
            .take(usize::try_from(most).unwrap_or(usize::MAX))
            .collect(),
        _ => text.to_owned(),
    }
}

/// A well-known member of a format.
pub(super) fn of_format(format: &Format) -> &'static str {
    match format {
        Format::DateTime => "2026-01-31T12:00:00Z",
        Format::Date => "2026-01-31",
        Format::Time => "12:00:00Z",
        Format::Duration => "PT1H",
        Format::Uuid => "01234567-89ab-4cde-8f01-23456789abcd",
        Format::Uri | Format::UriReference => "https://example.test/",
        Format::Email => "someone@example.test",
        Format::Hostname => "example.test",
        Format::Ipv4 | Format::Ip => "192.0.2.1",
        Format::Ipv6 => "2001:db8::1",
        Format::Byte => "dGV4dA==",
        Format::Decimal => "1.50",
        Format::Regex => "^a$",
        _ => "text",
    }
}

/// Values that a sized format takes and a smaller one does not.
pub(crate) fn format_members(format: &Format) -> Vec<Value> {
    match pruned::integer_range(format) {
        Some((least, most)) => vec![most, least],
        None => vec![of_format(format).into()],
    }
}
