//! Documents without operations: each of their schemas is compared as what is handed over.
//!
//! Nobody can tell from such a document who writes the values and who reads them. Those of a JSON Schema file are taken to be
//! written by others, as the validator of a file takes them: what the base takes, the revision must take as well. An OpenAPI
//! document of nothing but components is there for others to refer to, from requests and from responses: its schemas are
//! compared both ways.

use countersign_contract::Contract;
use countersign_contract::model::{
    MediaType, Method, Operation, PathPart, PathTemplate, RequestBody,
};
use countersign_contract::policy::{
    IdempotencyPolicy, Policy, RetryPolicy, Sourced, StreamPolicy, TimeoutPolicy,
};
use countersign_contract::schema::SchemaId;
use indexmap::IndexMap;

/// [`OperationName::kind`](crate::OperationName) of a schema of such a document.
pub(crate) const KIND: &str = "schema";

/// Both contracts with an operation for each schema that has a name; `None` when they are no documents of schemas, or not of
/// one kind.
pub(crate) fn with_operations(
    base: &Contract,
    revision: &Contract,
) -> Option<(Contract, Contract)> {
    let of_files = || Some((of_a_file(base)?, of_a_file(revision)?));
    let of_components = || Some((of_components(base)?, of_components(revision)?));
    of_files().or_else(of_components)
}

/// Is this operation one of those that stand for a schema?
pub(crate) fn is_schema(operation: &Operation) -> bool {
    operation.method == METHOD
}

/// No contract has a method without a name.
const METHOD: Method = Method::Other(String::new());

/// An OpenAPI document of components alone.
fn of_components(contract: &Contract) -> Option<Contract> {
    let alone = contract.root_schema.is_none()
        && contract.operations.is_empty()
        && contract.webhooks.is_empty()
        && !contract.component_schemas.is_empty();
    let operations = contract.component_schemas.iter().map(|(name, schema)| {
        let label = format!("schema `{name}`");
        reading(contract, name, label, *schema)
    });
    alone.then(|| Contract {
        operations: operations.collect(),
        ..contract.clone()
    })
}

/// A JSON Schema on its own: the whole document first.
fn of_a_file(contract: &Contract) -> Option<Contract> {
    let root = contract.root_schema?;
    let mut contract = contract.clone();
    // Annotations to JSON Schema (2020-12 Validation, 9.4): only messages of an API leave such properties out.
    for schema in &mut contract.schemas {
        schema.annotations.read_only = false;
        schema.annotations.write_only = false;
    }
    let mut operations = vec![reading(&contract, "", "the root schema".to_owned(), root)];
    // The first name is the root's own; it may be that of the file, so that it tells nothing.
    for (name, schema) in contract.component_schemas.iter().skip(1) {
        let label = format!("schema `{name}`");
        operations.push(reading(&contract, name, label, *schema));
    }
    contract.operations = operations;
    Some(contract)
}

/// An operation that takes one value and asks for nothing else.
pub(crate) fn reading(contract: &Contract, key: &str, label: String, id: SchemaId) -> Operation {
    let schema = contract.schema(id);
    let (span, pointer) = (schema.span, schema.pointer.clone());
    let content = MediaType {
        name: "application/json".to_owned(),
        schema: Some(id),
        item_schema: None,
        encoding: IndexMap::new(),
        prefix_encoding: Vec::new(),
        item_encoding: None,
        examples: Vec::new(),
        span,
        pointer: pointer.clone(),
    };
    let body = RequestBody {
        required: true,
        description: None,
        content: vec![content],
        span,
        required_span: None,
        pointer: pointer.clone(),
    };
    Operation {
        operation_id: None,
        method: METHOD,
        path: PathTemplate {
            text: label,
            parts: vec![PathPart::Literal(key.to_owned())],
            suffix: String::new(),
        },
        tags: Vec::new(),
        summary: None,
        description: None,
        deprecated: false,
        parameters: Vec::new(),
        request_body: Some(body),
        responses: Vec::new(),
        security: Vec::new(),
        servers: Vec::new(),
        callbacks: IndexMap::new(),
        policy: no_policy(),
        extensions: IndexMap::new(),
        span,
        method_span: span,
        pointer,
    }
}

/// Nothing is sent, so nothing is sent again.
fn no_policy() -> Policy {
    Policy {
        idempotency: Sourced::default_value(IdempotencyPolicy::None),
        retry: Sourced::default_value(RetryPolicy::default()),
        timeout: Sourced::default_value(TimeoutPolicy::default()),
        rate_limit: Sourced::default_value(None),
        stream: Sourced::default_value(StreamPolicy::default()),
        pagination: Sourced::default_value(None),
    }
}
