//! Ways through the schemas of a contract; all end, whatever the recursion.

use rustc_hash::FxHashSet;

use super::{Schema, SchemaId};
use crate::model::{Contract, Header, MediaType, Operation, ParameterShape};

/// Every schema that can be reached from `roots` (themselves included), each once, in order of first meeting.
pub fn reachable(contract: &Contract, roots: impl IntoIterator<Item = SchemaId>) -> Vec<SchemaId> {
    let mut met = vec![false; contract.schemas.len()];
    let mut order = Vec::new();
    let mut pending: Vec<SchemaId> = roots.into_iter().collect();
    pending.reverse();
    while let Some(id) = pending.pop() {
        if std::mem::replace(&mut met[id.index()], true) {
            continue;
        }
        order.push(id);
        let children = contract.schema(id).children();
        pending.extend(children.into_iter().rev().map(|(_, child)| child));
    }
    order
}

/// The schemas directly in what a caller of the operation sends: parameters, then bodies.
pub fn request_schemas(operation: &Operation) -> Vec<SchemaId> {
    let mut schemas = Vec::new();
    for parameter in &operation.parameters {
        shape(&parameter.shape, &mut schemas);
    }
    if let Some(body) = &operation.request_body {
        for media_type in &body.content {
            media(media_type, &mut schemas);
        }
    }
    schemas
}

/// The schemas directly in what the operation answers: headers, then bodies, response by response.
pub fn response_schemas(operation: &Operation) -> Vec<SchemaId> {
    let mut schemas = Vec::new();
    for response in &operation.responses {
        headers(&response.headers, &mut schemas);
        for media_type in &response.content {
            media(media_type, &mut schemas);
        }
    }
    schemas
}

fn shape(shape: &ParameterShape, schemas: &mut Vec<SchemaId>) {
    match shape {
        ParameterShape::Schema { schema, .. } => schemas.push(*schema),
        ParameterShape::Content(media_type) => media(media_type, schemas),
    }
}

fn media(media_type: &MediaType, schemas: &mut Vec<SchemaId>) {
    schemas.extend(media_type.schema);
    for encoding in media_type.encoding.values() {
        headers(&encoding.headers, schemas);
    }
}

fn headers(headers: &[Header], schemas: &mut Vec<SchemaId>) {
    for header in headers {
        shape(&header.shape, schemas);
    }
}

/// Is a value of this schema for responses only? `readOnly` counts where it is written, behind `$ref` and in `allOf`.
pub fn is_read_only(contract: &Contract, schema: SchemaId) -> bool {
    any_applied(contract, schema, |schema| schema.annotations.read_only)
}

/// Is a value of this schema for requests only? `writeOnly` counts where it is written, behind `$ref` and in `allOf`.
pub fn is_write_only(contract: &Contract, schema: SchemaId) -> bool {
    any_applied(contract, schema, |schema| schema.annotations.write_only)
}

/// Does `holds` for the schema or one that always applies together with it?
fn any_applied(contract: &Contract, schema: SchemaId, holds: impl Fn(&Schema) -> bool) -> bool {
    let mut met = FxHashSet::default();
    let mut pending = vec![schema];
    while let Some(id) = pending.pop() {
        if !met.insert(id) {
            continue;
        }
        let schema = contract.schema(id);
        if holds(schema) {
            return true;
        }
        pending.extend(schema.reference.iter().chain(&schema.all_of));
    }
    false
}
