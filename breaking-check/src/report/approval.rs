//! Breaks that somebody has taken responsibility for, one entry each, in a file that a reviewer reads.
//!
//! An approval holds for the finding that its fingerprint names, as long as the finding says what was approved: who approved
//! that a maximum became 100 has not approved that it becomes 50. The sentence may begin with another place, since what a
//! shared schema reaches grows.

use countersign_contract::Severity;

use super::model::{Acceptance, Document, Finding};

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The fingerprint of the finding.
    pub fingerprint: String,
    /// Its rule.
    pub rule: String,
    /// The contract, where folders are compared: its path below them.
    pub contract: Option<String>,
    /// The sentence that was approved.
    pub message: String,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepted it.
    pub by: Option<String>,
    /// When.
    pub on: Option<String>,
}

/// All entries of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Approvals(pub Vec<Approval>);

impl Approval {
    fn names(&self, contract: Option<&str>, finding: &Finding) -> bool {
        self.fingerprint == finding.fingerprint
            && self.rule == finding.rule
            && self.contract.as_deref() == contract
    }
}

impl Approvals {
    /// Marks what was approved, and reports entries that hold for nothing.
    pub fn apply(&self, document: &mut Document) {
        let mut stale = Vec::new();
        for approval in &self.0 {
            let findings = document.contracts.iter_mut().flat_map(|contract| {
                let name = contract.name.as_deref();
                let findings = contract.findings.iter_mut();
                findings.filter(move |finding| approval.names(name, finding))
            });
            let mut named = None;
            for finding in findings {
                if approval.message.ends_with(&finding.predicate) {
                    finding.accepted = Some(Acceptance {
                        reason: approval.reason.clone(),
                        by: approval.by.clone(),
                        on: approval.on.clone(),
                    });
                    named = None;
                    break;
                }
                named = Some(finding.message.clone());
            }
            let held = document.contracts.iter().any(|contract| {
                let name = contract.name.as_deref();
                let mut findings = contract.findings.iter();
                findings.any(|finding| finding.accepted.is_some() && approval.names(name, finding))
            });
            if !held {
                stale.push(approval.stale(named));
            }
        }
        document.decide(stale);
    }

    /// The entries that somebody gave a reason.
    #[must_use]
    pub fn finished(self) -> Self {
        let entries = self.0.into_iter();
        Self(entries.filter(|entry| !entry.reason.is_empty()).collect())
    }

    /// The entries that are not among others already.
    #[must_use]
    pub fn without(self, others: &Self) -> Self {
        let same = |one: &Approval, other: &Approval| {
            (&one.fingerprint, &one.contract, &one.message)
                == (&other.fingerprint, &other.contract, &other.message)
        };
        let entries = self.0.into_iter();
        let missing = entries.filter(|entry| !others.0.iter().any(|other| same(entry, other)));
        Self(missing.collect())
    }

    /// An entry for each finding that makes the run fail, its reason still to be written.
    pub fn missing(document: &Document) -> Self {
        let failing = document.findings().filter_map(|(contract, finding)| {
            // What is wrong with decisions is repaired, not approved.
            let contract = contract.filter(|_| document.fails_by(finding))?;
            Some(Approval {
                fingerprint: finding.fingerprint.clone(),
                rule: finding.rule.to_owned(),
                contract: contract.name.clone(),
                message: finding.message.clone(),
                reason: String::new(),
                by: None,
                on: None,
            })
        });
        Self(failing.collect())
    }
}

impl Approval {
    /// The finding about an entry that holds for nothing; `now` is what the finding of its fingerprint says today.
    fn stale(&self, now: Option<String>) -> Finding {
        let subject = format!("the approval of \u{201c}{}\u{201d}", self.message);
        let (predicate, help) = match now {
            Some(now) => (
                format!("holds no longer: now {now}"),
                "Approve what it is now, or undo the difference.",
            ),
            None => (
                "is of no use: nothing of the kind is found any more".to_owned(),
                "Remove the entry.",
            ),
        };
        let mut finding = Finding::stated("approval-stale", Severity::Warning, &subject, predicate);
        finding.help = Some(help.to_owned());
        finding
    }
}
