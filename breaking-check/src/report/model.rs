//! The model behind all formats.

use std::ops::Range;

use countersign_contract::Severity;
use countersign_contract::source::LineColumn;
use serde_json::Value;

use crate::change::{Verdict, Witness};
use crate::direction::{Direction, Effect};
use crate::policy::{Promise, World};
use crate::version::Bump;

/// Everything that one run says.
#[derive(Clone, Debug)]
pub struct Document {
    /// The world that was assumed.
    pub world: World,
    /// What is promised.
    pub promise: Promise,
    /// The lowest severity that makes the run fail; `None` where nothing does.
    pub fail_on: Option<Severity>,
    /// What was compared, in order of name.
    pub contracts: Vec<Compared>,
    /// What is wrong with the decisions that the run was given: ignores that ran out, approvals of nothing.
    pub decisions: Vec<Finding>,
}

/// One contract in its versions.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Its path below the two folders that were compared; `None` where two contracts were named.
    pub name: Option<String>,
    /// What people rely on, the one that was named first before all others; empty where the contract is new.
    pub bases: Vec<Edition>,
    /// What shall replace it; `None` where the contract is gone.
    pub revision: Option<Edition>,
    /// The least step of the contract's version that its changes ask for.
    pub bump: Bump,
    /// The findings, the most serious first.
    pub findings: Vec<Finding>,
    /// How many findings were ignored by decision.
    pub ignored: usize,
}

/// One version of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The name of its file: a path, `main:specs/orders.yaml`, or `<stdin>`.
    pub file: String,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
}

/// One finding as it is shown: a [`Change`](crate::Change) with what surrounds it, or something about versions, files
/// and decisions.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Id of the rule, or the code that `explain` knows.
    pub rule: &'static str,
    /// The same for the same finding in later runs: made of the rule and of where the finding is in the contract, not of
    /// words or lines.
    pub fingerprint: String,
    /// How serious it is.
    pub severity: Severity,
    /// How sure the tool is.
    pub verdict: Verdict,
    /// The weakest promise it breaks, if it breaks any.
    pub breaks: Option<Promise>,
    /// What it does to the set of messages; `None` where it is not about messages.
    pub effect: Option<Effect>,
    /// Which way these messages travel.
    pub direction: Option<Direction>,
    /// One sentence.
    pub message: String,
    /// The sentence without the place it begins with.
    pub predicate: String,
    /// Why it matters.
    pub why: Option<String>,
    /// What to do instead.
    pub help: Option<String>,
    /// Where it was found first, as fields for programs; `None` where it is not in an operation.
    pub place: Option<Value>,
    /// JSON pointer of what it is about, in its file.
    pub pointer: Option<String>,
    /// The operations it reaches (or the schemas, where the contract has no operations), each once.
    pub operations: Vec<String>,
    /// Where it is in the base.
    pub base: Option<Excerpt>,
    /// Where it is in the revision.
    pub revision: Option<Excerpt>,
    /// The proof.
    pub witness: Option<Witness>,
    /// Which of several bases it was found against, by file; empty where there is one base.
    pub against: Vec<String>,
    /// Somebody has taken responsibility for it: it makes no run fail.
    pub accepted: Option<Acceptance>,
}

/// Who accepted a finding, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: Option<String>,
    /// When.
    pub on: Option<String>,
}

/// A place in a text with the line to show for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The name of the file.
    pub file: String,
    /// Where it begins.
    pub start: LineColumn,
    /// Where it ends.
    pub end: LineColumn,
    /// Its first line; a part of it where the line is very long.
    pub line: String,
    /// Is `line` only a part of its line?
    pub cut: bool,
    /// What of `line` the place is, in bytes.
    pub mark: Range<usize>,
}

impl Document {
    /// Every finding, contract by contract, then those about decisions.
    pub fn findings(&self) -> impl Iterator<Item = (Option<&Compared>, &Finding)> {
        let of_contracts = self.contracts.iter().flat_map(|contract| {
            let findings = contract.findings.iter();
            findings.map(move |finding| (Some(contract), finding))
        });
        of_contracts.chain(self.decisions.iter().map(|finding| (None, finding)))
    }

    /// How many findings of this severity nobody has accepted.
    pub fn count(&self, severity: Severity) -> usize {
        let findings = self.findings();
        findings
            .filter(|(_, finding)| finding.severity == severity && finding.accepted.is_none())
            .count()
    }

    /// How many changes break nobody: the information that is not about versions or decisions.
    pub fn harmless(&self) -> usize {
        let findings = self
            .contracts
            .iter()
            .flat_map(|contract| &contract.findings);
        findings.filter(|finding| finding.is_harmless()).count()
    }

    /// How many findings somebody has accepted.
    pub fn accepted(&self) -> usize {
        let findings = self.findings();
        findings
            .filter(|(_, finding)| finding.accepted.is_some())
            .count()
    }

    /// Does this finding make the run fail?
    pub fn fails_by(&self, finding: &Finding) -> bool {
        finding.accepted.is_none() && self.fail_on.is_some_and(|least| finding.severity >= least)
    }

    /// Does the run fail?
    pub fn fails(&self) -> bool {
        self.findings().any(|(_, finding)| self.fails_by(finding))
    }
}

impl Finding {
    /// A finding that is plain to see and stands nowhere yet.
    pub(crate) fn stated(
        rule: &'static str,
        severity: Severity,
        subject: &str,
        predicate: String,
    ) -> Self {
        Self {
            rule,
            fingerprint: super::fingerprint::of(rule, subject),
            severity,
            verdict: Verdict::Stated,
            breaks: None,
            effect: None,
            direction: None,
            message: format!("{subject} {predicate}"),
            predicate,
            why: None,
            help: None,
            place: None,
            pointer: None,
            operations: Vec::new(),
            base: None,
            revision: None,
            witness: None,
            against: Vec::new(),
            accepted: None,
        }
    }

    /// Is it a change that breaks nobody?
    pub(crate) fn is_harmless(&self) -> bool {
        let change = self.effect.is_some() || self.rule.starts_with("contract-");
        change && self.severity == Severity::Info && self.accepted.is_none()
    }

    /// The place to show first: in the revision, else in the base.
    pub fn excerpt(&self) -> Option<&Excerpt> {
        self.revision.as_ref().or(self.base.as_ref())
    }

    /// Why the tool does not know, where it does not.
    pub fn unknown(&self) -> Option<&str> {
        match &self.verdict {
            Verdict::Unknown(reason) => Some(reason),
            Verdict::Proven | Verdict::Harmless | Verdict::Stated => None,
        }
    }
}

/// The word in reports.
pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
