//! What is proved of two schemas of one value: that the reader takes all that the sender may send, or what it does not take.

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::evidence::{Evidence, reading};
use crate::policy::World;
use crate::schema_pair::NodeId;
use crate::side::Side;

/// The answers of one comparison.
pub(super) type Proved = RefCell<FxHashMap<(NodeId, Side, World), Contained>>;

/// Does the reader take everything that the sender may send in a world? `format` is an annotation.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Contained {
    /// It does: proved.
    Yes,
    /// Not this value; the validator has not seen it.
    No(Value),
    /// Nobody knows, and why.
    Unknown(String),
}

impl Evidence<'_, '_> {
    /// Is everything that the sender may send for this node a text to the reader, where values travel as text?
    pub(super) fn is_read_as_text(&self, node: NodeId, sender: Side) -> bool {
        let pair = &self.graph.nodes[node];
        let [sent, read] = [sender, sender.other()]
            .map(|side| (pair.side(side), reading(side, pair.direction, self.world)));
        self.between.is_read_as_text(sent, read)
    }

    /// Does the reader take everything that the sender may send for this node? Asked once about each.
    pub(super) fn contained(
        &self,
        proved: &Proved,
        (node, sender): (NodeId, Side),
        world: World,
    ) -> Contained {
        if let Some(known) = proved.borrow().get(&(node, sender, world)) {
            return known.clone();
        }
        let pair = &self.graph.nodes[node];
        let [sent, read] = [sender, sender.other()]
            .map(|side| (pair.side(side), reading(side, pair.direction, world)));
        let answer = match self.between.only_sent(sent, read) {
            Ok(None) => Contained::Yes,
            Ok(Some(value)) => Contained::No(value),
            Err(reason) => Contained::Unknown(reason),
        };
        proved
            .borrow_mut()
            .insert((node, sender, world), answer.clone());
        answer
    }
}
