//! A recorded request, a response, or both, against an operation of the contract.

use countersign_contract::model::Operation;
use countersign_contract::{Contract, Severity, SourceMap, SourceSpan};
use countersign_validator::{Finding, FindingKind, Recording, Validator, Violation};
use serde_json::{Value, json};

use super::{Failure, REFUSED, Session};
use crate::arguments::{Format, Validate};
use crate::{FINDINGS, FINE};

/// Prints the verdict, or adds it to `reports` for JSON, and gives the exit code.
pub(super) fn check(
    verb: &Validate,
    session: &mut Session<'_, '_>,
    validator: &Validator<'_>,
    recording: &Recording,
    reports: &mut Vec<Value>,
) -> Result<u8, Failure> {
    let contract = validator.contract();
    session.diagnose(&recording.sources, &recording.diagnostics)?;
    if recording.diagnostics.has_errors()
        || (recording.request.is_none() && recording.response.is_none())
    {
        return Ok(REFUSED);
    }
    let asked = verb.operation.as_ref().or(recording.operation.as_ref());
    let named = asked.map(|name| find(contract, name)).transpose()?;
    let mut findings = Vec::new();
    let mut operation = named;
    if let Some(request) = &recording.request {
        let id = named.and_then(|operation| operation.operation_id.as_deref());
        let checked = validator.check_request(request, id);
        findings.extend(checked.findings);
        operation = operation.or(checked.operation);
    }
    if let Some(response) = &recording.response {
        match operation {
            Some(operation) => findings.extend(validator.check_response(operation, response)),
            None if recording.request.is_some() => {}
            None => {
                let hint =
                    "a response alone does not say which operation it answers: add --operation";
                return Err(Failure::Usage(hint.to_owned()));
            }
        }
    }
    let fails = findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    let places = Places {
        contract,
        recording: &recording.sources,
    };
    let name = places.name();
    let label = operation.map_or_else(|| "any operation".to_owned(), label);
    if session.format == Format::Json {
        reports.push(json!({
            "instance": name,
            "operation": label,
            "valid": !fails,
            "findings": findings.iter().map(|finding| places.json(finding)).collect::<Vec<_>>(),
        }));
    } else {
        let verdict = if fails { "does not obey" } else { "obeys" };
        let mut lines = vec![format!("{name}: {verdict} {label}")];
        for finding in &findings {
            lines.extend(places.text(finding));
        }
        session.report(&lines.join("\n"))?;
    }
    Ok(if fails { FINDINGS } else { FINE })
}

/// By `operationId`, or by `METHOD /path` as the contract spells it.
fn find<'c>(contract: &'c Contract, name: &str) -> Result<&'c Operation, Failure> {
    let named = contract.operation(name);
    let operation = named.or_else(|| {
        contract
            .operations
            .iter()
            .find(|operation| label(operation) == name)
    });
    operation.ok_or_else(|| Failure::Usage(format!("the contract has no operation `{name}`")))
}

fn label(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// The two texts that findings point into.
struct Places<'a> {
    contract: &'a Contract,
    recording: &'a SourceMap,
}

impl Places<'_> {
    fn name(&self) -> String {
        self.recording
            .iter()
            .next()
            .map_or_else(String::new, |(_, source)| source.name().to_owned())
    }

    fn at(&self, span: Option<SourceSpan>) -> Option<String> {
        span.map(|span| self.recording.location(span))
    }

    fn in_contract(&self, span: Option<SourceSpan>) -> Option<String> {
        span.map(|span| self.contract.sources.location(span))
    }

    fn text(&self, finding: &Finding) -> Vec<String> {
        let severity = word(finding.severity);
        let at = self
            .at(finding.span)
            .map_or_else(String::new, |at| format!("{at}: "));
        let mut lines = vec![format!(
            "  {severity}: {at}{} {}",
            finding.place, finding.message
        )];
        if let Some(place) = self.in_contract(finding.contract_span) {
            lines.push(format!("      the contract says so at {place}"));
        }
        if let FindingKind::Violation(violation) = &finding.kind {
            self.causes(violation, "      ", &mut lines);
        }
        lines
    }

    fn causes(&self, violation: &Violation, indent: &str, lines: &mut Vec<String>) {
        for cause in &violation.causes {
            let keyword = self.contract.sources.location(cause.schema.span);
            lines.push(format!(
                "{indent}{} {} (`{}` at {keyword})",
                cause.instance, cause.message, cause.schema.keyword
            ));
            self.causes(cause, &format!("{indent}    "), lines);
        }
    }

    fn json(&self, finding: &Finding) -> Value {
        json!({
            "severity": word(finding.severity),
            "place": finding.place.to_string(),
            "message": finding.message,
            "at": self.at(finding.span),
            "contract": self.in_contract(finding.contract_span),
        })
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
