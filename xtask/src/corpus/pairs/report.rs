//! What `countersign diff` says of two files, as data.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use super::super::documents::tail;
use crate::measure::run;

/// No pair may take longer than this on a slow machine.
const LIMIT: Duration = Duration::from_secs(120);

/// One finding of a report.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) rule: String,
    pub(super) severity: String,
    pub(super) message: String,
    /// Why nobody knows whether it breaks anybody.
    unknown: Option<String>,
}

/// Verdicts of several reports.
#[derive(Debug, Default)]
pub(super) struct Verdicts {
    pub(super) all: usize,
    pub(super) unknown: usize,
}

impl Finding {
    /// A finding whose verdict is known.
    #[cfg(test)]
    pub(super) fn of(rule: &str, severity: &str, message: &str) -> Self {
        Self {
            rule: rule.to_owned(),
            severity: severity.to_owned(),
            message: message.to_owned(),
            unknown: None,
        }
    }

    /// Does it fail a build, or warn?
    pub(super) fn alarms(&self) -> bool {
        self.severity != "info"
    }

    /// Is it what a table names, `rule` or `rule: part of the message`?
    pub(super) fn is(&self, named: &str) -> bool {
        let (rule, part) = named.split_once(": ").unwrap_or((named, ""));
        self.rule == rule && self.message.contains(part)
    }
}

impl Verdicts {
    /// Counts the verdicts of a report, and says which are unknown.
    pub(super) fn count(&mut self, pair: &str, findings: &[Finding]) {
        self.all += findings.len();
        for finding in findings {
            if let Some(reason) = &finding.unknown {
                self.unknown += 1;
                let (rule, message) = (&finding.rule, &finding.message);
                eprintln!("corpus: {pair}: unknown: [{rule}] {message}: {reason}");
            }
        }
    }

    /// Are fewer than one in a hundred unknown?
    pub(super) fn are_known(&self) -> bool {
        self.unknown * 100 < self.all.max(1)
    }
}

/// Compares two files. An error says how the tool failed.
pub(super) fn compare(
    countersign: &Path,
    base: &Path,
    revision: &Path,
) -> Result<Result<Vec<Finding>, String>, String> {
    let mut command = Command::new(countersign);
    command.arg("diff").args([base, revision]);
    let compared = run(command.args(["--format", "json"]), LIMIT)?;
    if compared.crashed() {
        let after = compared.elapsed;
        let said = tail(&compared.stderr);
        return Ok(Err(format!("crashed or hung after {after:?}: {said}")));
    }
    Ok(findings(&compared.stdout).ok_or_else(|| {
        let said = tail(&compared.stderr);
        format!("no report; ended with {:?}: {said}", compared.code)
    }))
}

/// The findings of a report in JSON.
fn findings(report: &str) -> Option<Vec<Finding>> {
    let report: Value = serde_json::from_str(report).ok()?;
    let text = |change: &Value, key: &str| change[key].as_str().map(str::to_owned);
    let changes = report["changes"].as_array()?.iter();
    changes
        .map(|change| {
            Some(Finding {
                rule: text(change, "rule")?,
                severity: text(change, "severity")?,
                message: text(change, "message")?,
                unknown: (change["verdict"] == "unknown")
                    .then(|| text(change, "reason").unwrap_or_default()),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Verdicts, findings};

    #[test]
    fn findings_are_read_from_a_report() {
        let report = r#"{"changes": [{"rule": "type-changed", "severity": "warning", "message": "`/a` in GET /b", "verdict": "unknown", "reason": "too deep"}]}"#;
        let findings = findings(report).expect("a report");
        assert!(findings[0].is("type-changed") && findings[0].is("type-changed: GET /b"));
        assert!(!findings[0].is("type-changed: GET /c") && !findings[0].is("type"));
        assert!(findings[0].alarms());
        let mut verdicts = Verdicts::default();
        verdicts.count("pair", &findings);
        assert_eq!((verdicts.all, verdicts.unknown), (1, 1));
        assert!(!verdicts.are_known());
    }

    #[test]
    fn a_report_without_changes_is_none() {
        assert!(findings("{}").is_none());
        assert!(findings("error: no such file").is_none());
    }
}
