//! The changelog as Markdown (GitHub's), for people: a release page, a comment on a change.

use std::fmt::Write as _;

use countersign_contract::Severity;

use super::changelog::{Chapter, chapters, title, version};
use super::escape::{markdown_fence, markdown_sentence, markdown_words};
use super::model::{Compared, Document, Edition, Finding};

/// The changelog. Several contracts get a table first, and a part each.
pub fn markdown(document: &Document) -> String {
    let mut text = String::new();
    if let [contract] = document.contracts.as_slice()
        && contract.name.is_none()
    {
        let _ = writeln!(text, "# {}\n", markdown_words(&title(contract)));
        part(&mut text, contract, 2);
    } else {
        text.push_str("# Changes of contracts\n\n");
        table(&mut text, document);
        let changed = document.contracts.iter();
        for contract in changed.filter(|contract| !contract.findings.is_empty()) {
            let name = contract.name.as_deref().unwrap_or_default();
            let _ = writeln!(
                text,
                "## {}: {}\n",
                markdown_words(name),
                markdown_words(&title(contract))
            );
            part(&mut text, contract, 3);
        }
    }
    if !document.decisions.is_empty() {
        text.push_str("## Decisions to look at\n\n");
        for finding in &document.decisions {
            entry(&mut text, finding);
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// Numbers by contract.
fn table(text: &mut String, document: &Document) {
    text.push_str(
        "| contract | from | to | breaking | warnings | harmless |\n|---|---|---|---:|---:|---:|\n",
    );
    for contract in &document.contracts {
        let count = |severity| {
            let findings = contract.findings.iter();
            findings
                .filter(|finding| finding.severity == severity && finding.accepted.is_none())
                .count()
        };
        let version = |edition: Option<&Edition>| {
            edition.map_or_else(String::new, |edition| markdown_words(&edition.version))
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            markdown_words(contract.name.as_deref().unwrap_or_default()),
            version(contract.bases.first()),
            version(contract.revision.as_ref()),
            count(Severity::Error),
            count(Severity::Warning),
            contract
                .findings
                .iter()
                .filter(|finding| finding.is_harmless())
                .count(),
        );
    }
    text.push('\n');
}

fn part(text: &mut String, contract: &Compared, level: usize) {
    if let Some(version) = version(contract) {
        let _ = writeln!(text, "**{}**\n", markdown_sentence(&version.message));
    }
    let chapters = chapters(contract);
    if chapters.is_empty() {
        text.push_str("Nothing changed for those who rely on it.\n\n");
    }
    for chapter in chapters {
        self::chapter(text, &chapter, level);
    }
}

fn chapter(text: &mut String, chapter: &Chapter<'_>, level: usize) {
    let marks = "#".repeat(level);
    let _ = writeln!(text, "{marks} {}\n", chapter.title);
    for group in &chapter.groups {
        if let Some(operation) = group.operation {
            let _ = writeln!(text, "{marks}# {}\n", markdown_sentence(operation));
        }
        for finding in &group.findings {
            entry(text, finding);
        }
        text.push('\n');
    }
}

fn entry(text: &mut String, finding: &Finding) {
    let message = markdown_sentence(&finding.message);
    let _ = writeln!(text, "- {message} (`{}`)", finding.rule);
    let mut line = |words: &str| {
        let _ = writeln!(text, "  {words}");
    };
    if finding.operations.len() > 1 {
        let operations: Vec<String> = finding
            .operations
            .iter()
            .map(|operation| markdown_sentence(operation))
            .collect();
        line(&format!("  - reaches {}", operations.join(", ")));
    }
    if !finding.against.is_empty() {
        let against: Vec<String> = finding
            .against
            .iter()
            .map(|file| markdown_words(file))
            .collect();
        line(&format!("  - against {}", against.join(", ")));
    }
    let parts = [
        ("", finding.why.as_deref()),
        ("undecided: ", finding.unknown()),
        ("instead: ", finding.help.as_deref()),
    ];
    for (name, part) in parts {
        if let Some(part) = part {
            line(&format!("  - {name}{}", markdown_sentence(part)));
        }
    }
    if let Some(accepted) = &finding.accepted {
        line(&format!(
            "  - accepted: {}",
            markdown_sentence(&accepted.reason)
        ));
    }
    if let Some(witness) = &finding.witness {
        let reason = markdown_sentence(&witness.reason);
        line(&format!(
            "  - accepted by the {}, rejected by the {}: {reason}\n",
            witness.accepted_by, witness.rejected_by
        ));
        text.push_str(&markdown_fence(&witness.text, "      "));
    }
}
