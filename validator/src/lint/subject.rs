//! What lints look at, walked once.

use countersign_contract::SourceSpan;
use countersign_contract::model::{
    Contract, Method, Operation, Parameter, Response, SecurityScheme, Server,
};
use countersign_contract::schema::{Schema, SchemaId, visit};

/// Which way the requests of an operation go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// From a client to the API.
    Call,
    /// From the API to whoever subscribed.
    Webhook,
}

/// An operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OperationSubject<'c> {
    pub(crate) contract: &'c Contract,
    pub(crate) operation: &'c Operation,
    pub(crate) kind: Kind,
}

impl OperationSubject<'_> {
    /// `METHOD /path`, or `METHOD name` of a webhook.
    pub(crate) fn label(&self) -> String {
        format!("{} {}", self.operation.method, self.operation.path)
    }

    /// Does a request change something, as far as its method says (RFC 9110 9.2.1)?
    pub(crate) fn mutates(&self) -> bool {
        match &self.operation.method {
            Method::Get | Method::Head | Method::Options | Method::Trace | Method::Query => false,
            Method::Put | Method::Post | Method::Delete | Method::Patch | Method::Other(_) => true,
        }
    }

    /// Is there a way in without any credential?
    pub(crate) fn is_open(&self) -> bool {
        let alternatives = &self.operation.security;
        alternatives.is_empty() || alternatives.iter().any(|all| all.schemes.is_empty())
    }

    /// Is one of these statuses declared, by code, range or default?
    pub(crate) fn answers(&self, statuses: &[u16]) -> bool {
        self.operation.responses.iter().any(|response| {
            statuses
                .iter()
                .any(|status| response.status.covers(*status))
        })
    }
}

/// A parameter and the operation it belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ParameterSubject<'c> {
    pub(crate) of: OperationSubject<'c>,
    pub(crate) parameter: &'c Parameter,
}

impl ParameterSubject<'_> {
    /// The schema of its value, behind references.
    pub(crate) fn schema(&self) -> Option<&Schema> {
        use countersign_contract::model::ParameterShape;
        let id = match &self.parameter.shape {
            ParameterShape::Schema { schema, .. } => *schema,
            ParameterShape::Content(media) => media.schema?,
        };
        Some(target(self.of.contract, id))
    }
}

/// A response of an operation.
#[derive(Debug)]
pub(crate) struct ResponseSubject<'c> {
    pub(crate) response: &'c Response,
}

impl ResponseSubject<'_> {
    /// Is a header field declared? Names are case-insensitive (RFC 9110 5.1).
    pub(crate) fn has_header(&self, name: &str) -> bool {
        let headers = &self.response.headers;
        headers
            .iter()
            .any(|header| header.name.eq_ignore_ascii_case(name))
    }
}

/// A schema that messages use, and which way its values travel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SchemaSubject<'c> {
    pub(crate) contract: &'c Contract,
    pub(crate) id: SchemaId,
    pub(crate) schema: &'c Schema,
    /// Values come from outside.
    pub(crate) received: bool,
    /// Values go outside.
    pub(crate) sent: bool,
    /// It applies together with others (`allOf`, `not`, `if`, ...), so what it lacks may stand elsewhere.
    pub(crate) partial: bool,
}

/// A security scheme.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SchemeSubject<'c> {
    pub(crate) contract: &'c Contract,
    pub(crate) scheme: &'c SecurityScheme,
}

/// A server.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ServerSubject<'c> {
    pub(crate) server: &'c Server,
    /// How many stand beside it.
    pub(crate) siblings: usize,
}

/// Where a chain of plain references ends.
pub(crate) fn target(contract: &Contract, id: SchemaId) -> &Schema {
    contract.schema(visit::target(contract, id))
}

/// Every operation, those of callbacks and webhooks included.
pub(crate) fn operations(contract: &Contract) -> Vec<OperationSubject<'_>> {
    let subject = |operation, kind| OperationSubject {
        contract,
        operation,
        kind,
    };
    let mut all: Vec<OperationSubject<'_>> = Vec::new();
    let mut pending: Vec<&Operation> = Vec::new();
    for operation in &contract.operations {
        all.push(subject(operation, Kind::Call));
        pending.push(operation);
    }
    for webhook in &contract.webhooks {
        for operation in &webhook.operations {
            all.push(subject(operation, Kind::Webhook));
            pending.push(operation);
        }
    }
    while let Some(operation) = pending.pop() {
        for callback in operation.callbacks.values() {
            for (_, operations) in &callback.expressions {
                for operation in operations {
                    all.push(subject(operation, Kind::Webhook));
                    pending.push(operation);
                }
            }
        }
    }
    all
}

/// Every schema that messages use, each once, in order of writing.
pub(crate) fn schemas<'c>(
    contract: &'c Contract,
    operations: &[OperationSubject<'c>],
) -> Vec<SchemaSubject<'c>> {
    let (mut inward, mut outward) = (Vec::new(), Vec::new());
    for subject in operations {
        let requests = visit::request_schemas(subject.operation);
        let responses = visit::response_schemas(subject.operation);
        let (to_us, from_us) = match subject.kind {
            Kind::Call => (requests, responses),
            Kind::Webhook => (responses, requests),
        };
        inward.extend(to_us);
        outward.extend(from_us);
    }
    let mark = |roots: Vec<SchemaId>| {
        let mut marks = vec![false; contract.schemas.len()];
        for id in visit::reachable(contract, roots) {
            marks[id.index()] = true;
        }
        marks
    };
    let (received, sent, partial) = (mark(inward), mark(outward), partial(contract));
    let mut subjects: Vec<SchemaSubject<'c>> = contract
        .schema_ids()
        .map(|id| SchemaSubject {
            contract,
            id,
            schema: contract.schema(id),
            received: received[id.index()],
            sent: sent[id.index()],
            partial: partial[id.index()],
        })
        .filter(|subject| subject.received || subject.sent)
        .filter(|subject| subject.schema.reference.is_none())
        .collect();
    subjects.sort_by_key(|subject| subject.schema.span);
    subjects
}

/// For every schema whether others apply to the same value.
fn partial(contract: &Contract) -> Vec<bool> {
    const IN_PLACE: [&str; 5] = ["allOf", "not", "if", "then", "else"];
    let mut partial = vec![false; contract.schemas.len()];
    for schema in &contract.schemas {
        for (keyword, child) in schema.children() {
            let beside = keyword == "$ref" && schema.keyword_spans.len() > 1;
            if IN_PLACE.contains(&keyword) || beside {
                partial[child.index()] = true;
            }
        }
    }
    partial
}

/// Where a schema's subject lies.
pub(crate) fn span_of(schema: &Schema, keyword: &str) -> SourceSpan {
    let written = schema.keyword_spans.get(keyword).copied();
    written.unwrap_or(schema.span)
}
