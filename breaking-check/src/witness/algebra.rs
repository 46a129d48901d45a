//! What the schema algebra proves of two schemas of one value: that the reader takes all that the sender may send.

use std::cell::RefCell;

use countersign_contract::schema::{Projection, to_json_schema};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use crate::direction::Direction;
use crate::policy::Options;
use crate::relation::{self, Covers};
use crate::schema_pair::{Graph, NodeId};
use crate::side::Side;

/// Asks the algebra once about each pair of schemas and sender.
pub(super) struct Algebra<'g, 'c> {
    graph: &'g Graph<'c>,
    /// Larger documents are not asked about.
    most_schemas: usize,
    proved: RefCell<FxHashMap<(NodeId, Side), Covers>>,
}

impl<'g, 'c> Algebra<'g, 'c> {
    pub(super) fn new(graph: &'g Graph<'c>, options: &Options) -> Self {
        Self {
            graph,
            most_schemas: options.algebra_schemas,
            proved: RefCell::default(),
        }
    }

    /// Does the reader take everything that the sender may send for this node?
    pub(super) fn covers(&self, node: NodeId, sender: Side) -> Covers {
        if let Some(known) = self.proved.borrow().get(&(node, sender)) {
            return known.clone();
        }
        let answer = match (
            self.document(node, sender.other()),
            self.document(node, sender),
        ) {
            (Some(reader), Some(sent)) => relation::covers(&reader, &sent),
            _ => Covers::Unknown("the schema is too large for the schema algebra".to_owned()),
        };
        self.proved
            .borrow_mut()
            .insert((node, sender), answer.clone());
        answer
    }

    /// The self-contained document of one side of a node; `None` when it is too large.
    fn document(&self, node: NodeId, side: Side) -> Option<Value> {
        let node = &self.graph.nodes[node];
        let contract = self.graph.sides.contract(side);
        let schemas = node.side(side).schemas();
        if relation::reachable(contract, schemas, self.most_schemas) > self.most_schemas {
            return None;
        }
        let projection = match node.direction {
            Direction::Request => Projection::Request,
            Direction::Response => Projection::Response,
        };
        let mut documents = schemas
            .iter()
            .map(|schema| to_json_schema(contract, *schema, projection));
        if let [_] = schemas {
            return documents.next();
        }
        let mut all = Vec::new();
        let mut definitions = serde_json::Map::new();
        for document in documents {
            let Value::Object(mut document) = document else {
                all.push(document);
                continue;
            };
            if let Some(Value::Object(defs)) = document.shift_remove("$defs") {
                definitions.extend(defs);
            }
            document.shift_remove("$schema");
            all.push(Value::Object(document));
        }
        Some(json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "allOf": all,
            "$defs": definitions,
        }))
    }
}
