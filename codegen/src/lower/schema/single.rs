//! What one schema says by itself, or through what it refers to: before anything is intersected.

use countersign_contract::Contract;
use countersign_contract::schema::{Schema, SchemaId, Type, TypeSet};
use countersign_contract::syntax::Node;
use indexmap::IndexSet;

/// A chain of references longer than this is taken for a cycle.
const REFERENCE_HOPS: usize = 64;

/// The only member beside `null` of a `oneOf` or `anyOf` that no tag chooses from.
pub(super) fn only_choice(
    contract: &Contract,
    schema: &Schema,
    members: &[SchemaId],
) -> Option<SchemaId> {
    let mut members = members.iter().filter(|id| !is_null(contract, **id));
    let only = members.next().copied();
    only.filter(|_| members.next().is_none() && schema.discriminator.is_none())
}

/// The schemas that apply where a condition holds.
pub(super) fn conditions(schema: &Schema) -> impl Iterator<Item = SchemaId> {
    let branches = schema.then_schema.into_iter().chain(schema.else_schema);
    branches.chain(schema.object.dependent_schemas.values().copied())
}

/// What a server takes and never shows is a secret; so is what `x-ms-secret` calls one.
pub(super) fn is_secret(schema: &Schema) -> bool {
    let annotations = &schema.annotations;
    let called_so = annotations
        .extensions
        .get("x-ms-secret")
        .and_then(Node::as_bool);
    annotations.write_only && !annotations.read_only || called_so == Some(true)
}

/// Does the schema accept `null` and nothing else?
pub(super) fn is_null(contract: &Contract, id: SchemaId) -> bool {
    let schema = contract.schema(id);
    let only_null = |values: &[Node]| !values.is_empty() && values.iter().all(Node::is_null);
    schema
        .types
        .is_some_and(|types| types.single() == Some(Type::Null))
        || schema.constant.as_ref().is_some_and(Node::is_null)
        || schema.enumeration.as_deref().is_some_and(only_null)
}

/// Is `null` one of the types that the schema, or what it refers to, names?
pub(super) fn allows_null(contract: &Contract, id: SchemaId) -> bool {
    let mut at = Some(id);
    for _ in 0..REFERENCE_HOPS {
        let Some(id) = at else { break };
        let schema = contract.schema(id);
        let named = |types: TypeSet| types.contains(Type::Null);
        if schema.types.is_some_and(named) {
            return true;
        }
        at = schema.reference;
    }
    false
}

/// Does the schema only restrict, like `required: [a]` or `not: ..`, and say nothing about a type?
pub(super) fn is_shapeless(contract: &Contract, id: SchemaId) -> bool {
    let schema = contract.schema(id);
    let object = &schema.object;
    schema.boolean.is_none()
        && schema.reference.is_none()
        && schema
            .types
            .is_none_or(|types| types.single() == Some(Type::Object))
        && values(schema).is_none()
        && schema.format.is_none()
        && object
            .additional_properties
            .is_none_or(|id| contract.schema(id).boolean.is_some())
        && object
            .properties
            .values()
            .all(|property| is_shapeless_property(contract, *property))
        && !schema.array.is_used()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.one_of.is_empty()
        && (!object.required.is_empty() || schema.not.is_some() || !object.properties.is_empty())
}

fn is_shapeless_property(contract: &Contract, id: SchemaId) -> bool {
    contract.schema(id).boolean.is_some()
}

/// Is the schema, or what it merely refers to, among those visited?
pub(super) fn reaches(contract: &Contract, id: SchemaId, visited: &IndexSet<SchemaId>) -> bool {
    let mut seen = IndexSet::new();
    let mut at = Some(id);
    while let Some(id) = at.filter(|id| seen.insert(*id)) {
        if visited.contains(&id) {
            return true;
        }
        at = contract.schema(id).reference;
    }
    false
}

/// The values of `const` or `enum`.
pub(super) fn values(schema: &Schema) -> Option<Vec<Node>> {
    match (&schema.constant, &schema.enumeration) {
        (Some(constant), _) => Some(vec![constant.clone()]),
        (None, Some(values)) => Some(values.clone()),
        (None, None) => None,
    }
}
