//! Ways through the schemas of a contract; all end, whatever the recursion.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use super::{Schema, SchemaId, Type, TypeSet};
use crate::model::{Contract, Encoding, Header, MediaType, Operation, ParameterShape};

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

/// Where a chain of plain references ends; the schema itself where it is none.
pub fn target(contract: &Contract, mut schema: SchemaId) -> SchemaId {
    for _ in 0..contract.schemas.len() {
        match contract.schema(schema).reference {
            Some(next) => schema = next,
            None => break,
        }
    }
    schema
}

/// Is every value of this schema neither a list nor an object, so that it is one text wherever texts stand? A schema that says
/// nothing about its types allows both.
pub fn is_scalar(contract: &Contract, schema: SchemaId) -> bool {
    let schema = contract.schema(target(contract, schema));
    let is_scalar = |types: TypeSet| !types.contains(Type::Array) && !types.contains(Type::Object);
    schema.types.is_some_and(is_scalar)
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
    schemas.extend(media_type.item_schema);
    for (_, encoding) in encodings(media_type) {
        headers(&encoding.headers, schemas);
    }
}

/// Every encoding of a media type, nested ones after those they stand in, with what it is for: the property's name, `[2]`
/// for the third part, `[*]` for the parts after the positional ones; nested ones joined by `.`.
pub fn encodings(media_type: &MediaType) -> Vec<(String, &Encoding)> {
    let mut found = Vec::new();
    let (prefix, item) = (&media_type.prefix_encoding, &media_type.item_encoding);
    nested(
        "",
        &media_type.encoding,
        prefix,
        item.as_deref(),
        &mut found,
    );
    found
}

/// Encodings nest no deeper than the reader let objects nest, so this recursion is short.
fn nested<'c>(
    above: &str,
    named: &'c IndexMap<String, Encoding>,
    prefix: &'c [Encoding],
    item: Option<&'c Encoding>,
    found: &mut Vec<(String, &'c Encoding)>,
) {
    let named = named.iter().map(|(name, one)| (name.clone(), one));
    let prefix = prefix.iter().enumerate();
    let prefix = prefix.map(|(at, one)| (format!("[{at}]"), one));
    let item = item.map(|one| ("[*]".to_owned(), one));
    for (name, encoding) in named.chain(prefix).chain(item) {
        let path = if above.is_empty() {
            name
        } else {
            format!("{above}.{name}")
        };
        found.push((path.clone(), encoding));
        let (prefix, item) = (&encoding.prefix_encoding, &encoding.item_encoding);
        nested(&path, &encoding.encoding, prefix, item.as_deref(), found);
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
