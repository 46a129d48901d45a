//! The changelog as one page of HTML: no scripts, nothing fetched.

use std::fmt::Write as _;

use super::changelog::{chapters, title, version};
use super::escape::{html_sentence, markup};
use super::model::{Compared, Document, Excerpt, Finding, severity_name};

/// The look of the page, for light and dark screens and for paper.
const STYLE: &str = include_str!("changelog.css");

/// The page.
pub fn html(document: &Document) -> String {
    let alone = match document.contracts.as_slice() {
        [contract] if contract.name.is_none() => Some(contract),
        _ => None,
    };
    let heading = alone.map_or_else(
        || "Changes of contracts".to_owned(),
        |contract| markup(&title(contract)),
    );
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{heading}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{heading}</h1>\n"
    );
    let changed = document.contracts.iter();
    for contract in changed.filter(|contract| alone.is_some() || !contract.findings.is_empty()) {
        if let Some(name) = &contract.name {
            let _ = writeln!(
                text,
                "<h2>{}: {}</h2>",
                markup(name),
                markup(&title(contract))
            );
        }
        part(&mut text, contract);
    }
    if document.findings().next().is_none() && alone.is_none() {
        text.push_str("<p>Nothing changed for those who rely on these contracts.</p>\n");
    }
    if !document.decisions.is_empty() {
        text.push_str("<h2>Decisions to look at</h2>\n<ul>\n");
        for finding in &document.decisions {
            entry(&mut text, finding);
        }
        text.push_str("</ul>\n");
    }
    text.push_str("</body>\n</html>\n");
    text
}

fn part(text: &mut String, contract: &Compared) {
    if let Some(version) = version(contract) {
        let _ = writeln!(
            text,
            "<p class=\"version\">{}</p>",
            html_sentence(&version.message)
        );
    }
    let chapters = chapters(contract);
    if chapters.is_empty() {
        text.push_str("<p>Nothing changed for those who rely on it.</p>\n");
    }
    for chapter in chapters {
        let _ = writeln!(text, "<h3>{}</h3>", chapter.title);
        for group in &chapter.groups {
            if let Some(operation) = group.operation {
                let _ = writeln!(text, "<h4>{}</h4>", html_sentence(operation));
            }
            text.push_str("<ul>\n");
            for finding in &group.findings {
                entry(text, finding);
            }
            text.push_str("</ul>\n");
        }
    }
}

fn entry(text: &mut String, finding: &Finding) {
    let class = match finding.accepted {
        Some(_) => "accepted",
        None => severity_name(finding.severity),
    };
    let _ = writeln!(
        text,
        "<li class=\"{class}\" id=\"{}\"><p>{} <span class=\"rule\">{}</span></p>",
        markup(&finding.fingerprint),
        html_sentence(&finding.message),
        markup(finding.rule)
    );
    let mut paragraph = |name: &str, words: &str| {
        let _ = writeln!(text, "<p class=\"more\">{name}{words}</p>");
    };
    let list = |items: &[String]| {
        let items: Vec<String> = items.iter().map(|item| html_sentence(item)).collect();
        items.join(", ")
    };
    if finding.operations.len() > 1 {
        paragraph("Reaches ", &list(&finding.operations));
    }
    if !finding.against.is_empty() {
        paragraph("Against ", &list(&finding.against));
    }
    let parts = [
        ("", finding.why.as_deref()),
        ("Undecided: ", finding.unknown()),
        ("Instead: ", finding.help.as_deref()),
        (
            "Accepted: ",
            finding
                .accepted
                .as_ref()
                .map(|accepted| accepted.reason.as_str()),
        ),
    ];
    for (name, part) in parts {
        if let Some(part) = part {
            paragraph(name, &html_sentence(part));
        }
    }
    for (side, place) in [("base", &finding.base), ("revision", &finding.revision)] {
        if let Some(place) = place {
            excerpt(text, side, place);
        }
    }
    if let Some(witness) = &finding.witness {
        let _ = writeln!(
            text,
            "<details><summary>accepted by the {}, rejected by the {}: {}</summary><pre>{}</pre></details>",
            witness.accepted_by,
            witness.rejected_by,
            html_sentence(&witness.reason),
            markup(&witness.text)
        );
    }
    text.push_str("</li>\n");
}

fn excerpt(text: &mut String, side: &str, place: &Excerpt) {
    let (before, rest) = place.line.split_at(place.mark.start);
    let (marked, after) = rest.split_at(place.mark.len());
    let _ = writeln!(
        text,
        "<p class=\"place\">{side} {}:{}:{} <code>{}<mark>{}</mark>{}</code></p>",
        markup(&place.file),
        place.start.line,
        place.start.column,
        markup(before.trim_start()),
        markup(marked),
        markup(after)
    );
}
