//! The parameters of a request.

use std::collections::BTreeSet;

use countersign_contract::model::{
    ApiKeyLocation, Operation, Parameter, ParameterLocation, ParameterShape, SecuritySchemeKind,
};
use countersign_contract::schema::Projection;
use countersign_contract::{Contract, Severity};

use super::finding::{Finding, FindingKind, Place};
use crate::recording::Headers;
use crate::style::{Declared, Pairs, Raw, read};
use crate::validator::Validator;

/// Where the texts of parameters are taken from.
pub(crate) struct Sent<'a> {
    pub(crate) path: &'a [(String, String)],
    pub(crate) query: &'a Pairs,
    pub(crate) query_string: &'a str,
    pub(crate) headers: &'a Headers,
    pub(crate) cookies: &'a Pairs,
}

/// Header parameters of these names describe nothing (OAS 3.1.1 Parameter Object, `name`).
const NOT_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

pub(crate) fn check(
    validator: &Validator<'_>,
    operation: &Operation,
    sent: &Sent<'_>,
    findings: &mut Vec<Finding>,
) {
    for parameter in &operation.parameters {
        check_one(validator, operation, parameter, sent, findings);
    }
    undeclared(validator.contract(), operation, sent.query, findings);
}

fn described<'c>(contract: &'c Contract, parameter: &'c Parameter) -> Declared<'c> {
    Declared {
        contract,
        name: &parameter.name,
        shape: &parameter.shape,
    }
}

/// The names of pairs of the query that are no parameters: API keys, and what stands in the path.
fn reserved<'c>(contract: &'c Contract, operation: &'c Operation) -> Vec<&'c str> {
    let needed = operation.security.iter().flat_map(|one| &one.schemes);
    let schemes = needed.filter_map(|needed| contract.security_schemes.get(&needed.scheme));
    let keys = schemes.filter_map(|scheme| match &scheme.kind {
        SecuritySchemeKind::ApiKey {
            parameter,
            location: ApiKeyLocation::Query,
        } => Some(parameter.as_str()),
        _ => None,
    });
    let pairs = operation.path.query_pairs();
    keys.chain(pairs.map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name)))
        .collect()
}

/// A query without the pairs of these names.
fn without(query: &str, reserved: &[&str]) -> String {
    let pairs = query.split('&').filter(|pair| {
        let pair = Pairs::from_query(pair);
        !pair.iter().any(|(name, _)| reserved.contains(&name))
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// The pairs of the query that belong to no other parameter.
fn unclaimed(
    contract: &Contract,
    operation: &Operation,
    parameter: &Parameter,
    query: &Pairs,
) -> Pairs {
    let reserved = reserved(contract, operation);
    query.only(|name| {
        !reserved.contains(&name)
            && !operation.parameters.iter().any(|other| {
                let described = described(contract, other);
                other.location == ParameterLocation::Query
                    && other.name != parameter.name
                    && !described.takes_every_pair()
                    && described.claims(name)
            })
    })
}

fn check_one(
    validator: &Validator<'_>,
    operation: &Operation,
    parameter: &Parameter,
    sent: &Sent<'_>,
    findings: &mut Vec<Finding>,
) {
    let name = parameter.name.as_str();
    let place = || Place::Parameter {
        location: parameter.location,
        name: name.to_owned(),
    };
    let contract = validator.contract();
    let described = described(contract, parameter);
    let lines: Vec<&str>;
    let own: Pairs;
    let whole: String;
    let raw = match parameter.location {
        ParameterLocation::Path => {
            let text = sent.path.iter().find(|(other, _)| other == name);
            // A path that matched has every parameter of its template; others are the contract's mistake.
            let Some((_, text)) = text else { return };
            Raw::Path(text)
        }
        ParameterLocation::Query if described.takes_every_pair() => {
            own = unclaimed(contract, operation, parameter, sent.query);
            Raw::Query(&own)
        }
        ParameterLocation::Query => Raw::Query(sent.query),
        ParameterLocation::QueryString => {
            // A form with spellings of its own is none this crate can read.
            let form = "application/x-www-form-urlencoded";
            if matches!(&parameter.shape, ParameterShape::Content(media) if media.essence() == form)
            {
                return;
            }
            whole = without(sent.query_string, &reserved(contract, operation));
            Raw::QueryString(&whole)
        }
        ParameterLocation::Header => {
            if NOT_PARAMETERS.contains(&name.to_ascii_lowercase().as_str()) {
                return;
            }
            lines = sent.headers.values(name);
            Raw::Header(&lines)
        }
        ParameterLocation::Cookie => Raw::Cookie(sent.cookies),
    };
    let in_query = parameter.location == ParameterLocation::Query;
    let is_empty = parameter.allow_empty_value && in_query && sent.query.values(name) == [""];
    let value = match read(described, raw) {
        // Nothing was sent, unless the schema knows better (OAS 3.1.1 Parameter Object, `allowEmptyValue`).
        Ok(Some(value)) if is_empty && value.as_str() == Some("") => {
            let schema = described.schema();
            let allows = schema.is_none_or(|schema| validator.allows(schema, &value));
            Ok(allows.then_some(value))
        }
        Err(_) if is_empty && !described.is_styled() => Ok(None),
        read => read,
    };
    match value {
        Ok(None) if parameter.required => {
            findings.push(
                Finding::error(place(), FindingKind::MissingParameter, "is missing")
                    .declared_at(parameter.span),
            );
        }
        Ok(None) => {}
        Ok(Some(value)) => {
            if let Some(schema) = described.schema() {
                let found = validator.findings(schema, &value, Projection::Request, |_| place());
                findings.extend(found);
            }
        }
        Err(malformed) => findings.push(
            Finding::error(place(), FindingKind::Malformed, malformed.0)
                .declared_at(parameter.span),
        ),
    }
}

/// Query parameters that the contract does not know: most servers ignore them, and most of them are mistyped.
fn undeclared(
    contract: &Contract,
    operation: &Operation,
    query: &Pairs,
    findings: &mut Vec<Finding>,
) {
    let names: BTreeSet<&str> = query.iter().map(|(name, _)| name).collect();
    for name in names {
        let declared = operation.parameters.iter().any(|parameter| {
            parameter.location == ParameterLocation::QueryString
                || parameter.location == ParameterLocation::Query
                    && described(contract, parameter).claims(name)
        });
        let credential = contract.security_schemes.values().any(|scheme| {
            matches!(&scheme.kind, SecuritySchemeKind::ApiKey { parameter, location: ApiKeyLocation::Query } if parameter == name)
        });
        if !declared && !credential {
            let place = Place::Parameter {
                location: ParameterLocation::Query,
                name: name.to_owned(),
            };
            findings.push(Finding::new(
                Severity::Info,
                place,
                FindingKind::UndeclaredParameter,
                "is not declared by the contract",
            ));
        }
    }
}
