//! JUnit XML, as Jenkins and GitLab read it: a suite for each contract, a case for each finding that could fail a run.

use std::fmt::Write as _;

use countersign_contract::Severity;

use super::escape::markup;
use super::model::{Document, Finding, severity_name};

/// The report as XML. Harmless changes are no cases; a contract without others has one that passed.
pub fn junit(document: &Document) -> String {
    let mut suites: Vec<(String, Vec<&Finding>)> = document
        .contracts
        .iter()
        .map(|contract| {
            let file = contract.revision.as_ref().or(contract.bases.first());
            let file = file.map(|edition| edition.file.clone());
            let name = contract.name.clone().or(file);
            (name.unwrap_or_default(), contract.findings.iter().collect())
        })
        .collect();
    if !document.decisions.is_empty() {
        suites.push(("decisions".to_owned(), document.decisions.iter().collect()));
    }
    let mut cases = String::new();
    let mut all = Counts::default();
    for (name, findings) in suites {
        let findings: Vec<&Finding> = findings
            .into_iter()
            .filter(|finding| finding.severity > Severity::Info)
            .collect();
        let counts = Counts::of(document, &findings);
        let _ = writeln!(cases, "  <testsuite name=\"{}\" {counts}>", markup(&name));
        if findings.is_empty() {
            let _ = writeln!(
                cases,
                "    <testcase classname=\"countersign.diff\" name=\"nothing breaks\" time=\"0\"/>"
            );
        }
        for finding in findings {
            case(&mut cases, document, finding);
        }
        cases.push_str("  </testsuite>\n");
        all.add(&counts);
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"countersign diff\" {all}>\n{cases}</testsuites>\n"
    )
}

/// The numbers in the head of a suite.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    skipped: usize,
}

impl Counts {
    fn of(document: &Document, findings: &[&Finding]) -> Self {
        let count = |is: &dyn Fn(&Finding) -> bool| {
            let findings = findings.iter().filter(|finding| is(finding));
            findings.count()
        };
        Self {
            tests: findings.len().max(1),
            failures: count(&|finding| document.fails_by(finding)),
            skipped: count(&|finding| finding.accepted.is_some()),
        }
    }

    fn add(&mut self, other: &Self) {
        self.tests += other.tests;
        self.failures += other.failures;
        self.skipped += other.skipped;
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            tests,
            failures,
            skipped,
        } = self;
        write!(
            f,
            "tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\" time=\"0\""
        )
    }
}

fn case(text: &mut String, document: &Document, finding: &Finding) {
    let file = finding
        .excerpt()
        .map(|place| format!(" file=\"{}\"", markup(&place.file)));
    let _ = write!(
        text,
        "    <testcase classname=\"countersign.diff.{}\" name=\"{}\"{} time=\"0\">",
        markup(finding.rule),
        markup(&finding.message),
        file.unwrap_or_default()
    );
    if let Some(accepted) = &finding.accepted {
        let _ = write!(text, "<skipped message=\"{}\"/>", markup(&accepted.reason));
    } else if document.fails_by(finding) {
        let _ = write!(
            text,
            "<failure message=\"{}\" type=\"{}\">{}</failure>",
            markup(&finding.message),
            severity_name(finding.severity),
            markup(&details(finding))
        );
    } else {
        let _ = write!(
            text,
            "<system-out>{}</system-out>",
            markup(&details(finding))
        );
    }
    text.push_str("</testcase>\n");
}

/// What the sentence does not say.
fn details(finding: &Finding) -> String {
    let mut text = String::new();
    let sides = [("revision", &finding.revision), ("base", &finding.base)];
    for (side, place) in sides {
        if let Some(place) = place {
            let (line, column) = (place.start.line, place.start.column);
            let _ = writeln!(text, "{side}: {}:{line}:{column}", place.file);
        }
    }
    let mut list = |name: &str, items: &[String]| {
        if !items.is_empty() {
            let _ = writeln!(text, "{name}: {}", items.join(", "));
        }
    };
    list("reaches", &finding.operations);
    list("against", &finding.against);
    let parts = [
        ("why", finding.why.as_deref()),
        ("unknown", finding.unknown()),
        ("help", finding.help.as_deref()),
    ];
    for (name, part) in parts {
        if let Some(part) = part {
            let _ = writeln!(text, "{name}: {part}");
        }
    }
    if let Some(witness) = &finding.witness {
        let _ = writeln!(
            text,
            "accepted by {}, rejected by {}: {}\n{}",
            witness.accepted_by, witness.rejected_by, witness.reason, witness.text
        );
    }
    text
}
