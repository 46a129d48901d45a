//! Which schemas need a validation table of their own?

use countersign_contract::Contract;
use countersign_contract::schema::{Schema, SchemaId};
use indexmap::IndexMap;

use crate::model::{OperationModel, ValidationModel};

/// Schemas nested deeper than this inside their parent's table get their own.
const NESTING: usize = 5;

/// A chain of references longer than this is taken for a cycle.
const REFERENCE_HOPS: usize = 64;

/// The tables of `operations`: of requests and answers for who receives the ones and gives the others, and of what cannot be
/// read without in responses.
pub(crate) fn validation(
    contract: &Contract,
    operations: &[OperationModel],
    receives: bool,
) -> ValidationModel {
    let mut model = ValidationModel::default();
    let mut pending: Vec<SchemaId> = Vec::new();
    let requests = operations.iter().filter(|_| receives);
    let requests = requests.flat_map(OperationModel::request_schemas);
    let responses = operations.iter().flat_map(OperationModel::response_schemas);
    let answers = operations.iter().filter(|_| receives);
    let answers = answers.flat_map(OperationModel::answer_schemas);
    model.answers = receives;
    for root in requests.chain(responses).chain(answers) {
        let root = resolve(contract, root);
        if contract.schema(root).name.is_some() {
            claim(contract, root, &mut model, &mut pending);
        } else {
            collect(contract, root, 0, &mut model, &mut pending);
        }
        while let Some(table) = pending.pop() {
            collect(contract, table, 0, &mut model, &mut pending);
        }
    }
    model
}

/// Finds what a table refers to and what is too deep to stand inside it.
fn collect(
    contract: &Contract,
    id: SchemaId,
    depth: usize,
    model: &mut ValidationModel,
    pending: &mut Vec<SchemaId>,
) {
    let schema = contract.schema(id);
    let mapped = schema
        .discriminator
        .iter()
        .flat_map(|discriminator| discriminator.mapping.values().copied());
    for target in mapped {
        claim(contract, resolve(contract, target), model, pending);
    }
    for (keyword, child) in schema.children() {
        let target = resolve(contract, child);
        let refers = keyword == "$ref" || target != child;
        if refers || contract.schema(target).name.is_some() || depth + 1 > NESTING {
            claim(contract, target, model, pending);
        } else if !model.tables.contains_key(&target) {
            collect(contract, target, depth + 1, model, pending);
        }
    }
}

/// The tables that the text of a schema refers to, wherever it stands; itself, where it has one.
pub(crate) fn tables_behind(
    contract: &Contract,
    id: SchemaId,
    tables: &IndexMap<SchemaId, String>,
) -> Vec<SchemaId> {
    let id = resolve(contract, id);
    if tables.contains_key(&id) {
        vec![id]
    } else {
        tables_within(contract, id, tables)
    }
}

/// The tables that the text of a schema's own table refers to.
pub(crate) fn tables_within(
    contract: &Contract,
    id: SchemaId,
    tables: &IndexMap<SchemaId, String>,
) -> Vec<SchemaId> {
    let schema = contract.schema(id);
    let mapped = schema
        .discriminator
        .iter()
        .flat_map(|discriminator| discriminator.mapping.values().copied());
    let children = schema.children().into_iter().map(|(_, child)| child);
    children
        .chain(mapped)
        .flat_map(|child| tables_behind(contract, child, tables))
        .collect()
}

fn claim(
    contract: &Contract,
    id: SchemaId,
    model: &mut ValidationModel,
    pending: &mut Vec<SchemaId>,
) {
    if !model.tables.contains_key(&id) {
        model.tables.insert(id, name_source(contract.schema(id)));
        pending.push(id);
    }
}

/// Follows references that stand alone; whoever refers to an alias refers to its target. A cycle of aliases ends where it began.
pub(crate) fn resolve(contract: &Contract, id: SchemaId) -> SchemaId {
    let mut current = id;
    for _ in 0..REFERENCE_HOPS {
        let schema = contract.schema(current);
        if !has_one_child_only(schema) {
            break;
        }
        match (schema.reference, schema.all_of.as_slice()) {
            (Some(next), _) => current = next,
            // `allOf: [{$ref: ..}]` is how OpenAPI 3.0 wrote a reference with a description.
            (None, [next]) if contract.schema(*next).reference.is_some() => current = *next,
            (None, _) => break,
        }
    }
    current
}

/// Does one subschema say everything that counts for validation?
fn has_one_child_only(schema: &Schema) -> bool {
    schema.children().len() == 1
        && schema.boolean.is_none()
        && schema.types.is_none()
        && schema.constant.is_none()
        && schema.enumeration.is_none()
        && schema.format.is_none()
        && !schema.numeric.is_used()
        && !schema.string.is_used()
        && !schema.array.is_used()
        && !schema.object.is_used()
        && !schema.annotations.read_only
        && !schema.annotations.write_only
}

/// Tokens of a pointer that say nothing about what stands there.
const STRUCTURE: [&str; 7] = [
    "definitions",
    "components",
    "schemas",
    "paths",
    "properties",
    "content",
    "schema",
];

/// A component's name; else the words of the pointer that say where it stands.
pub(super) fn name_source(schema: &Schema) -> String {
    if let Some(name) = &schema.name {
        return name.clone();
    }
    let words: Vec<&str> = schema
        .pointer
        .tokens()
        .into_iter()
        .filter(|token| !STRUCTURE.contains(token))
        .collect();
    words.join(" ")
}
