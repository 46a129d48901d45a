//! Every pair of versions gets the verdict its vendor gives it, or the difference is argued.

mod labels;
mod micro;
mod report;

use std::collections::BTreeMap;
use std::path::Path;

use report::{Finding, Verdicts, compare};

/// The findings of each pair that was compared.
type Reports = BTreeMap<String, Vec<Finding>>;

/// What `expectations.tsv` says of a pair.
enum Expected<'t> {
    /// At least one error, and each of these findings.
    Breaks(Vec<&'t str>),
    /// These errors and warnings and no others.
    Only(Vec<&'t str>),
    /// No error and no warning.
    Silent,
    /// Any verdict, but a verdict.
    Terminates,
}

/// Compares every pair named in `expectations.tsv` and those of the small ones, and holds the labels against what was found.
pub(super) fn check(
    folder: &Path,
    countersign: &Path,
    only: Option<&str>,
    failures: &mut Vec<String>,
) -> Result<(), String> {
    let mut right = 0;
    let mut reports = Reports::new();
    let mut verdicts = Verdicts::default();
    for columns in rows(include_str!("expectations.tsv")) {
        let [pair, base, revision, verdict, named @ ..] = columns.as_slice() else {
            return Err(format!("expectations.tsv: too few columns: {columns:?}"));
        };
        if only.is_some_and(|only| !pair.contains(only)) {
            continue;
        }
        let expected = Expected::of(verdict, named)?;
        let pair_folder = folder.join(pair);
        let compared = compare(
            countersign,
            &pair_folder.join(base),
            &pair_folder.join(revision),
        );
        let problem = match compared? {
            Ok(findings) => {
                verdicts.count(pair, &findings);
                let problem = expected.problem(&findings);
                reports.insert((*pair).to_owned(), findings);
                problem
            }
            Err(failed) => Some(failed),
        };
        match problem {
            None => right += 1,
            Some(problem) => failures.push(format!("{pair}: {problem}")),
        }
    }
    eprintln!("corpus: pairs: {right} as expected");
    labels::check(folder, &reports, failures)?;
    if only.is_none_or(|only| micro::FOLDER.contains(only)) {
        micro::check(folder, countersign, &mut verdicts, failures)?;
    }
    let (unknown, all) = (verdicts.unknown, verdicts.all);
    eprintln!("corpus: pairs: {unknown} of {all} verdicts are unknown");
    if only.is_none() && !verdicts.are_known() {
        failures.push(format!(
            "{unknown} of {all} verdicts are unknown: at most 1 % may be"
        ));
    }
    Ok(())
}

/// The rows of a table: columns between tabs, without comments and empty lines.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split('\t').collect())
}

impl<'t> Expected<'t> {
    fn of(verdict: &str, named: &[&'t str]) -> Result<Self, String> {
        match verdict {
            "breaks" => Ok(Self::Breaks(named.to_vec())),
            "only" => Ok(Self::Only(named.to_vec())),
            "silent" => Ok(Self::Silent),
            "terminates" => Ok(Self::Terminates),
            other => Err(format!("expectations.tsv: `{other}` is no verdict")),
        }
    }

    /// What is not as expected.
    fn problem(&self, findings: &[Finding]) -> Option<String> {
        let alarms = || findings.iter().filter(|finding| finding.alarms());
        let missing = |named: &[&str]| {
            let missing = named
                .iter()
                .find(|named| !findings.iter().any(|found| found.is(named)));
            missing.map(|named| format!("does not report `{named}`"))
        };
        let surplus = |named: &[&str]| {
            let surplus = alarms().find(|found| !named.iter().any(|named| found.is(named)));
            surplus.map(|found| format!("reports [{}] {}", found.rule, found.message))
        };
        match self {
            Self::Breaks(named) if findings.iter().any(|found| found.severity == "error") => {
                missing(named)
            }
            Self::Breaks(_) => Some("breaks nobody".to_owned()),
            Self::Only(named) => missing(named).or_else(|| surplus(named)),
            Self::Silent => surplus(&[]),
            Self::Terminates => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::report::Finding;
    use super::{Expected, rows};

    #[test]
    fn a_break_must_be_reported_as_expected() {
        let found = |rule: &str, severity: &str| Finding::of(rule, severity, "GET /a was changed");
        let error = [
            found("parameter-removed", "error"),
            found("tag-added", "info"),
        ];
        let breaks = Expected::of("breaks", &["parameter-removed: GET /a"]).unwrap();
        assert_eq!(breaks.problem(&error), None);
        assert!(breaks.problem(&error[1..]).is_some());
        assert!(
            breaks
                .problem(&[found("operation-removed", "error")])
                .is_some()
        );
        let only = Expected::of("only", &["parameter-removed"]).unwrap();
        assert_eq!(only.problem(&error), None);
        let more = [error[0].clone(), found("header-removed", "warning")];
        assert!(only.problem(&more).is_some());
        let silent = Expected::of("silent", &[]).unwrap();
        assert_eq!(silent.problem(&error[1..]), None);
        assert!(silent.problem(&error).is_some());
        assert!(Expected::of("quiet", &[]).is_err());
    }

    #[test]
    fn comments_and_empty_lines_are_no_rows() {
        let rows: Vec<Vec<&str>> = rows("# pair\tverdict\n\na\tb c\n").collect();
        assert_eq!(rows, [["a", "b c"]]);
    }
}
