//! From what comparisons found to the model: findings about several bases are joined by cause, and versions, files and
//! decisions get their findings.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use countersign_contract::{Contract, Severity};
use indexmap::IndexMap;

use super::excerpt::excerpt;
use super::fingerprint;
use super::json::of_place;
use super::model::{Compared, Document, Edition, Excerpt, Finding};
use crate::change::{Change, Report, Verdict};
use crate::compare;
use crate::policy::{Level, Options, Promise};
use crate::registry::is_code;
use crate::version::{self, Bump};

/// What a comparison with one base found, without its texts.
#[derive(Clone, Debug)]
pub struct Against {
    edition: Edition,
    findings: Vec<Finding>,
    ignored: usize,
    used_ignores: BTreeSet<usize>,
}

impl Against {
    /// The findings of a report on `base`, which was read from a file of this name.
    pub fn new(file: &str, base: &Contract, report: &Report) -> Self {
        let mut findings: Vec<Finding> = report
            .changes
            .iter()
            .map(|change| of_change(report, change))
            .collect();
        fingerprint::number(&mut findings);
        Self {
            edition: Edition::of(file, base),
            findings,
            ignored: report.ignored,
            used_ignores: report.used_ignores.clone(),
        }
    }
}

impl Edition {
    /// A contract that was read from a file of this name.
    pub fn of(file: &str, contract: &Contract) -> Self {
        Self {
            file: file.to_owned(),
            title: contract.info.title.clone(),
            version: contract.info.version.clone(),
        }
    }
}

fn of_change(report: &Report, change: &Change) -> Finding {
    let base = change.base.map(|span| excerpt(&report.base, span));
    let revision = change.revision.map(|span| excerpt(&report.revision, span));
    let operations = change.operations();
    Finding {
        rule: change.rule,
        fingerprint: fingerprint::of_change(change),
        severity: change.severity,
        verdict: change.verdict.clone(),
        breaks: change.breaks,
        effect: Some(change.effect),
        direction: Some(change.direction),
        message: change.message.clone(),
        predicate: change.predicate.clone(),
        why: change.why.map(str::to_owned),
        help: change.help.map(str::to_owned),
        place: Some(of_place(&change.place)),
        pointer: Some(change.pointer.clone()),
        operations: operations.iter().map(ToString::to_string).collect(),
        base,
        revision,
        witness: change.witness.clone(),
        against: Vec::new(),
        accepted: None,
    }
}

/// One contract against what people rely on: one version of it or several.
pub fn compared(
    name: Option<String>,
    bases: Vec<Against>,
    revision: (&str, &Contract),
    options: &Options,
) -> (Compared, BTreeSet<usize>) {
    let editions: Vec<Edition> = bases.iter().map(|base| base.edition.clone()).collect();
    let ignored = bases.iter().map(|base| base.ignored).max();
    let used = bases.iter().flat_map(|base| base.used_ignores.clone());
    let used = used.collect();
    let mut findings = joined(bases);
    let bump = Bump::of(&findings, options.promise);
    findings.extend(versions(&editions, revision.1, bump, options));
    findings.sort_by_key(|finding| Reverse(finding.severity));
    let compared = Compared {
        name,
        bases: editions,
        revision: Some(Edition::of(revision.0, revision.1)),
        bump,
        findings,
        ignored: ignored.unwrap_or_default(),
    };
    (compared, used)
}

/// What was found against several bases, each cause once: as the first base shows it, unless it is more serious in another.
fn joined(mut bases: Vec<Against>) -> Vec<Finding> {
    if bases.len() < 2 {
        return bases.pop().map_or_else(Vec::new, |base| base.findings);
    }
    let mut joined: IndexMap<String, Finding> = IndexMap::new();
    for base in bases {
        for mut finding in base.findings {
            finding.against.push(base.edition.file.clone());
            match joined.entry(finding.fingerprint.clone()) {
                indexmap::map::Entry::Vacant(vacant) => {
                    vacant.insert(finding);
                }
                indexmap::map::Entry::Occupied(mut occupied) => join(occupied.get_mut(), finding),
            }
        }
    }
    joined.into_values().collect()
}

fn join(known: &mut Finding, mut other: Finding) {
    if other.severity > known.severity {
        std::mem::swap(known, &mut other);
    }
    let new = |all: &[String], text: &String| !all.contains(text);
    let operations = other.operations.into_iter();
    let operations: Vec<String> = operations
        .filter(|operation| new(&known.operations, operation))
        .collect();
    known.operations.extend(operations);
    // Harmless against one and breaking against another: only the latter is broken.
    if other.severity == known.severity {
        known.against.extend(other.against);
    }
}

/// What `info.version` says, against the highest version that people rely on.
fn versions(bases: &[Edition], revision: &Contract, bump: Bump, options: &Options) -> Vec<Finding> {
    // A JSON Schema has no version.
    let Some(severity) = options.version.filter(|_| revision.root_schema.is_none()) else {
        return Vec::new();
    };
    let new = &revision.info.version;
    let judged = bases.iter().filter_map(|base| {
        let mut finding = version::judge((&base.version, new), bump, severity)?;
        if bases.len() > 1 {
            finding.against.push(base.file.clone());
        }
        Some(finding)
    });
    let worst = judged.max_by_key(|finding| finding.severity);
    worst
        .into_iter()
        .filter_map(|mut finding| {
            let level = options.severities.get(finding.rule);
            finding.severity = match level {
                None => finding.severity,
                Some(Level::Severity(severity)) => *severity,
                Some(Level::Off) => return None,
            };
            let span = revision.info.version_span.or(revision.info.span);
            finding.revision = span.map(|span| excerpt(&revision.sources, span));
            Some(finding)
        })
        .collect()
}

/// A contract that is gone, with everything it offered.
pub fn removed(name: String, (file, base): (&str, &Contract), options: &Options) -> Compared {
    let mut nothing = base.clone();
    nothing.operations.clear();
    nothing.webhooks.clear();
    let report = compare(base, &nothing, options);
    let severity = options.level("contract-removed", Severity::Error);
    let finding = severity.map(|severity| {
        let operations: Vec<String> = report
            .changes
            .iter()
            .flat_map(Change::operations)
            .map(ToString::to_string)
            .collect();
        let offered = match operations.len() {
            0 => String::new(),
            1 => " with its operation".to_owned(),
            count => format!(" with its {count} operations"),
        };
        let witness = report.changes.into_iter().find_map(|change| change.witness);
        let mut finding = Finding::stated(
            "contract-removed",
            severity,
            &format!("`{name}`"),
            format!("was removed{offered}"),
        );
        finding.breaks = Some(Promise::Wire);
        if witness.is_some() {
            finding.verdict = Verdict::Proven;
        }
        finding.witness = witness;
        finding.operations = operations;
        finding.base = whole(base, file);
        finding.help = Some("Keep it until nobody relies on it any more.".to_owned());
        finding
    });
    Compared {
        name: Some(name),
        bases: vec![Edition::of(file, base)],
        revision: None,
        bump: Bump::Major,
        findings: finding.into_iter().collect(),
        ignored: 0,
    }
}

/// A contract that nobody relies on yet.
pub fn added(name: String, (file, revision): (&str, &Contract), options: &Options) -> Compared {
    let severity = options.level("contract-added", Severity::Info);
    let finding = severity.map(|severity| {
        let subject = format!("`{name}`");
        let mut finding =
            Finding::stated("contract-added", severity, &subject, "is new".to_owned());
        finding.revision = whole(revision, file);
        finding
    });
    Compared {
        name: Some(name),
        bases: Vec::new(),
        revision: Some(Edition::of(file, revision)),
        bump: Bump::None,
        findings: finding.into_iter().collect(),
        ignored: 0,
    }
}

/// The place of a whole contract: what it says about itself.
fn whole(contract: &Contract, file: &str) -> Option<Excerpt> {
    let span = contract.info.span?;
    let mut excerpt = excerpt(&contract.sources, span);
    file.clone_into(&mut excerpt.file);
    Some(excerpt)
}

/// What is wrong with the decisions of these options, given those that covered something.
pub fn unused_ignores(options: &Options, used: &BTreeSet<usize>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for name in options.severities.keys().filter(|name| !is_code(name)) {
        findings.push(unknown(name, "[diff.severity]"));
    }
    for (at, ignore) in options.ignores.iter().enumerate() {
        let rule = &ignore.rule;
        let place = ignore.at.as_ref().map(|at| format!(" at `{at}`"));
        let subject = format!(
            "the decision to ignore `{rule}`{}",
            place.unwrap_or_default()
        );
        let (code, severity, predicate, help) = if !is_code(rule) {
            findings.push(unknown(rule, "[[diff.ignore]]"));
            continue;
        } else if ignore.expired(options.today) {
            let day = ignore.expires.map(|day| format!(" on {day}"));
            let predicate = format!("ran out{}: {}", day.unwrap_or_default(), ignore.reason);
            let help = "Undo what it covered, or decide anew with a later date.";
            ("diff-ignore-expired", Severity::Error, predicate, help)
        } else if !used.contains(&at) {
            let predicate = format!("covers nothing any more: {}", ignore.reason);
            let help = "Remove it from the configuration.";
            ("diff-ignore-unused", Severity::Info, predicate, help)
        } else {
            continue;
        };
        if let Some(severity) = options.level(code, severity) {
            let mut finding = Finding::stated(code, severity, &subject, predicate);
            finding.help = Some(help.to_owned());
            findings.push(finding);
        }
    }
    findings
}

fn unknown(name: &str, table: &str) -> Finding {
    let predicate = "is the id of no rule".to_owned();
    let subject = format!("`{name}` in {table}");
    let mut finding = Finding::stated("diff-rule-unknown", Severity::Warning, &subject, predicate);
    finding.help =
        Some("Reports have the ids in brackets; `countersign explain` knows all.".to_owned());
    finding
}

impl Document {
    /// Findings about decisions, the most serious first.
    pub fn decide(&mut self, findings: Vec<Finding>) {
        self.decisions.extend(findings);
        self.decisions
            .sort_by_key(|finding| Reverse(finding.severity));
    }
}
