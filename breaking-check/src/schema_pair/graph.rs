//! Every pair of schemas that some message reaches, each once, and how it is reached.
//!
//! A worklist and no recursion: cycles end where they began, and a pair is different when it differs itself or reaches
//! one that does. Whoever reaches no difference is equal, which is the greatest solution, as recursion asks for.

use std::collections::VecDeque;
use std::rc::Rc;

use countersign_contract::schema::SchemaId;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{MemberPair, SchemaPair, View, Viewer, may_overlap, pair_members};
use crate::change::Location;
use crate::direction::Direction;
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
    /// Does something below a keyword that no rule names differ?
    pub(crate) unnamed_differ: bool,
    /// Does a member of a `oneOf` differ whose values another member may take too?
    pub(crate) tangled_differ: bool,
    children: Vec<Edge>,
    unnamed: Vec<NodeId>,
    tangled: Vec<NodeId>,
    /// Who reaches it, by which step.
    pub(crate) parents: Vec<Edge>,
    /// Messages it is the root of.
    pub(crate) roots: Vec<usize>,
    differs: bool,
    /// Reached by steps that rules may speak about.
    named: bool,
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
    viewers: [[Viewer<'c>; 2]; 2],
}

type Key = (Conjunction, Conjunction, Direction);

impl<'c> Graph<'c> {
    /// Explores everything the roots reach.
    pub(crate) fn explore(sides: Sides<'c>, roots: Vec<Root>) -> Self {
        let viewers = |side| {
            [Direction::Request, Direction::Response]
                .map(|direction| Viewer::new(sides.contract(side), direction))
        };
        let mut graph = Self {
            sides,
            roots,
            nodes: Vec::new(),
            viewers: [viewers(Side::Base), viewers(Side::Revision)],
        };
        let mut explorer = Explorer {
            index: FxHashMap::default(),
            pending: Vec::new(),
        };
        for at in 0..graph.roots.len() {
            let root = &graph.roots[at];
            let key = (root.base.into(), root.revision.into(), root.direction);
            let node = explorer.node(&mut graph.nodes, key);
            graph.nodes[node].roots.push(at);
        }
        while let Some(node) = explorer.pending.pop() {
            graph.expand(&mut explorer, node);
        }
        graph.spread_difference();
        graph.mark_named();
        graph
    }

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

    fn expand(&mut self, explorer: &mut Explorer, at: NodeId) {
        let direction = self.nodes[at].direction;
        let (base, revision) = {
            let node = &self.nodes[at];
            (
                Rc::new(self.viewer(Side::Base, direction).build(&node.base)),
                Rc::new(self.viewer(Side::Revision, direction).build(&node.revision)),
            )
        };
        let (base, revision) = aligned(&self.nodes[at], (base, revision));
        let mut differs_itself = !base.says_the_same(&revision);
        let mut children: Vec<(Step, Conjunction, Conjunction)> = Vec::new();
        let mut child = |step: Step, left: &[SchemaId], right: &[SchemaId]| {
            if !left.is_empty() && !right.is_empty() {
                children.push((
                    step,
                    Conjunction::new(left.to_vec()),
                    Conjunction::new(right.to_vec()),
                ));
            }
        };
        for (name, left) in &base.properties {
            if let Some(right) = revision.properties.get(name) {
                child(Step::Property((*name).to_owned()), left, right);
            }
        }
        for (pattern, left) in &base.pattern_properties {
            if let Some(right) = revision.pattern_properties.get(pattern) {
                child(Step::PatternProperty((*pattern).to_owned()), left, right);
            }
        }
        for (at, (left, right)) in base
            .prefix_items
            .iter()
            .zip(&revision.prefix_items)
            .enumerate()
        {
            child(Step::PrefixItem(at), left, right);
        }
        child(Step::Item, &base.items, &revision.items);
        child(Step::Additional, &base.additional, &revision.additional);
        let viewers = (
            self.viewer(Side::Base, direction),
            self.viewer(Side::Revision, direction),
        );
        let mut tangled_members: Vec<Key> = Vec::new();
        for (left, right) in base.alternatives.iter().zip(&revision.alternatives) {
            // Where values may match two members of a `oneOf`, more in one member may be less in the whole.
            let may_tangle = [(viewers.0, left), (viewers.1, right)]
                .into_iter()
                .any(|(viewer, group)| may_overlap(viewer, group));
            for pair in pair_members((viewers.0, left), (viewers.1, right)) {
                match pair {
                    MemberPair::Both(left, right) => {
                        child(Step::Member, &[left], &[right]);
                        if may_tangle {
                            tangled_members.push((left.into(), right.into(), direction));
                        }
                    }
                    MemberPair::Removed(_) | MemberPair::Added(_) => differs_itself = true,
                }
            }
        }
        let unnamed: Vec<Key> = base
            .unnamed
            .iter()
            .zip(&revision.unnamed)
            .map(|((_, left), (_, right))| ((*left).into(), (*right).into(), direction))
            .collect();
        self.nodes[at].differs_itself = differs_itself;
        self.nodes[at].unnamed_differ = !base
            .unnamed
            .iter()
            .map(|(keyword, _)| keyword)
            .eq(revision.unnamed.iter().map(|(keyword, _)| keyword))
            || base.unnamed_text != revision.unnamed_text;
        for (step, left, right) in children {
            let node = explorer.node(&mut self.nodes, (left, right, direction));
            self.nodes[node].parents.push(Edge {
                step: step.clone(),
                node: at,
            });
            self.nodes[at].children.push(Edge { step, node });
        }
        for key in unnamed {
            let node = explorer.node(&mut self.nodes, key);
            self.nodes[at].unnamed.push(node);
        }
        for key in tangled_members {
            let node = explorer.node(&mut self.nodes, key);
            self.nodes[at].tangled.push(node);
        }
    }

    fn spread_difference(&mut self) {
        let mut reached_from: Vec<Vec<(NodeId, Named)>> = vec![Vec::new(); self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate() {
            for edge in &node.children {
                reached_from[edge.node].push((at, Named::Yes));
            }
            for child in &node.unnamed {
                reached_from[*child].push((at, Named::No));
            }
        }
        let mut pending: Vec<NodeId> = (0..self.nodes.len())
            .filter(|node| self.nodes[*node].differs_itself || self.nodes[*node].unnamed_differ)
            .collect();
        for node in &pending {
            self.nodes[*node].differs = true;
        }
        while let Some(at) = pending.pop() {
            for (parent, named) in &reached_from[at] {
                let node = &mut self.nodes[*parent];
                node.unnamed_differ |= *named == Named::No;
                if !std::mem::replace(&mut node.differs, true) {
                    pending.push(*parent);
                }
            }
        }
        for at in 0..self.nodes.len() {
            let members = &self.nodes[at].tangled;
            let differ = members.iter().any(|member| self.nodes[*member].differs);
            self.nodes[at].tangled_differ = differ;
        }
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

    fn mark_named(&mut self) {
        let mut pending: Vec<NodeId> = (0..self.nodes.len())
            .filter(|node| !self.nodes[*node].roots.is_empty())
            .collect();
        while let Some(at) = pending.pop() {
            if !std::mem::replace(&mut self.nodes[at].named, true) {
                pending.extend(self.nodes[at].children.iter().map(|edge| edge.node));
            }
        }
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
        SchemaPair {
            sides: self.sides,
            base: &views.0,
            revision: &views.1,
            members,
            unnamed_differ: self.nodes[node].unnamed_differ,
        }
    }
}

/// Where one side is a schema and the other a choice of several, the schema is a choice of one.
fn aligned<'c>(node: &Node, views: (Rc<View<'c>>, Rc<View<'c>>)) -> (Rc<View<'c>>, Rc<View<'c>>) {
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Yes,
    No,
}

struct Explorer {
    index: FxHashMap<Key, NodeId>,
    pending: Vec<NodeId>,
}

impl Explorer {
    fn node(&mut self, nodes: &mut Vec<Node>, key: Key) -> NodeId {
        if let Some(node) = self.index.get(&key) {
            return *node;
        }
        let (base, revision, direction) = key.clone();
        let node = nodes.len();
        nodes.push(Node {
            base,
            revision,
            direction,
            differs_itself: false,
            unnamed_differ: false,
            tangled_differ: false,
            children: Vec::new(),
            unnamed: Vec::new(),
            tangled: Vec::new(),
            parents: Vec::new(),
            roots: Vec::new(),
            differs: false,
            named: false,
        });
        self.index.insert(key, node);
        self.pending.push(node);
        node
    }
}
