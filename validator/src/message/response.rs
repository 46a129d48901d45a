//! A recorded response against an operation.

use countersign_contract::Severity;
use countersign_contract::model::{Method, Operation, Response, StatusPattern};
use countersign_contract::schema::Projection;

use super::body;
use super::finding::{Finding, FindingKind, Place};
use crate::recording::RecordedResponse;
use crate::style::{Declared, Raw, read};
use crate::validator::Validator;

impl Validator<'_> {
    /// Judges a response of an operation: its status, its headers and its body.
    pub fn check_response(
        &self,
        operation: &Operation,
        response: &RecordedResponse,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        let Some(declared) = declared(operation, response.status) else {
            let message = format!("{} is none that the operation declares", response.status);
            findings.push(
                Finding::error(Place::Status, FindingKind::UndeclaredStatus, message)
                    .declared_at(operation.span),
            );
            return findings;
        };
        self.response_headers(declared, response, &mut findings);
        // RFC 9110 6.4.1: these never have a body.
        let bodiless =
            operation.method == Method::Head || matches!(response.status, 100..=199 | 204 | 304);
        match (declared.content.is_empty(), response.body.is_absent()) {
            (true, false) => findings.push(
                Finding::new(
                    Severity::Warning,
                    body::whole(),
                    FindingKind::UndeclaredBody,
                    "is not declared for this status",
                )
                .declared_at(declared.span),
            ),
            (false, true) if !bodiless => findings.push(
                Finding::error(body::whole(), FindingKind::MissingBody, "is missing")
                    .declared_at(declared.span),
            ),
            (false, false) => body::check(
                self,
                &declared.content,
                &response.headers,
                &response.body,
                Projection::Response,
                &mut findings,
            ),
            (_, true) => {}
        }
        findings
    }

    fn response_headers(
        &self,
        declared: &Response,
        response: &RecordedResponse,
        findings: &mut Vec<Finding>,
    ) {
        for header in &declared.headers {
            let place = || Place::Header(header.name.clone());
            let described = Declared {
                contract: self.contract(),
                name: &header.name,
                shape: &header.shape,
            };
            let lines = response.headers.values(&header.name);
            match read(described, Raw::Header(&lines)) {
                Ok(None) if header.required => findings.push(
                    Finding::error(place(), FindingKind::MissingHeader, "is missing")
                        .declared_at(header.span),
                ),
                Ok(None) => {}
                Ok(Some(value)) => {
                    if let Some(schema) = described.schema() {
                        let found =
                            self.findings(schema, &value, Projection::Response, |_| place());
                        findings.extend(found);
                    }
                }
                Err(malformed) => findings.push(
                    Finding::error(place(), FindingKind::Malformed, malformed.0)
                        .declared_at(header.span),
                ),
            }
        }
    }
}

/// The declaration of a status: the code itself, else its range, else `default` (OAS 3.1.1 Responses Object).
fn declared(operation: &Operation, status: u16) -> Option<&Response> {
    let find = |test: fn(StatusPattern) -> bool| {
        let mut responses = operation.responses.iter();
        responses.find(|response| test(response.status) && response.status.covers(status))
    };
    find(|pattern| matches!(pattern, StatusPattern::Code(_)))
        .or_else(|| find(|pattern| matches!(pattern, StatusPattern::Range(_))))
        .or_else(|| find(|pattern| pattern == StatusPattern::Default))
}
