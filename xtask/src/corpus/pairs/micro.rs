//! Small pairs of another tool, one change each: classified as that tool does, or `micro.tsv` says why not.
//!
//! What its rules hold for breaking is read from its own pages, which lie beside the pairs.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::report::{Finding, Verdicts, compare};
use super::rows;

/// The folder among the pairs.
pub(super) const FOLDER: &str = "micro-azure";

const PAGES: &str = "docs/rules";
const PAIRS: &str = "openapi-diff/src/modeler/AutoRest.Swagger.Tests/Resource/Swagger";

/// How serious the worst finding is: `breaks`, `warns` or `harmless`.
fn class(findings: &[Finding]) -> &'static str {
    let is = |severity: &str| findings.iter().any(|finding| finding.severity == severity);
    match (is("error"), is("warning")) {
        (true, _) => "breaks",
        (false, true) => "warns",
        (false, false) => "harmless",
    }
}

/// Compares every pair that is there.
pub(super) fn check(
    folder: &Path,
    countersign: &Path,
    verdicts: &mut Verdicts,
    failures: &mut Vec<String>,
) -> Result<(), String> {
    let folder = folder.join(FOLDER);
    let pairs = folder.join(PAIRS);
    let (mut agreed, mut argued) = (0, 0);
    let mut named = BTreeSet::new();
    for columns in rows(include_str!("micro.tsv")) {
        let [file, rules, ours, why @ ..] = columns.as_slice() else {
            return Err(format!("micro.tsv: too few columns: {columns:?}"));
        };
        named.insert((*file).to_owned());
        let (base, revision) = (pairs.join("old").join(file), pairs.join("new").join(file));
        let findings = match compare(countersign, &base, &revision)? {
            Ok(findings) => findings,
            Err(failed) => {
                failures.push(format!("{FOLDER}/{file}: {failed}"));
                continue;
            }
        };
        verdicts.count(&format!("{FOLDER}/{file}"), &findings);
        let found = class(&findings);
        if found != *ours {
            failures.push(format!(
                "{FOLDER}/{file}: {found}, and micro.tsv says {ours}"
            ));
        }
        let theirs = rules.split(' ').filter(|rule| *rule != "-");
        let mut breaking = false;
        for rule in theirs {
            breaking |= is_breaking(&folder.join(PAGES).join(format!("{rule}.md")))?;
        }
        match (breaking == (found == "breaks"), why.is_empty()) {
            (true, _) => agreed += 1,
            (false, false) => argued += 1,
            (false, true) => failures.push(format!(
                "{FOLDER}/{file}: {found}, unlike rules {rules}; say why in micro.tsv"
            )),
        }
    }
    for file in files(&pairs.join("old"))?.difference(&named) {
        failures.push(format!("{FOLDER}/{file} is not in micro.tsv"));
    }
    eprintln!(
        "corpus: {FOLDER}: {agreed} classified as labelled, {argued} otherwise with a reason"
    );
    Ok(())
}

/// Does the page of a rule hold what it names for breaking?
fn is_breaking(page: &Path) -> Result<bool, String> {
    let text = fs::read_to_string(page).map_err(|error| format!("{}: {error}", page.display()))?;
    Ok(says_breaking(&text))
}

fn says_breaking(page: &str) -> bool {
    let cause = page.lines().find(|line| line.starts_with("**Cause**"));
    cause.is_some_and(|cause| cause.contains("considered a breaking change"))
}

fn files(folder: &Path) -> Result<BTreeSet<String>, String> {
    let describe = |error: std::io::Error| format!("{}: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(describe)?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    names.collect::<Result<_, _>>().map_err(describe)
}

#[cfg(test)]
mod tests {
    use super::says_breaking;

    #[test]
    fn the_cause_on_a_page_says_whether_a_rule_is_about_breaks() {
        assert!(says_breaking(
            "### 1\n\n**Cause**: This is considered a breaking change.\n"
        ));
        assert!(!says_breaking(
            "### 1\n\n**Cause**: This is considered a change.\n"
        ));
        assert!(!says_breaking("It is considered a breaking change.\n"));
    }
}
