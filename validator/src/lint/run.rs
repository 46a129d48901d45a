//! Every lint over everything it looks at, then levels and decisions.

use countersign_contract::diagnostic::{Diagnostic, Diagnostics};
use countersign_contract::explanation::{head, section};
use countersign_contract::model::{Contract, Server};
use countersign_contract::pointer::JsonPointer;

use super::findings::{Finding, Findings};
use super::policy::{Ignore, Level, LintPolicy};
use super::registry::{Check, Group, LINTS, Registered};
use super::subject::{
    OperationSubject, ParameterSubject, ResponseSubject, SchemaSubject, SchemeSubject,
    ServerSubject, operations, schemas,
};
use super::values::{ValueSubject, values};
use crate::validator::Validator;

/// What the lints found.
#[derive(Clone, Debug, Default)]
pub struct LintReport {
    /// The findings, lint by lint in order of place, and what is wrong with the policy itself.
    pub findings: Diagnostics,
    /// How many findings were ignored by decision.
    pub ignored: usize,
}

/// Runs every lint whose level is not off.
pub fn lint(contract: &Contract, policy: &LintPolicy) -> LintReport {
    let subjects = Subjects::of(contract);
    let mut report = LintReport::default();
    let mut used = vec![false; policy.ignores.len()];
    for lint in LINTS {
        let Some(severity) = level(lint, policy).severity() else {
            continue;
        };
        let help = section(&head(lint.source), "What to do");
        let mut findings = subjects.check(lint);
        // Parameters of a path and shared responses are met once for each operation.
        findings.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
        let mut told: Option<Finding> = None;
        for finding in findings {
            if told
                .as_ref()
                .is_some_and(|told| (told.span, &told.message) == (finding.span, &finding.message))
            {
                continue;
            }
            told = Some(finding.clone());
            if let Some(at) = ignoring(lint, &finding, policy) {
                used[at] = true;
                report.ignored += 1;
                continue;
            }
            let mut diagnostic = Diagnostic::warning(lint.meta.id, finding.message);
            diagnostic.severity = severity;
            diagnostic.span = finding.span;
            diagnostic.help.clone_from(&help);
            // A lint never keeps a contract from being used.
            report.findings.push(diagnostic.understood());
        }
    }
    judge_policy(policy, &used, &mut report.findings);
    report
}

fn level(lint: &Registered, policy: &LintPolicy) -> Level {
    let configured = |name: &str| policy.levels.get(name).copied();
    configured(lint.meta.id)
        .or_else(|| configured(lint.meta.group.name()))
        .unwrap_or(lint.meta.level)
}

/// The decision that covers a finding.
fn ignoring(lint: &Registered, finding: &Finding, policy: &LintPolicy) -> Option<usize> {
    policy.ignores.iter().position(|ignore| {
        let covers = ignore.at.as_ref().is_none_or(|pattern| {
            let mut places = finding.places.iter();
            places.any(|place| pattern.fits(place)) != pattern.excludes()
        });
        ignore.rule == lint.meta.id && !expired(ignore, policy) && covers
    })
}

fn expired(ignore: &Ignore, policy: &LintPolicy) -> bool {
    let last = ignore.expires.zip(policy.today);
    last.is_some_and(|(expires, today)| expires < today)
}

/// Decisions that ran out, fit nothing, or name nothing.
fn judge_policy(policy: &LintPolicy, used: &[bool], findings: &mut Diagnostics) {
    let groups = [
        Group::Naming,
        Group::Design,
        Group::Security,
        Group::Reliability,
    ];
    let is_lint = |name: &str| LINTS.iter().any(|lint| lint.meta.id == name);
    for name in policy.levels.keys() {
        if !is_lint(name) && groups.iter().all(|group| group.name() != name) {
            findings.push(unknown(name, "[check.rules]"));
        }
    }
    for (ignore, used) in policy.ignores.iter().zip(used) {
        let rule = &ignore.rule;
        if !is_lint(rule) {
            findings.push(unknown(rule, "[[check.ignore]]"));
        } else if expired(ignore, policy) {
            let day = ignore
                .expires
                .map_or_else(String::new, |day| day.to_string());
            findings.push(
                Diagnostic::warning(
                    "lint-ignore-expired",
                    format!(
                        "the decision to ignore `{rule}` ran out on {day}: {}",
                        ignore.reason
                    ),
                )
                .help("repair what it covered, or decide anew with a later date"),
            );
        } else if !used {
            findings.push(
                Diagnostic::info(
                    "lint-ignore-unused",
                    format!(
                        "there is nothing left to ignore for `{rule}`: {}",
                        ignore.reason
                    ),
                )
                .help("remove it from the configuration"),
            );
        }
    }
}

fn unknown(name: &str, table: &str) -> Diagnostic {
    Diagnostic::warning(
        "lint-unknown",
        format!("{table} names `{name}`, which is no lint"),
    )
    .help("`countersign check --lints` lists the lints and their groups")
}

/// Everything that lints look at.
struct Subjects<'c> {
    contract: &'c Contract,
    operations: Vec<OperationSubject<'c>>,
    schemas: Vec<SchemaSubject<'c>>,
    values: Vec<ValueSubject<'c>>,
    /// What values are held against.
    validator: Validator<'c>,
}

impl<'c> Subjects<'c> {
    fn of(contract: &'c Contract) -> Self {
        let operations = operations(contract);
        let schemas = schemas(contract, &operations);
        Self {
            contract,
            values: values(contract, &operations, &schemas),
            operations,
            schemas,
            validator: Validator::new(contract),
        }
    }

    fn check(&self, lint: &Registered) -> Vec<Finding> {
        let mut found = Vec::new();
        match lint.check {
            Check::Contract(check) => {
                let mut findings = Findings::about(vec![String::new()], self.contract.info.span);
                check(self.contract, &mut findings);
                found.extend(findings.into_vec());
            }
            Check::Operation(check) => {
                for subject in &self.operations {
                    let mut findings = about(subject, &subject.operation.pointer);
                    check(subject, &mut findings);
                    found.extend(findings.into_vec());
                }
            }
            Check::Parameter(check) => {
                for (of, parameter) in self.each(|operation| &operation.parameters) {
                    let mut findings = about(of, &parameter.pointer);
                    findings = findings.within(parameter.span);
                    check(&ParameterSubject { of: *of, parameter }, &mut findings);
                    found.extend(findings.into_vec());
                }
            }
            Check::Response(check) => {
                for (of, response) in self.each(|operation| &operation.responses) {
                    let mut findings = about(of, &response.pointer);
                    findings = findings.within(response.span);
                    check(&ResponseSubject { response }, &mut findings);
                    found.extend(findings.into_vec());
                }
            }
            Check::Schema(check) => {
                for subject in &self.schemas {
                    let places = vec![subject.schema.pointer.to_string()];
                    let mut findings = Findings::about(places, Some(subject.schema.span));
                    check(subject, &mut findings);
                    found.extend(findings.into_vec());
                }
            }
            Check::SecurityScheme(check) => {
                for (name, scheme) in &self.contract.security_schemes {
                    let places = vec![format!("/components/securitySchemes/{name}")];
                    let mut findings = Findings::about(places, Some(scheme.span));
                    let contract = self.contract;
                    check(&SchemeSubject { contract, scheme }, &mut findings);
                    found.extend(findings.into_vec());
                }
            }
            Check::Server(check) => {
                for (places, servers) in self.servers() {
                    for server in servers.iter().filter(|server| server.span.is_some()) {
                        let mut findings = Findings::about(places.clone(), server.span);
                        let siblings = servers.len() - 1;
                        check(&ServerSubject { server, siblings }, &mut findings);
                        found.extend(findings.into_vec());
                    }
                }
            }
            Check::Value(check) => {
                for subject in &self.values {
                    found.extend(subject.check(&self.validator, check));
                }
            }
        }
        found
    }

    /// The parts of all operations, each with its operation.
    fn each<T>(
        &self,
        parts: impl Fn(&'c countersign_contract::model::Operation) -> &'c Vec<T>,
    ) -> impl Iterator<Item = (&OperationSubject<'c>, &'c T)>
    where
        T: 'c,
    {
        self.operations
            .iter()
            .flat_map(move |of| parts(of.operation).iter().map(move |part| (of, part)))
    }

    /// The document's servers, and those that operations have of their own.
    fn servers(&self) -> Vec<(Vec<String>, &'c [Server])> {
        let mut servers = vec![(
            vec!["/servers".to_owned()],
            self.contract.servers.as_slice(),
        )];
        for of in &self.operations {
            if of.operation.servers != self.contract.servers {
                let places = vec![of.operation.pointer.to_string(), of.label()];
                servers.push((places, of.operation.servers.as_slice()));
            }
        }
        servers
    }
}

fn about(of: &OperationSubject<'_>, pointer: &JsonPointer) -> Findings {
    let span = Some(of.operation.method_span);
    Findings::about(vec![pointer.to_string(), of.label()], span)
}
