//! The schemas of JSON Schema documents, equal ones once.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use serde_json::Value;

use super::arena::{Arena, Node, Patterns, Schema};
use super::read::Reader;

/// All schemas and patterns of some documents.
#[derive(Debug, Default)]
pub(super) struct Documents {
    pub(super) schemas: Vec<Schema>,
    /// The first of those that are equal to a schema.
    first: Vec<Node>,
    pub(super) patterns: Patterns,
}

impl Documents {
    /// An arena of the schemas of these documents, and the number of each root. Equal schemas, of one document or several, have
    /// one number.
    pub(super) fn arena<const N: usize>(documents: [&Value; N]) -> (Arena<'static>, [Node; N]) {
        let mut all = Self::default();
        let roots = documents.map(|document| Reader::new(&mut all, document).read());
        all.unite();
        let roots = roots.map(|root| all.first[root.0 as usize]);
        (Arena::of_documents(all.schemas, all.patterns), roots)
    }

    /// For each schema where it leads to if it is nothing but a reference; one that leads back to itself stays.
    fn targets(&self) -> Vec<Node> {
        let leads = |schema: &Schema| {
            let alone = Schema {
                reference: None,
                ..schema.clone()
            };
            schema.reference.filter(|_| alone == Schema::default())
        };
        let next: Vec<Option<Node>> = self
            .schemas
            .iter()
            .map(|schema| schema.reference.and_then(|_| leads(schema)))
            .collect();
        let mut targets: Vec<Option<Node>> = vec![None; next.len()];
        for at in 0..next.len() {
            let mut way = vec![at];
            let mut on_way = HashSet::from([at]);
            let mut end = at;
            while let Some(further) = next[end].map(|node| node.0 as usize) {
                end = targets[further].map_or(further, |known| known.0 as usize);
                if !on_way.insert(end) {
                    break;
                }
                way.push(end);
            }
            for passed in way {
                targets[passed].get_or_insert(Node(u32::try_from(end).unwrap_or(u32::MAX)));
            }
        }
        (0..)
            .map(Node)
            .zip(targets)
            .map(|(own, target)| target.unwrap_or(own))
            .collect()
    }

    /// Finds equal schemas, references included, by refining what they look like until nothing is told apart any more.
    fn unite(&mut self) {
        let targets = self.targets();
        for schema in &mut self.schemas {
            for node in nodes_mut(schema) {
                *node = targets[node.0 as usize];
            }
        }
        let shapes: Vec<(u64, Vec<Node>)> = self.schemas.iter().map(shape).collect();
        let mut colors: Vec<u64> = shapes.iter().map(|(alone, _)| *alone).collect();
        let mut kinds = count(&colors);
        loop {
            let next = shapes.iter().map(|(alone, inside)| {
                let mut hasher = DefaultHasher::new();
                alone.hash(&mut hasher);
                for node in inside {
                    colors[node.0 as usize].hash(&mut hasher);
                }
                hasher.finish()
            });
            let next: Vec<u64> = next.collect();
            let more = count(&next);
            colors = next;
            if more == kinds {
                break;
            }
            kinds = more;
        }
        let mut by_color: HashMap<u64, Node> = HashMap::new();
        self.first = (0..)
            .zip(&targets)
            .map(|(at, target)| {
                let color = colors[target.0 as usize];
                *by_color
                    .entry(color)
                    .or_insert(if target.0 == at { Node(at) } else { *target })
            })
            .collect();
        let first = self.first.clone();
        for schema in &mut self.schemas {
            for node in nodes_mut(schema) {
                *node = first[node.0 as usize];
            }
        }
    }
}

fn count(colors: &[u64]) -> usize {
    let mut sorted = colors.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    sorted.len()
}

/// What a schema looks like without the schemas it has inside, and these.
fn shape(schema: &Schema) -> (u64, Vec<Node>) {
    let mut alone = schema.clone();
    let inside = nodes_mut(&mut alone)
        .into_iter()
        .map(|node| std::mem::replace(node, Node(0)));
    let inside = inside.collect();
    let mut hasher = DefaultHasher::new();
    format!("{alone:?}").hash(&mut hasher);
    (hasher.finish(), inside)
}

fn nodes_mut(schema: &mut Schema) -> Vec<&mut Node> {
    let condition = schema.condition.iter_mut().flat_map(|condition| {
        [
            Some(&mut condition.test),
            condition.then.as_mut(),
            condition.otherwise.as_mut(),
        ]
    });
    let mut nodes: Vec<&mut Node> = condition.flatten().collect();
    nodes.extend(schema.reference.as_mut());
    nodes.extend(schema.not.as_mut());
    nodes.extend(&mut schema.all_of);
    nodes.extend(schema.any_of.iter_mut().flatten());
    nodes.extend(schema.one_of.iter_mut().flatten());
    nodes.extend(&mut schema.prefix);
    nodes.extend(schema.items.as_mut());
    nodes.extend(schema.contains.as_mut().map(|(node, ..)| node));
    nodes.extend(schema.unevaluated_items.as_mut());
    nodes.extend(schema.properties.iter_mut().map(|(_, node)| node));
    nodes.extend(schema.patterns.iter_mut().map(|(_, node)| node));
    nodes.extend(schema.additional.as_mut());
    nodes.extend(schema.names.as_mut());
    nodes.extend(schema.dependent_schemas.iter_mut().map(|(_, node)| node));
    nodes.extend(schema.unevaluated_properties.as_mut());
    nodes
}
