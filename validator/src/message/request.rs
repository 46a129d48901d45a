//! A recorded request against the contract.

use countersign_contract::model::Operation;
use countersign_contract::schema::Projection;

use super::body;
use super::finding::{Finding, FindingKind, Place};
use super::idempotency;
use super::operation::{Found, Target, match_operation, split_target};
use super::parameter::{self, Sent};
use super::security;
use crate::recording::RecordedRequest;
use crate::style::Pairs;
use crate::validator::Validator;

/// What was found out about a request.
#[derive(Clone, Debug)]
pub struct CheckedRequest<'c> {
    /// The operation it is for, if there is one.
    pub operation: Option<&'c Operation>,
    /// What is wrong with it, or worth saying.
    pub findings: Vec<Finding>,
}

impl<'c> Validator<'c> {
    /// Judges a request: which operation it is for, its parameters, its idempotency key, its credentials and its body.
    /// With an `operationId` the request is judged as one for that operation.
    pub fn check_request(
        &self,
        request: &RecordedRequest,
        operation: Option<&str>,
    ) -> CheckedRequest<'c> {
        let (path, query) = split_target(&request.target);
        let target = match operation {
            Some(id) => self.named(id, path),
            None => self.matching(&request.method, path, query),
        };
        let mut findings = Vec::new();
        let target = match target {
            Ok(target) => target,
            Err(finding) => {
                return CheckedRequest {
                    operation: None,
                    findings: vec![*finding],
                };
            }
        };
        let operation = target.operation;
        let sent = Sent {
            path: &target.path_parameters,
            query: &Pairs::from_query(query),
            query_string: query,
            headers: &request.headers,
            cookies: &Pairs::from_cookies(request.headers.values("cookie").into_iter()),
        };
        if operation.method.as_str() != request.method {
            let message = format!("must be {}, is {}", operation.method, request.method);
            findings.push(
                Finding::error(Place::Method, FindingKind::UnknownMethod, message)
                    .declared_at(operation.method_span),
            );
        }
        parameter::check(self, operation, &sent, &mut findings);
        idempotency::check(operation, &request.headers, &mut findings);
        security::check(self.contract(), operation, &sent, &mut findings);
        self.request_body(operation, request, &mut findings);
        CheckedRequest {
            operation: Some(operation),
            findings,
        }
    }

    fn named(&self, id: &str, path: &str) -> Result<Target<'c>, Box<Finding>> {
        let Some(operation) = self.contract().operation(id) else {
            let message = format!("{id:?} is none that the contract has");
            return Err(
                Finding::error(Place::Operation, FindingKind::UnknownOperation, message).into(),
            );
        };
        let Some(path_parameters) = match_operation(operation, path) else {
            let message = format!("must have the form {}", operation.path);
            return Err(
                Finding::error(Place::Path, FindingKind::UnknownPath, message)
                    .declared_at(operation.span)
                    .into(),
            );
        };
        Ok(Target {
            operation,
            path_parameters,
        })
    }

    fn matching(&self, method: &str, path: &str, query: &str) -> Result<Target<'c>, Box<Finding>> {
        match self.routes().find(method, path, query) {
            Found::Operation(target) => Ok(target),
            Found::OtherMethods(methods) => {
                let message = format!(
                    "is not declared for this path, only {}",
                    crate::words::listed(&methods)
                );
                Err(Finding::error(Place::Method, FindingKind::UnknownMethod, message).into())
            }
            Found::Nothing => {
                let message = "is none that the contract declares";
                Err(Finding::error(Place::Path, FindingKind::UnknownPath, message).into())
            }
        }
    }

    fn request_body(
        &self,
        operation: &Operation,
        request: &RecordedRequest,
        findings: &mut Vec<Finding>,
    ) {
        match (&operation.request_body, request.body.is_absent()) {
            (Some(declared), true) if declared.required => findings.push(
                Finding::error(body::whole(), FindingKind::MissingBody, "is missing")
                    .declared_at(declared.span),
            ),
            (_, true) => {}
            (Some(declared), false) => body::check(
                self,
                &declared.content,
                &request.headers,
                &request.body,
                Projection::Request,
                findings,
            ),
            (None, false) => findings.push(
                Finding::error(
                    body::whole(),
                    FindingKind::UndeclaredBody,
                    "is not declared for this operation",
                )
                .declared_at(operation.span),
            ),
        }
    }
}
