//! What changed, in the order in which people want to read it: by what it means for them, then by operation.

use countersign_contract::Severity;

use super::model::{Compared, Finding};
use crate::change::Verdict;

/// A chapter of the changelog of one contract.
#[derive(Debug)]
pub(super) struct Chapter<'f> {
    pub(super) title: &'static str,
    pub(super) groups: Vec<Group<'f>>,
}

/// What a chapter says about one operation, about several at once, or about no operation at all.
#[derive(Debug)]
pub(super) struct Group<'f> {
    /// The operation; `None` where the findings reach none or several, which each of them lists.
    pub(super) operation: Option<&'f str>,
    pub(super) findings: Vec<&'f Finding>,
}

/// The titles, in order; a contract has those that it has something for.
const TITLES: [&str; 6] = [
    "Breaking changes",
    "Warnings",
    "New",
    "Deprecated",
    "Other changes",
    "Accepted breaks",
];

/// The chapters of a contract that are not empty.
pub(super) fn chapters(contract: &Compared) -> Vec<Chapter<'_>> {
    let of_title = |title: &'static str| {
        let changes = contract.findings.iter();
        let findings = changes.filter(|finding| !is_about_version(finding));
        let groups = grouped(findings.filter(|finding| chapter_of(finding) == title));
        (!groups.is_empty()).then_some(Chapter { title, groups })
    };
    TITLES.into_iter().filter_map(of_title).collect()
}

/// What a contract is called, and from which version to which it goes: `Orders 1.0.0 to 2.0.0`.
pub(super) fn title(contract: &Compared) -> String {
    let base = contract.bases.first();
    let newest = contract.revision.as_ref().or(base);
    let mut words: Vec<&str> = newest
        .map(|edition| edition.title.as_str())
        .into_iter()
        .collect();
    let versions = [base, contract.revision.as_ref()];
    let mut versions: Vec<&str> = versions
        .into_iter()
        .flatten()
        .map(|edition| edition.version.as_str())
        .collect();
    versions.dedup();
    let versions = versions.join(" to ");
    words.push(&versions);
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

/// What is said about `info.version`, which stands before the chapters.
pub(super) fn version(contract: &Compared) -> Option<&Finding> {
    let mut findings = contract.findings.iter();
    findings.find(|finding| is_about_version(finding))
}

fn is_about_version(finding: &Finding) -> bool {
    finding.rule.starts_with("version-") && finding.verdict == Verdict::Stated
}

fn chapter_of(finding: &Finding) -> &'static str {
    let rule = finding.rule;
    match finding.severity {
        _ if finding.accepted.is_some() => TITLES[5],
        Severity::Error => TITLES[0],
        Severity::Warning => TITLES[1],
        Severity::Info if rule.contains("deprecat") || rule.contains("sunset") => TITLES[3],
        Severity::Info if rule.ends_with("-added") => TITLES[2],
        Severity::Info => TITLES[4],
    }
}

/// By operation, in the order in which they come; what reaches several operations first.
fn grouped<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<Group<'f>> {
    let mut groups: Vec<Group<'f>> = Vec::new();
    for finding in findings {
        let operation = match finding.operations.as_slice() {
            [only] => Some(only.as_str()),
            _ => None,
        };
        match groups.iter_mut().find(|group| group.operation == operation) {
            Some(group) => group.findings.push(finding),
            None => groups.push(Group {
                operation,
                findings: vec![finding],
            }),
        }
    }
    groups.sort_by_key(|group| group.operation.is_some());
    groups
}
