//! Puts a value for a part into a value for the whole message.

use serde_json::{Map, Value};

use super::sample::Sampler;
use crate::schema_pair::{Edge, Graph, Step};
use crate::side::{Conjunction, Side};

/// The longest way that is worth walking.
const MAX_STEPS: usize = 40;

/// A value for `root` as `side` samples it, with `part` at the end of the way; `None` when the way is too long.
pub(super) fn embed(
    graph: &Graph<'_>,
    sampler: &Sampler<'_, '_>,
    side: Side,
    root: &Conjunction,
    way: &[Edge],
    part: &Value,
) -> Option<Value> {
    if way.len() > MAX_STEPS {
        return None;
    }
    let below = way.iter().map(|edge| graph.nodes[edge.node].side(side));
    let above: Vec<&Conjunction> = std::iter::once(root).chain(below).collect();
    let mut value = part.clone();
    for (edge, holder) in way.iter().zip(&above).rev() {
        value = wrap(graph, sampler, side, (holder, edge), value)?;
    }
    Some(value)
}

fn wrap(
    graph: &Graph<'_>,
    sampler: &Sampler<'_, '_>,
    side: Side,
    (schemas, edge): (&Conjunction, &Edge),
    part: Value,
) -> Option<Value> {
    let view = sampler.viewer.view(schemas);
    let members = || match sampler.sample(schemas) {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    Some(match &edge.step {
        Step::Property(name) => {
            let mut members = members();
            members.insert(name.clone(), part);
            Value::Object(members)
        }
        Step::Additional => {
            let mut members = members();
            members.insert("key".to_owned(), part);
            Value::Object(members)
        }
        Step::PatternProperty(pattern) => {
            let mut members = members();
            members.insert(super::pattern::sample(pattern)?, part);
            Value::Object(members)
        }
        Step::Item | Step::PrefixItem(_) => {
            let at = match edge.step {
                Step::PrefixItem(at) => at,
                _ => view.prefix_items.len(),
            };
            let least = usize::try_from(view.min_items.unwrap_or(0)).ok()?;
            let count = u64::try_from(least.max(at + 1)).ok()?;
            let Value::Array(mut items) = sampler.array(&view, count, 0) else {
                return None;
            };
            *items.get_mut(at)? = part;
            Value::Array(items)
        }
        Step::Member => {
            let member = *graph.nodes[edge.node].side(side).schemas().first()?;
            let mut value = part;
            sampler.tag(&view, member, &mut value);
            if let Value::Object(inner) = &mut value {
                // Of what stands beside the alternatives, only what must be there.
                for name in &view.required {
                    if !inner.contains_key(*name) {
                        let schemas = view.properties.get(name).unwrap_or(&view.additional);
                        inner.insert((*name).to_owned(), sampler.part(schemas, 1));
                    }
                }
            }
            value
        }
    })
}
