//! Every pair of versions gets the verdict its vendor's changelog gives it.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::documents::tail;
use crate::measure::run;

/// No pair may take longer than this on a slow machine.
const LIMIT: Duration = Duration::from_secs(120);

/// What `expectations.tsv` says of a pair.
enum Expected {
    /// Exit code 1, and the report contains every one of these texts.
    Breaks(Vec<String>),
    /// Exit code 0.
    Compatible,
    /// Any verdict, but a verdict.
    Terminates,
}

/// Compares every pair named in `expectations.tsv`.
pub(super) fn check(
    folder: &Path,
    countersign: &Path,
    only: Option<&str>,
    failures: &mut Vec<String>,
) -> Result<(), String> {
    let mut right = 0;
    for line in include_str!("expectations.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let columns: Vec<&str> = line.split('\t').collect();
        let [pair, base, revision, verdict, texts @ ..] = columns.as_slice() else {
            return Err(format!(
                "xtask/src/corpus/expectations.tsv: too few columns: {line}"
            ));
        };
        if only.is_some_and(|only| !pair.contains(only)) {
            continue;
        }
        let expected = match *verdict {
            "breaks" => Expected::Breaks(texts.iter().map(ToString::to_string).collect()),
            "compatible" => Expected::Compatible,
            "terminates" => Expected::Terminates,
            other => {
                return Err(format!(
                    "xtask/src/corpus/expectations.tsv: `{other}` is no verdict"
                ));
            }
        };
        let path = |file: &str| folder.join(pair).join(file).to_string_lossy().into_owned();
        let compared = run(
            Command::new(countersign).args(["diff", &path(base), &path(revision)]),
            LIMIT,
        )?;
        let problem = judge(&expected, compared.code, &compared.stdout);
        let problem = if compared.crashed() {
            Some(format!("crashed or hung: {}", tail(&compared.stderr)))
        } else {
            problem
        };
        match problem {
            None => right += 1,
            Some(problem) => {
                failures.push(format!("{pair}: {problem} (after {:?})", compared.elapsed));
            }
        }
    }
    eprintln!("corpus: pairs: {right} as expected");
    Ok(())
}

fn judge(expected: &Expected, code: Option<i32>, report: &str) -> Option<String> {
    match expected {
        Expected::Breaks(texts) if code == Some(1) => texts
            .iter()
            .find(|text| !report.contains(text.as_str()))
            .map(|text| format!("the report does not say `{text}`")),
        Expected::Breaks(_) => Some(format!("should break; ended with {code:?}")),
        Expected::Compatible if code == Some(0) => None,
        Expected::Compatible => Some(format!(
            "should be compatible; ended with {code:?}: {}",
            tail(report)
        )),
        Expected::Terminates if matches!(code, Some(0 | 1)) => None,
        Expected::Terminates => Some(format!("no verdict; ended with {code:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Expected, judge};

    #[test]
    fn a_break_must_be_reported_in_the_expected_words() {
        let expected = Expected::Breaks(vec!["parameter-removed".to_owned()]);
        assert_eq!(
            judge(&expected, Some(1), "error[parameter-removed]: ..."),
            None
        );
        assert!(judge(&expected, Some(1), "error[operation-removed]: ...").is_some());
        assert!(judge(&expected, Some(0), "").is_some());
    }
}
