//! Some answers on a path declare which origins may read them, and others do not.
//!
//! # Why
//! A browser keeps an answer without `Access-Control-Allow-Origin` from the script that asked, errors included. Where no answer
//! on the path declares it nothing is found: whether browsers call an API is not part of its contract.
//! # What to do
//! declare the response header `Access-Control-Allow-Origin` on every answer of the path
//! # Example
//! ```yaml
//! get:
//!   operationId: listItems
//!   responses:
//!     "200": { description: ok, headers: { Access-Control-Allow-Origin: { schema: { type: string } } } }
//!     "404": { description: nothing there }
//! ```
//! # Instead
//! ```yaml
//! get:
//!   operationId: listItems
//!   responses:
//!     "200": { description: ok, headers: { Access-Control-Allow-Origin: { schema: { type: string } } } }
//!     "404": { description: nothing there, headers: { Access-Control-Allow-Origin: { schema: { type: string } } } }
//! ```

use countersign_contract::model::Response;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{Kind, OperationSubject, ResponseSubject};

pub(crate) const META: LintMeta = LintMeta::new(
    "cors-origin-undeclared",
    Group::Design,
    Level::Info,
    "OWASP API8:2023, Fetch 3.3.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    let readable = |response: &Response| {
        ResponseSubject { response }.has_header("Access-Control-Allow-Origin")
    };
    let operation = subject.operation;
    let beside = subject
        .contract
        .operations
        .iter()
        .filter(|other| other.path.text == operation.path.text);
    let for_browsers = beside.flat_map(|other| &other.responses).any(readable);
    if subject.kind != Kind::Call || !for_browsers {
        return;
    }
    for response in operation
        .responses
        .iter()
        .filter(|response| !readable(response))
    {
        findings.push_at(
            response.span,
            format!(
                "{} of `{}` does not say which origins may read it",
                response.status,
                subject.label()
            ),
        );
    }
}
