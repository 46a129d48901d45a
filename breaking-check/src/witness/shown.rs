//! What the contract itself shows: the values that its examples have for each schema, however deep inside an example.

use std::collections::VecDeque;

use countersign_contract::Contract;
use countersign_contract::model::{Example, MediaType, Operation, ParameterShape};
use countersign_contract::schema::SchemaId;
use countersign_contract::syntax::Node;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use super::evidence::{Evidence, Question, Spelling};
use crate::pairing;
use crate::rule::Formats;
use crate::schema_pair::Viewer;
use crate::side::{Conjunction, Side};

/// How many examples of one schema are kept.
const MAX_EXAMPLES: usize = 3;
/// How many parts of examples are looked at in one contract.
const MAX_PARTS: usize = 500_000;

/// Texts, numbers and booleans from a contract's examples, by schema: those of messages before those of schemas.
#[derive(Debug)]
pub(super) struct Examples<'c> {
    contract: &'c Contract,
    by_schema: FxHashMap<SchemaId, Vec<&'c Node>>,
    left: usize,
}

impl Evidence<'_, '_> {
    /// An example of a text, number or boolean that `side` takes for these schemas.
    pub(super) fn shown(
        &self,
        side: Side,
        viewer: &Viewer<'_>,
        schemas: &Conjunction,
    ) -> Option<Value> {
        let key = (side, viewer.direction, schemas.clone());
        if let Some(known) = self.shown.borrow().get(&key) {
            return known.clone();
        }
        let examples = self.examples[side as usize]
            .get_or_init(|| Examples::of(self.graph.sides.contract(side)));
        let view = viewer.view(schemas);
        let deep = schemas.schemas().iter().flat_map(|schema| {
            let nodes = examples.by_schema.get(schema);
            nodes.map(Vec::as_slice).unwrap_or_default()
        });
        let own = view.examples.iter().filter(|node| is_plain(node));
        let found = deep
            .chain(own)
            .take(2 * MAX_EXAMPLES)
            .map(|node| node.to_json())
            .find(|value| {
                let question = Question {
                    direction: viewer.direction,
                    value,
                    spelling: Spelling::Json,
                    formats: Formats::Assert,
                    about: None,
                };
                self.seems_taken(side, schemas, question)
            });
        self.shown.borrow_mut().insert(key, found.clone());
        found
    }
}

impl<'c> Examples<'c> {
    fn of(contract: &'c Contract) -> Self {
        let mut examples = Self {
            contract,
            by_schema: FxHashMap::default(),
            left: MAX_PARTS,
        };
        for operation in &contract.operations {
            examples.operation(operation);
        }
        for webhook in &contract.webhooks {
            for operation in &webhook.operations {
                examples.operation(operation);
            }
        }
        for id in contract.schema_ids() {
            let annotations = &contract.schema(id).annotations;
            for node in annotations.examples.iter().chain(&annotations.default) {
                if !is_plain(node) {
                    examples.spread(id, node);
                }
            }
        }
        examples
    }

    fn operation(&mut self, operation: &'c Operation) {
        if let Some(body) = &operation.request_body {
            self.content(&body.content);
        }
        for parameter in &operation.parameters {
            self.shape(&parameter.shape, &parameter.examples);
        }
        for response in &operation.responses {
            self.content(&response.content);
            for header in &response.headers {
                self.shape(&header.shape, &[]);
            }
        }
        for callback in operation.callbacks.values() {
            for (_, operations) in &callback.expressions {
                for operation in operations {
                    self.operation(operation);
                }
            }
        }
    }

    fn shape(&mut self, shape: &'c ParameterShape, examples: &'c [Example]) {
        self.examples(pairing::schema_of(shape), examples);
        if let ParameterShape::Content(media_type) = shape {
            self.content(std::slice::from_ref(media_type));
        }
    }

    fn content(&mut self, content: &'c [MediaType]) {
        for media_type in content {
            self.examples(media_type.schema, &media_type.examples);
        }
    }

    fn examples(&mut self, schema: Option<SchemaId>, examples: &'c [Example]) {
        let Some(schema) = schema else { return };
        for node in examples.iter().filter_map(|example| example.value.as_ref()) {
            self.spread(schema, node);
        }
    }

    /// Gives every part of an example to the schemas that it is an example of.
    fn spread(&mut self, schema: SchemaId, node: &'c Node) {
        // Schemas may apply to one value in a circle; parts are told apart by where they are.
        let mut seen: FxHashSet<(SchemaId, *const Node)> = FxHashSet::default();
        let mut pending = VecDeque::from([(schema, node)]);
        while let Some((id, node)) = pending.pop_front() {
            if self.left == 0 || !seen.insert((id, std::ptr::from_ref(node))) {
                continue;
            }
            self.left -= 1;
            let schema = self.contract.schema(id);
            let in_place = schema.reference.iter().chain(&schema.all_of);
            let in_place = in_place.chain(&schema.any_of).chain(&schema.one_of);
            pending.extend(in_place.map(|id| (*id, node)));
            if let Some(members) = node.as_object() {
                for entry in members {
                    let declared = schema.object.properties.get(entry.key.name.as_str());
                    let below = declared.or(schema.object.additional_properties.as_ref());
                    pending.extend(below.map(|id| (*id, &entry.value)));
                }
            } else if let Some(items) = node.as_array() {
                for (at, item) in items.iter().enumerate() {
                    let below = schema.array.prefix_items.get(at);
                    let below = below.or(schema.array.items.as_ref());
                    pending.extend(below.map(|id| (*id, item)));
                }
            } else if is_plain(node) {
                let known = self.by_schema.entry(id).or_default();
                if known.len() < MAX_EXAMPLES && !known.contains(&node) {
                    known.push(node);
                }
            }
        }
    }
}

/// A text, a number or a boolean; `null` shows nothing.
fn is_plain(node: &Node) -> bool {
    !node.is_null() && node.as_object().is_none() && node.as_array().is_none()
}
