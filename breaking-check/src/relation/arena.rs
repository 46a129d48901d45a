//! Schemas of both documents in one list, equal ones once.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use num_rational::BigRational;
use serde_json::Value;

use super::number::End;
use super::read::Reader;

/// A schema of the arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Node(pub(super) u32);

/// A pattern of the arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Pattern(pub(super) u32);

/// The six types of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Type {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl Type {
    /// All of them, the ones with the shortest values first.
    pub(super) const ALL: [Self; 6] = [
        Self::Null,
        Self::Boolean,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// The type of a value.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }
}

/// `type`: which types, and of numbers perhaps only whole ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Types {
    mask: u8,
    whole: bool,
}

impl Types {
    pub(super) fn add(&mut self, name: &str) -> Option<()> {
        let of = match name {
            "null" => Type::Null,
            "boolean" => Type::Boolean,
            "number" => {
                self.whole = false;
                self.mask |= 1 << 7;
                Type::Number
            }
            "integer" => {
                self.whole = self.mask & (1 << 7) == 0;
                Type::Number
            }
            "string" => Type::String,
            "array" => Type::Array,
            "object" => Type::Object,
            _ => return None,
        };
        self.mask |= 1 << of as u8;
        Some(())
    }

    /// Are values of this type among them?
    pub(super) fn has(self, of: Type) -> bool {
        self.mask & (1 << of as u8) != 0
    }

    /// Are only whole numbers among them?
    pub(super) fn only_whole(self) -> bool {
        self.whole
    }
}

/// One schema: keywords with numbers for schemas.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Schema {
    pub(super) boolean: Option<bool>,
    pub(super) types: Option<Types>,
    pub(super) reference: Option<Node>,
    pub(super) enumeration: Option<Vec<Value>>,
    pub(super) not: Option<Node>,
    pub(super) all_of: Vec<Node>,
    pub(super) any_of: Option<Vec<Node>>,
    pub(super) one_of: Option<Vec<Node>>,
    pub(super) condition: Option<Condition>,
    pub(super) low: Vec<End>,
    pub(super) high: Vec<End>,
    pub(super) multiple_of: Option<BigRational>,
    pub(super) min_length: u64,
    pub(super) max_length: Option<u64>,
    pub(super) pattern: Option<Pattern>,
    pub(super) prefix: Vec<Node>,
    pub(super) items: Option<Node>,
    pub(super) contains: Option<(Node, u64, Option<u64>)>,
    pub(super) min_items: u64,
    pub(super) max_items: Option<u64>,
    pub(super) unique: bool,
    pub(super) unevaluated_items: Option<Node>,
    pub(super) properties: Vec<(String, Node)>,
    pub(super) patterns: Vec<(Pattern, Node)>,
    pub(super) additional: Option<Node>,
    pub(super) names: Option<Node>,
    pub(super) required: Vec<String>,
    pub(super) min_properties: u64,
    pub(super) max_properties: Option<u64>,
    pub(super) dependent_required: Vec<(String, Vec<String>)>,
    pub(super) dependent_schemas: Vec<(String, Node)>,
    pub(super) unevaluated_properties: Option<Node>,
    /// What cannot be counted with here.
    pub(super) unsupported: Option<String>,
}

/// `if`, `then`, `else`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Condition {
    pub(super) test: Node,
    pub(super) then: Option<Node>,
    pub(super) otherwise: Option<Node>,
}

/// All schemas and patterns of a question.
#[derive(Debug, Default)]
pub(super) struct Arena {
    pub(super) schemas: Vec<Schema>,
    /// The first of those that are equal to a schema.
    first: Vec<Node>,
    pub(super) patterns: Vec<String>,
    pattern_ids: HashMap<String, Pattern>,
}

impl Arena {
    /// The schema behind a number.
    pub(super) fn schema(&self, node: Node) -> &Schema {
        &self.schemas[node.0 as usize]
    }

    /// Adds documents, gives the number of each root. Equal schemas, of one document or several, have one number.
    pub(super) fn add<const N: usize>(&mut self, documents: [&Value; N]) -> [Node; N] {
        let roots = documents.map(|document| Reader::new(self, document).read());
        self.unite();
        roots.map(|root| self.first[root.0 as usize])
    }

    pub(super) fn pattern(&mut self, text: &str) -> Pattern {
        if let Some(known) = self.pattern_ids.get(text) {
            return *known;
        }
        let id = Pattern(u32::try_from(self.patterns.len()).unwrap_or(u32::MAX));
        self.patterns.push(text.to_owned());
        self.pattern_ids.insert(text.to_owned(), id);
        id
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
