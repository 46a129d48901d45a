//! A GET answers with an array and has no parameter that limits it.
//!
//! # Why
//! The array grows with the data until one answer is too large for the server, the network or the client.
//! # What to do
//! take a cursor and a limit, and declare `x-countersign-pagination`
//! # Example
//! ```yaml
//! get: { operationId: listItems, responses: { "200": { description: ok, content: { application/json: { schema: { type: array, items: { type: string } } } } } } }
//! ```
//! # Instead
//! ```yaml
//! get:
//!   operationId: listItems
//!   parameters: [{ name: limit, in: query, schema: { type: integer } }]
//!   responses: { "200": { description: ok, content: { application/json: { schema: { type: array, items: { type: string } } } } } }
//! ```

use countersign_contract::model::{Method, ParameterLocation, StatusPattern};
use countersign_contract::schema::{Type, TypeSet};

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{OperationSubject, target};

pub(crate) const META: LintMeta = LintMeta::new(
    "list-unpaged",
    Group::Reliability,
    Level::Info,
    "OWASP API4:2023.",
);

const LIMITING: [&str; 12] = [
    "limit", "page", "cursor", "offset", "size", "count", "after", "before", "start", "token",
    "top", "max",
];

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    let operation = subject.operation;
    let limited = operation.parameters.iter().any(|parameter| {
        let name = parameter.name.to_ascii_lowercase();
        parameter.location == ParameterLocation::Query
            && LIMITING.iter().any(|word| name.contains(word))
    });
    if operation.method != Method::Get || limited {
        return;
    }
    let array = TypeSet::EMPTY.with(Type::Array);
    let unbounded = operation
        .responses
        .iter()
        .filter(|response| {
            matches!(
                response.status,
                StatusPattern::Code(200..=299) | StatusPattern::Range(2)
            )
        })
        .flat_map(|response| &response.content)
        .filter_map(|media| media.schema)
        .map(|schema| target(subject.contract, schema))
        .any(|schema| schema.types == Some(array) && schema.array.max_items.is_none());
    if unbounded {
        findings.push(format!(
            "`{}` answers with a whole list, however long it is",
            subject.label()
        ));
    }
}
