//! JSON Schemas on their own have no operations: each of their schemas is compared as what one hands in to be read.
//!
//! Nobody can tell from such a file who writes the values and who reads them. They are taken to be written by others, as the
//! validator of a file takes them: what the base takes, the revision must take as well.

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

/// The contract with an operation for each schema that has a name, the whole document first; `None` when it is no JSON
/// Schema on its own.
pub(crate) fn with_operations(contract: &Contract) -> Option<Contract> {
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
fn reading(contract: &Contract, key: &str, label: String, id: SchemaId) -> Operation {
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
        method: Method::Other(String::new()),
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
