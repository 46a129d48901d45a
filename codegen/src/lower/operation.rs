//! Operations: the shape of a call.

use countersign_contract::model::{Operation, PathPart};
use countersign_contract::schema::SchemaId;
use countersign_contract::{Contract, Diagnostic, Diagnostics};
use indexmap::IndexMap;

use super::deprecation::note;
use super::route::Routes;
use super::schema::{Direction, Schemas};
use super::{link, server, stream};
use crate::model::{Docs, OperationModel, ResponseModel, StreamModel, TypeRef};

/// The operations in contract order.
pub(super) fn lower<'c>(
    contract: &'c Contract,
    group_of: &[usize],
    schemas: &mut Schemas<'c>,
    diagnostics: &mut Diagnostics,
) -> Vec<OperationModel> {
    let mut routes = Routes::new(contract);
    let operations = contract.operations.iter().zip(group_of);
    operations
        .map(|(operation, group)| {
            let mut lowering = OperationLowering {
                contract,
                schemas: &mut *schemas,
                diagnostics: &mut *diagnostics,
                group: Some(*group),
                label: format!("{} {}", operation.method, operation.path),
            };
            let mut model = lowering.operation(operation);
            model.routable = routes.claim(operation, &model.parameters, diagnostics);
            model
        })
        .collect()
}

/// What the lowering of one operation needs at hand.
pub(super) struct OperationLowering<'a, 'c> {
    pub(super) contract: &'c Contract,
    pub(super) schemas: &'a mut Schemas<'c>,
    pub(super) diagnostics: &'a mut Diagnostics,
    /// Nothing for a webhook or callback.
    pub(super) group: Option<usize>,
    /// What messages call the operation.
    pub(super) label: String,
}

impl<'a, 'c> OperationLowering<'a, 'c> {
    /// Of a webhook or callback: its request goes from server to client.
    pub(super) fn of_event(
        contract: &'c Contract,
        schemas: &'a mut Schemas<'c>,
        diagnostics: &'a mut Diagnostics,
        event: &Operation,
    ) -> Self {
        Self {
            contract,
            schemas,
            diagnostics,
            group: None,
            label: format!("{} {}", event.method, event.path),
        }
    }
}

impl OperationLowering<'_, '_> {
    pub(super) fn operation(&mut self, operation: &Operation) -> OperationModel {
        self.check_security(operation);
        let parameters = self.parameters(operation);
        let body = operation
            .request_body
            .as_ref()
            .and_then(|body| self.body(body));
        let mut stream = self.stream(operation);
        let responses = self.responses(operation, stream.as_ref());
        if let Some(stream) = &mut stream {
            stream.accept = stream::accept(stream, &responses);
        }
        let pages = self.pages(operation, &parameters);
        OperationModel {
            operation_id: id(operation),
            called_after: name(operation),
            group: self.group.unwrap_or_default(),
            method: operation.method.clone(),
            path: operation.path.clone(),
            servers: match self.group {
                Some(_) => server::of_operation(self.contract, operation, self.diagnostics),
                // A message is given its destination.
                None => Vec::new(),
            },
            docs: Docs {
                title: operation.summary.clone(),
                description: operation.description.clone(),
                notes: Vec::new(),
                deprecated: operation.deprecated,
                deprecation: operation
                    .deprecated
                    .then(|| note(&operation.extensions, operation.description.as_deref()))
                    .flatten(),
            },
            parameters,
            body,
            accept: accept(&responses, stream.as_ref()),
            responses,
            stream,
            pages,
            security: operation.security.clone(),
            policy: operation.policy.clone(),
            links: link::lower(operation),
            routable: true,
            event: None,
        }
    }

    /// A scheme nobody described: a client could not satisfy it and a server would refuse everybody, so nothing is generated
    /// rather than something that is open or dead.
    fn check_security(&mut self, operation: &Operation) {
        for requirement in &operation.security {
            for used in &requirement.schemes {
                if self.contract.security_schemes.contains_key(&used.scheme) {
                    continue;
                }
                let message = format!(
                    "{} {} needs `{}`, and no security scheme of that name is declared",
                    operation.method, operation.path, used.scheme
                );
                self.diagnostics.push(
                    Diagnostic::error("undeclared-security-scheme", message)
                        .at(requirement.span.unwrap_or(operation.method_span))
                        .help("declare it under `components: securitySchemes:`"),
                );
            }
        }
    }

    /// The type of a schema; without one, of any value.
    pub(super) fn type_of(&mut self, schema: Option<SchemaId>, direction: Direction) -> TypeRef {
        match schema {
            Some(schema) => match self.group {
                Some(group) => self.schemas.type_of(schema, direction, group),
                None => self.schemas.type_of_event(schema, direction.reversed()),
            },
            None => TypeRef::ANY,
        }
    }
}

/// An empty id names nothing.
fn id(operation: &Operation) -> Option<String> {
    let id = operation.operation_id.clone();
    id.filter(|id| !id.trim().is_empty())
}

/// `operationId`, else method and path: `GET /orders/{id}` is `get orders by id`, a name that depends on nothing else.
pub(crate) fn name(operation: &Operation) -> String {
    if let Some(operation_id) = id(operation) {
        return operation_id;
    }
    let mut name = operation.method.as_str().to_lowercase();
    for part in &operation.path.parts {
        name.push(' ');
        match part {
            PathPart::Literal(text) => name.push_str(text),
            PathPart::Parameter(parameter) => {
                name.push_str("by ");
                name.push_str(parameter);
            }
        }
    }
    name.push(' ');
    name.push_str(&operation.path.suffix);
    name
}

/// Every media type a response may have, once, in order of precedence; alternatives weigh less.
fn accept(responses: &[ResponseModel], stream: Option<&StreamModel>) -> String {
    let mut tenths: IndexMap<&str, usize> = IndexMap::new();
    for response in responses {
        let contents = response.contents.iter();
        let contents = contents.map(|content| content.media_type.as_str());
        let stream = stream.filter(|_| response.streams);
        let stream = stream.map(|stream| stream.media_type.as_str());
        for (position, media_type) in contents.chain(stream).enumerate() {
            let weight = 10_usize.saturating_sub(position).max(1);
            let known = tenths.entry(media_type).or_default();
            *known = weight.max(*known);
        }
    }
    let ranges = tenths.into_iter().map(|(name, tenths)| match tenths {
        10 => name.to_owned(),
        tenths => format!("{name};q=0.{tenths}"),
    });
    ranges.collect::<Vec<_>>().join(", ")
}
