//! Does a request carry what one alternative of the operation's security needs? Whether the credentials are good is not
//! asked.

use countersign_contract::Contract;
use countersign_contract::model::{ApiKeyLocation, Operation, SecuritySchemeKind};

use super::finding::{Finding, FindingKind, Place};
use super::parameter::Sent;
use crate::words;

pub(crate) fn check(
    contract: &Contract,
    operation: &Operation,
    sent: &Sent<'_>,
    findings: &mut Vec<Finding>,
) {
    let satisfied = operation.security.iter().any(|requirement| {
        let mut schemes = requirement.schemes.iter();
        schemes.all(|needed| {
            let scheme = contract.security_schemes.get(&needed.scheme);
            scheme.is_none_or(|scheme| is_present(&scheme.kind, sent))
        })
    });
    if satisfied || operation.security.is_empty() {
        return;
    }
    let alternatives: Vec<String> = operation
        .security
        .iter()
        .map(|requirement| {
            let names: Vec<&str> = requirement
                .schemes
                .iter()
                .map(|needed| needed.scheme.as_str())
                .collect();
            names.join(" and ")
        })
        .collect();
    let message = format!("are missing, needed: {}", words::listed(&alternatives));
    let span = operation
        .security
        .iter()
        .find_map(|requirement| requirement.span);
    findings.push(
        Finding::error(Place::Credentials, FindingKind::MissingCredentials, message)
            .declared_at(span.unwrap_or(operation.span)),
    );
}

fn is_present(kind: &SecuritySchemeKind, sent: &Sent<'_>) -> bool {
    let authorization = |scheme: &str| {
        sent.headers.values("authorization").iter().any(|value| {
            let word = value.split(' ').next().unwrap_or_default();
            word.eq_ignore_ascii_case(scheme)
        })
    };
    match kind {
        SecuritySchemeKind::ApiKey {
            parameter,
            location,
        } => match location {
            ApiKeyLocation::Header => sent.headers.first(parameter).is_some(),
            ApiKeyLocation::Query => sent.query.has(parameter),
            ApiKeyLocation::Cookie => sent.cookies.has(parameter),
        },
        SecuritySchemeKind::Basic => authorization("basic"),
        SecuritySchemeKind::Bearer { .. }
        | SecuritySchemeKind::OAuth2 { .. }
        | SecuritySchemeKind::OpenIdConnect { .. } => authorization("bearer"),
        SecuritySchemeKind::Http { scheme } => authorization(scheme),
        // A certificate is not in the message, and what an unknown scheme needs nobody knows.
        SecuritySchemeKind::MutualTls | SecuritySchemeKind::Unknown { .. } => true,
    }
}
