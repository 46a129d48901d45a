//! Finding the pairs: from the roots down, each pair once, and then which of them differ.
//!
//! A worklist and no recursion: cycles end where they began, and a pair is different when it differs itself or reaches
//! one that does. Whoever reaches no difference is equal, which is the greatest solution, as recursion asks for.

use std::rc::Rc;

use countersign_contract::schema::SchemaId;
use rustc_hash::FxHashMap;

use super::graph::{Edge, Graph, Node, NodeId, Root, Step, aligned};
use super::{MemberPair, Viewer, may_overlap, notes_differ, pair_members, pair_under};
use crate::direction::Direction;
use crate::likeness::{self, Digests, Flavor, Likeness};
use crate::side::{Conjunction, Side, Sides};

type Key = (Conjunction, Conjunction, Direction);

impl<'c> Graph<'c> {
    /// Explores everything the roots reach.
    pub(crate) fn explore(sides: Sides<'c>, roots: Vec<Root>) -> Self {
        let viewers = |side| {
            [Direction::Request, Direction::Response]
                .map(|direction| Viewer::new(sides.contract(side), direction))
        };
        let digests = Digests::default();
        let likeness =
            [Side::Base, Side::Revision].map(|side| Likeness::of(sides.contract(side), &digests));
        let mut graph = Self {
            likeness: Rc::new(likeness),
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
            if !graph.are_the_same(&key) {
                let node = explorer.node(&mut graph.nodes, key);
                graph.nodes[node].roots.push(at);
            }
        }
        while let Some(node) = explorer.pending.pop() {
            graph.expand(&mut explorer, node);
        }
        graph.spread_difference();
        graph.mark_named();
        graph
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
        let under = pair_under(&base, &revision);
        let unnamed: Vec<Key> = under
            .iter()
            .filter_map(|pair| Some((pair.base?.into(), pair.revision?.into(), direction)))
            .collect();
        self.nodes[at].differs_itself = differs_itself;
        self.nodes[at].notes_differ = notes_differ(self.sides, &base, &revision);
        self.nodes[at].unnamed_differ =
            unnamed.len() < under.len() || base.unnamed_text != revision.unnamed_text;
        for (step, left, right) in children {
            let key = (left, right, direction);
            if self.are_the_same(&key) {
                continue;
            }
            let node = explorer.node(&mut self.nodes, key);
            self.nodes[node].parents.push(Edge {
                step: step.clone(),
                node: at,
            });
            self.nodes[at].children.push(Edge { step, node });
        }
        // Whoever asks for these counts on one for each pair.
        for key in unnamed {
            let node = explorer.node(&mut self.nodes, key);
            self.nodes[at].unnamed.push(node);
        }
        for key in tangled_members {
            if self.are_the_same(&key) {
                continue;
            }
            let node = explorer.node(&mut self.nodes, key);
            self.nodes[at].tangled.push(node);
        }
    }

    /// Do both sides say the same, word for word? There is nothing to find there or below, then.
    fn are_the_same(&self, (base, revision, _): &Key) -> bool {
        let numbers = |side: Side, schemas: &Conjunction| {
            let likeness = &self.likeness[side as usize];
            let schemas = schemas.schemas().iter();
            let mut numbers: Vec<likeness::Number> = schemas
                .map(|id| likeness.number(Flavor::Said, *id))
                .collect();
            numbers.sort_unstable();
            numbers
        };
        numbers(Side::Base, base) == numbers(Side::Revision, revision)
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
            notes_differ: false,
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
