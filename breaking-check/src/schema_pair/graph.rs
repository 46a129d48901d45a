//! Every pair of schemas that some message reaches, each once, and how it is reached.

use std::collections::VecDeque;
use std::rc::Rc;

use countersign_contract::schema::SchemaId;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{SchemaPair, View, Viewer, pair_members, pair_under};
use crate::change::Location;
use crate::direction::Direction;
use crate::likeness::Likeness;
use crate::side::{Conjunction, Side, Sides};

/// Index of a [`Node`].
pub(crate) type NodeId = usize;

/// One step from a value to a part of it (or, for a member of alternatives, to the value itself).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Property(String),
    Item,
    PrefixItem(usize),
    Additional,
    PatternProperty(String),
    Member,
}

impl Step {
    /// How the step reads in a [`crate::Place`]; a member of alternatives is the value itself.
    pub(crate) fn token(&self) -> Option<String> {
        match self {
            Self::Property(name) => Some(name.clone()),
            Self::Item | Self::Additional | Self::PatternProperty(_) => Some("*".to_owned()),
            Self::PrefixItem(at) => Some(at.to_string()),
            Self::Member => None,
        }
    }
}

/// A message, or a part of one with a schema of its own, where schemas meet.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    /// Index of the operation pair.
    pub(crate) operation: usize,
    pub(crate) location: Location,
    pub(crate) direction: Direction,
    pub(crate) base: SchemaId,
    pub(crate) revision: SchemaId,
}

impl Root {
    /// The schema of one side.
    pub(crate) fn side(&self, side: Side) -> SchemaId {
        match side {
            Side::Base => self.base,
            Side::Revision => self.revision,
        }
    }
}

/// A step between two nodes.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    pub(crate) step: Step,
    pub(crate) node: NodeId,
}

/// Two schemas for the same part of a message.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) base: Conjunction,
    pub(crate) revision: Conjunction,
    pub(crate) direction: Direction,
    /// Do the two differ in what they say themselves?
    pub(crate) differs_itself: bool,
    /// Do the two describe differently what they take alike?
    pub(crate) notes_differ: bool,
    /// Does something differ that looks at the value from aside, below `not` or `if`?
    pub(crate) unnamed_differ: bool,
    /// Does a member of a `oneOf` differ whose values another member may take too?
    pub(crate) tangled_differ: bool,
    pub(super) children: Vec<Edge>,
    pub(super) unnamed: Vec<NodeId>,
    pub(super) tangled: Vec<NodeId>,
    /// Who reaches it, by which step.
    pub(crate) parents: Vec<Edge>,
    /// Messages it is the root of.
    pub(crate) roots: Vec<usize>,
    pub(super) differs: bool,
    /// Reached by steps that rules may speak about.
    pub(super) named: bool,
}

impl Node {
    /// The schemas of one side.
    pub(crate) fn side(&self, side: Side) -> &Conjunction {
        match side {
            Side::Base => &self.base,
            Side::Revision => &self.revision,
        }
    }
}

/// All pairs of a comparison.
#[derive(Debug)]
pub(crate) struct Graph<'c> {
    pub(crate) sides: Sides<'c>,
    pub(crate) roots: Vec<Root>,
    pub(crate) nodes: Vec<Node>,
    pub(super) viewers: [[Viewer<'c>; 2]; 2],
    /// Which schemas are the same.
    pub(crate) likeness: Rc<[Likeness; 2]>,
}

impl<'c> Graph<'c> {
    /// The maker of views of one side in one direction.
    pub(crate) fn viewer(&self, side: Side, direction: Direction) -> &Viewer<'c> {
        &self.viewers[side as usize][direction as usize]
    }

    /// The views of a node, base first.
    pub(crate) fn views(&self, node: NodeId) -> (Rc<View<'c>>, Rc<View<'c>>) {
        let node = &self.nodes[node];
        let base = self.viewer(Side::Base, node.direction).view(&node.base);
        let revision = self
            .viewer(Side::Revision, node.direction)
            .view(&node.revision);
        aligned(node, (base, revision))
    }

    /// The nodes that rules shall look at, nearest to a message first.
    pub(crate) fn different(&self) -> Vec<NodeId> {
        let mut seen = vec![false; self.nodes.len()];
        let mut queue: VecDeque<NodeId> = VecDeque::new();
        let mut different = Vec::new();
        let roots = (0..self.nodes.len()).filter(|node| !self.nodes[*node].roots.is_empty());
        for node in roots {
            seen[node] = true;
            queue.push_back(node);
        }
        while let Some(at) = queue.pop_front() {
            let node = &self.nodes[at];
            if !node.differs {
                continue;
            }
            if node.differs_itself || node.unnamed_differ || node.tangled_differ {
                different.push(at);
            }
            for edge in &node.children {
                if !std::mem::replace(&mut seen[edge.node], true) {
                    queue.push_back(edge.node);
                }
            }
        }
        different
    }

    /// The deepest pair that holds every difference of a pair that looks from aside, and the steps there.
    pub(crate) fn narrowed_down(&self, node: NodeId) -> (NodeId, Vec<String>) {
        let (mut at, mut steps) = (node, Vec::new());
        let mut seen = FxHashSet::default();
        while seen.insert(at) {
            let node = &self.nodes[at];
            let mut differing = node
                .children
                .iter()
                .filter(|edge| self.nodes[edge.node].differs);
            let (Some(only), None) = (differing.next(), differing.next()) else {
                break;
            };
            if node.differs_itself || node.unnamed_differ {
                break;
            }
            steps.extend(only.step.token());
            at = only.node;
        }
        (at, steps)
    }

    /// The nodes that rules about descriptions shall look at.
    pub(crate) fn described_differently(&self) -> impl Iterator<Item = NodeId> {
        let nodes = self.nodes.iter().enumerate();
        nodes.filter_map(|(at, node)| (node.named && node.notes_differ).then_some(at))
    }

    /// Every message that reaches a node, with the shortest way there, in the order of the contract.
    pub(crate) fn ways_to(&self, target: NodeId) -> Vec<(usize, Vec<Edge>)> {
        // Breadth first from the target, so the first way to each node is a shortest one.
        let mut towards: FxHashMap<NodeId, Option<Edge>> = FxHashMap::default();
        let mut queue = VecDeque::from([target]);
        towards.insert(target, None);
        let mut ways = Vec::new();
        while let Some(at) = queue.pop_front() {
            for root in &self.nodes[at].roots {
                let mut way = Vec::new();
                let mut next = towards[&at].clone();
                while let Some(edge) = next.take() {
                    next.clone_from(&towards[&edge.node]);
                    way.push(edge);
                }
                ways.push((*root, way));
            }
            for parent in &self.nodes[at].parents {
                if self.nodes[parent.node].named && !towards.contains_key(&parent.node) {
                    let edge = Edge {
                        step: parent.step.clone(),
                        node: at,
                    };
                    towards.insert(parent.node, Some(edge));
                    queue.push_back(parent.node);
                }
            }
        }
        ways.sort_by_key(|(root, _)| *root);
        ways
    }

    /// All nodes that a node reaches by steps that rules may speak about, itself included.
    pub(crate) fn below(&self, node: NodeId) -> FxHashSet<NodeId> {
        let mut seen = FxHashSet::from_iter([node]);
        let mut pending = vec![node];
        while let Some(at) = pending.pop() {
            for edge in &self.nodes[at].children {
                if self.nodes[edge.node].differs && seen.insert(edge.node) {
                    pending.push(edge.node);
                }
            }
        }
        seen
    }

    /// The pair that rules look at.
    pub(crate) fn pair<'v>(
        &self,
        node: NodeId,
        views: &'v (Rc<View<'c>>, Rc<View<'c>>),
    ) -> SchemaPair<'v>
    where
        'c: 'v,
    {
        let direction = self.nodes[node].direction;
        let viewers = (
            self.viewer(Side::Base, direction),
            self.viewer(Side::Revision, direction),
        );
        let members = views
            .0
            .alternatives
            .iter()
            .zip(&views.1.alternatives)
            .flat_map(|(left, right)| pair_members((viewers.0, left), (viewers.1, right)))
            .collect();
        let mut below = self.nodes[node].unnamed.iter();
        let mut under = pair_under(&views.0, &views.1);
        for pair in &mut under {
            if pair.base.is_some() && pair.revision.is_some() {
                pair.differs = below
                    .next()
                    .copied()
                    .filter(|node| self.nodes[*node].differs);
            }
        }
        SchemaPair {
            sides: self.sides,
            base: &views.0,
            revision: &views.1,
            members,
            under,
        }
    }
}

/// Where one side is a schema and the other a choice of several, the schema is a choice of one.
pub(super) fn aligned<'c>(
    node: &Node,
    views: (Rc<View<'c>>, Rc<View<'c>>),
) -> (Rc<View<'c>>, Rc<View<'c>>) {
    let (base, revision) = views;
    if revision.is_choice()
        && let Some(choice) = base.as_choice_of(&node.base, &revision)
    {
        return (Rc::new(choice), revision);
    }
    if base.is_choice()
        && let Some(choice) = revision.as_choice_of(&node.revision, &base)
    {
        return (base, Rc::new(choice));
    }
    (base, revision)
}
