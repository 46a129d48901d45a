//! From a named change to values that should show it: the value without the property, one past the bound, the lost word.

use countersign_contract::schema::{SchemaId, Type};
use rustc_hash::FxHashSet;
use serde_json::{Map, Value, json};

use super::sample::{self, Sampler};
use crate::schema_pair::{View, plain_number};
use crate::side::Conjunction;

/// How many edges of a schema are tried.
const MAX_EDGES: usize = 120;
/// How many properties are tried one by one.
const MAX_SINGLE_PROPERTIES: usize = 10;

/// How to make values that one side takes and the other should refuse. Samples are those of the side that takes them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Probe {
    /// There are none.
    Nothing,
    /// These.
    Values(Vec<Value>),
    /// A sample without this property.
    Without(String),
    /// A sample with this property, which the side declares.
    With(String),
    /// A sample with this property set to something odd.
    WithUndeclared(String),
    /// A text of so many characters.
    Text(u64),
    /// An object with so many properties.
    Members(u64),
    /// A sample with the first of these properties and without the second.
    WithAndWithout(String, String),
    /// An object with something at a key that matches this pattern.
    Matching(String),
    /// An array of so many items.
    Items(u64),
    /// An array with the same item twice.
    Repeated,
    /// A sample of one member of the alternatives.
    Member(SchemaId),
    /// A sample of each of these types.
    Types(Vec<Type>),
    /// An object with a key that nobody declares.
    UnknownKey,
    /// Whatever lies at an edge of either schema.
    Anything,
}

impl Probe {
    /// The values to try, the best first.
    pub(super) fn values(
        &self,
        sampler: &Sampler<'_, '_>,
        schemas: &Conjunction,
        other: &View<'_>,
    ) -> Vec<Value> {
        let view = sampler.viewer.view(schemas);
        match self {
            Self::Values(values) => values.clone(),
            Self::Without(name) => objects(sampler, schemas, &|members| {
                members.shift_remove(name);
            }),
            Self::With(name) => {
                let property = view.properties.get(name.as_str());
                let value = sampler.part(property.map_or(&[], Vec::as_slice), 1);
                objects(sampler, schemas, &|members| {
                    members.insert(name.clone(), value.clone());
                })
            }
            Self::WithUndeclared(name) => [json!({ "odd": true }), json!("odd"), json!(true)]
                .into_iter()
                .flat_map(|odd| {
                    objects(sampler, schemas, &|members| {
                        members.insert(name.clone(), odd.clone());
                    })
                })
                .collect(),
            Self::Text(length) if *length <= sample::MAX_LENGTH => {
                let text = match sampler.sample(schemas) {
                    Value::String(text) => text,
                    _ => "text".to_owned(),
                };
                // Padding must look like the rest where a pattern is looked at.
                let last = text.chars().last().unwrap_or('x');
                let repeated = text.chars().chain(std::iter::repeat(last));
                let count = usize::try_from(*length).unwrap_or(usize::MAX);
                let repeated: String = repeated.take(count).collect();
                let padded = sample::padded(&text, Some(*length), Some(*length));
                vec![json!(padded), json!(repeated)]
            }
            Self::Items(count) if *count <= sample::MAX_LENGTH => {
                vec![sampler.array(&view, *count, 0)]
            }
            Self::Members(count) if *count <= sample::MAX_LENGTH => {
                let sample = sampler.sample(schemas);
                vec![sampler.sized(&view, sample, *count)]
            }
            Self::WithAndWithout(with, without) => {
                let property = view.properties.get(with.as_str());
                let value = sampler.part(property.map_or(&[], Vec::as_slice), 1);
                objects(sampler, schemas, &|members| {
                    members.shift_remove(without);
                    members.entry(with.clone()).or_insert_with(|| value.clone());
                })
            }
            Self::Matching(pattern) => {
                let Some(key) = super::pattern::sample(pattern) else {
                    return Vec::new();
                };
                let own = view.pattern_properties.get(pattern.as_str());
                let own = sampler.part(own.unwrap_or(&view.additional), 1);
                [own, json!({ "odd": true }), json!("odd"), json!(1)]
                    .into_iter()
                    .flat_map(|value| {
                        objects(sampler, schemas, &|members| {
                            members.insert(key.clone(), value.clone());
                        })
                    })
                    .collect()
            }
            Self::Nothing | Self::Text(_) | Self::Items(_) | Self::Members(_) => Vec::new(),
            Self::Repeated => {
                let item = sampler.part(&view.items, 1);
                let count = view.min_items.unwrap_or(0).clamp(2, 50);
                vec![Value::Array((0..count).map(|_| item.clone()).collect())]
            }
            Self::Member(member) => {
                let mut whole = Vec::new();
                for value in [
                    sampler.sample(&Conjunction::from(*member)),
                    sampler.full(&Conjunction::from(*member)),
                ] {
                    whole.push(value.clone());
                    let mut tagged = value;
                    sampler.tag(&view, *member, &mut tagged);
                    if let (Value::Object(members), Value::Object(own)) =
                        (&mut tagged, sampler.sample(schemas))
                    {
                        for name in &view.required {
                            if let Some(value) = own.get(*name) {
                                members.entry(*name).or_insert_with(|| value.clone());
                            }
                        }
                    }
                    whole.insert(0, tagged);
                }
                whole
            }
            Self::Types(types) => types
                .iter()
                .flat_map(|kind| {
                    let own = sampler.sample(schemas);
                    let same = is_of(&own, *kind).then_some(own);
                    same.into_iter().chain(plain(*kind, sampler, &view))
                })
                .collect(),
            Self::UnknownKey => [sampler.part(&view.additional, 1), json!({ "odd": true })]
                .into_iter()
                .flat_map(|value| {
                    objects(sampler, schemas, &|members| {
                        members.insert("unheardOf".to_owned(), value.clone());
                    })
                })
                .collect(),
            Self::Anything => edges(sampler, schemas, &view, other),
        }
    }
}

/// The small and the full sample object, each edited.
fn objects(
    sampler: &Sampler<'_, '_>,
    schemas: &Conjunction,
    edit: &dyn Fn(&mut Map<String, Value>),
) -> Vec<Value> {
    [sampler.sample(schemas), sampler.full(schemas)]
        .into_iter()
        .map(|sample| {
            let mut members = match sample {
                Value::Object(members) => members,
                _ => Map::new(),
            };
            edit(&mut members);
            Value::Object(members)
        })
        .collect()
}

fn is_of(value: &Value, kind: Type) -> bool {
    match value {
        Value::Null => kind == Type::Null,
        Value::Bool(_) => kind == Type::Boolean,
        Value::Number(number) => {
            kind == Type::Number || (kind == Type::Integer && !number.is_f64())
        }
        Value::String(_) => kind == Type::String,
        Value::Array(_) => kind == Type::Array,
        Value::Object(_) => kind == Type::Object,
    }
}

/// Simple values of a type.
fn plain(kind: Type, sampler: &Sampler<'_, '_>, view: &View<'_>) -> Vec<Value> {
    match kind {
        Type::Null => vec![Value::Null],
        Type::Boolean => vec![Value::Bool(true), Value::Bool(false)],
        Type::Integer => vec![json!(1), json!(0), json!(100)],
        Type::Number => vec![json!(1.5), json!(0.5), json!(100.5)],
        Type::String => {
            let format = view.format.map_or("text", sample::of_format);
            let mut texts = vec![json!(format), json!("text"), json!("")];
            texts.extend(
                view.min_length
                    .map(|least| json!(sample::padded("text", Some(least), None))),
            );
            texts
        }
        Type::Array => vec![
            sampler.array(view, view.min_items.unwrap_or(0), 0),
            sampler.array(view, view.min_items.unwrap_or(0).max(1), 0),
        ],
        Type::Object => vec![json!({}), json!({ "key": "value" })],
    }
}

/// Values at the edges of both schemas.
fn edges(
    sampler: &Sampler<'_, '_>,
    schemas: &Conjunction,
    view: &View<'_>,
    other: &View<'_>,
) -> Vec<Value> {
    let small = sampler.sample(schemas);
    let full = sampler.full(schemas);
    let mut values = vec![small.clone(), full.clone()];
    for group in &view.alternatives {
        for member in &group.members {
            values.extend(Probe::Member(*member).values(sampler, schemas, other));
        }
    }
    let members: Vec<_> = view
        .alternatives
        .iter()
        .flat_map(|group| &group.members)
        .map(|member| sampler.viewer.view(&Conjunction::from(*member)))
        .collect();
    for side in members.iter().map(AsRef::as_ref).chain([view, other]) {
        // Listed on both sides, a value tells nothing.
        let opposite = if std::ptr::eq(side, view) {
            other
        } else {
            view
        };
        let listed = |value: &&countersign_contract::syntax::Node| {
            let values = opposite.enumeration.as_ref();
            values.is_some_and(|values| values.contains(value))
        };
        let own = side.enumeration.iter().flatten();
        values.extend(
            own.filter(|value| !listed(value))
                .map(|value| value.to_json()),
        );
        for bound in [&side.lower, &side.upper].into_iter().flatten() {
            let end = bound.value.as_f64();
            values.extend([end - 1.0, end, end + 1.0, end + 0.5].map(plain_number));
        }
        for length in [side.min_length, side.max_length].into_iter().flatten() {
            if length < sample::MAX_LENGTH {
                for length in [length.saturating_sub(1), length, length + 1] {
                    values.push(json!(sample::padded("", Some(length), None)));
                }
            }
        }
        for count in [side.min_items, side.max_items].into_iter().flatten() {
            if count < sample::MAX_LENGTH {
                for count in [count.saturating_sub(1), count, count + 1] {
                    values.push(sampler.array(view, count, 0));
                }
            }
        }
    }
    // Every pair of declared properties: what `dependentRequired`, `not` and `if` are mostly about.
    if let (Value::Object(small), Value::Object(full)) = (&small, &full) {
        let optional: Vec<&String> = full
            .keys()
            .filter(|name| !small.contains_key(*name))
            .collect();
        for name in optional.iter().take(MAX_SINGLE_PROPERTIES) {
            let mut with = small.clone();
            with.insert((*name).clone(), full[*name].clone());
            values.push(Value::Object(with));
            let mut without = full.clone();
            without.shift_remove(*name);
            values.push(Value::Object(without));
        }
        for value in [json!("unheardOf"), json!(1)] {
            let mut with = small.clone();
            with.insert("unheardOf".to_owned(), value);
            values.push(Value::Object(with));
        }
    }
    values.push(sampler.array(view, view.min_items.unwrap_or(0).max(1), 0));
    for kind in Type::ALL {
        values.extend(plain(kind, sampler, view));
    }
    values.extend([
        json!(-1),
        json!("a"),
        json!("A1"),
        json!(["text"]),
        json!([1, 1]),
    ]);
    let mut seen = FxHashSet::default();
    values.retain(|value| seen.insert(value.to_string()));
    values.truncate(MAX_EDGES);
    values
}
