//! One value against one schema of the contract.

use countersign_contract::schema::{Projection, SchemaId};
use countersign_contract::{Contract, SourceMap};
use countersign_validator::{EngineError, Instance, Report, Validator, Violation, find_schema};
use serde_json::json;

use super::{Failure, REFUSED, Session};
use crate::arguments::{Direction, Format, Validate};
use crate::{FINDINGS, FINE};

/// Prints the verdict, or adds it to `reports` for JSON, and gives the exit code.
pub(super) fn check(
    verb: &Validate,
    session: &mut Session<'_, '_>,
    validator: &Validator<'_>,
    schema: &str,
    instance: &Instance,
    reports: &mut Vec<serde_json::Value>,
) -> Result<u8, Failure> {
    let contract = validator.contract();
    let Some(id) = find_schema(contract, schema) else {
        return Err(unknown_schema(contract, schema));
    };
    session.diagnose(&instance.sources, &instance.diagnostics)?;
    if instance.value().is_none() {
        return Ok(REFUSED);
    }
    let report = validator
        .check_instance(id, instance, projection(verb))
        .map_err(|error| no_verdict(&error))?;
    reports.push(json!({ "instance": name(instance), "result": report.detailed() }));
    if session.format == Format::Text {
        session.report(&text(contract, id, instance, &report))?;
    }
    Ok(if report.is_valid() { FINE } else { FINDINGS })
}

fn projection(verb: &Validate) -> Projection {
    match verb.direction {
        None => Projection::Plain,
        Some(Direction::Request) => Projection::Request,
        Some(Direction::Response) => Projection::Response,
    }
}

fn name(instance: &Instance) -> String {
    instance
        .sources
        .iter()
        .next()
        .map_or_else(String::new, |(_, source)| source.name().to_owned())
}

fn text(contract: &Contract, schema: SchemaId, instance: &Instance, report: &Report) -> String {
    let name = name(instance);
    let schema = contract.schema(schema);
    let wanted = schema
        .name
        .as_ref()
        .map_or_else(|| schema.pointer.to_string(), ToString::to_string);
    if report.is_valid() {
        return format!("{name}: valid {wanted}");
    }
    let mut lines = vec![format!("{name}: no valid {wanted}")];
    for violation in &report.violations {
        lines.extend(explain(contract, &instance.sources, violation, "  "));
    }
    if report.truncated {
        lines.push(format!(
            "  and more: the first {} are listed",
            Report::LIMIT
        ));
    }
    lines.join("\n")
}

/// Where in the instance, what, and where in the contract; causes indented below.
fn explain(
    contract: &Contract,
    sources: &SourceMap,
    violation: &Violation,
    indent: &str,
) -> Vec<String> {
    let place = violation
        .instance_span
        .map_or_else(String::new, |span| format!("{}: ", sources.location(span)));
    let pointer = violation.instance.to_string();
    let subject = if pointer.is_empty() {
        "the value".to_owned()
    } else {
        format!("`{pointer}`")
    };
    let keyword = contract.sources.location(violation.schema.span);
    let mut lines = vec![
        format!("{indent}{place}{subject} {}", violation.message),
        format!("{indent}    `{}` at {keyword}", violation.schema.keyword),
    ];
    for cause in &violation.causes {
        lines.extend(explain(contract, sources, cause, &format!("{indent}    ")));
    }
    lines
}

fn unknown_schema(contract: &Contract, schema: &str) -> Failure {
    let known: Vec<_> = contract
        .component_schemas
        .keys()
        .take(12)
        .map(ToString::to_string)
        .collect();
    Failure::Usage(format!(
        "the contract has no schema `{schema}`; it names {}",
        known.join(", ")
    ))
}

fn no_verdict(error: &EngineError) -> Failure {
    Failure::Usage(format!("there is no verdict: {error}"))
}
