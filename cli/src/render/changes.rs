//! A report on changes for people: both places framed in their own files, why, the proof, and what to do instead.

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use countersign_breaking_check::report::{
    Compared, Document, Excerpt, Finding, severity_name, visible,
};
use countersign_contract::Severity;

/// How many operations of a finding are listed before the rest is counted.
const LISTED_OPERATIONS: usize = 6;

/// The report as text, in colour or plain. Harmless changes take one line each.
pub(crate) fn changes(document: &Document, color: bool) -> String {
    let renderer = if color {
        Renderer::styled().decor_style(DecorStyle::Unicode)
    } else {
        Renderer::plain()
    };
    let mut text = String::new();
    for contract in &document.contracts {
        if let Some(name) = contract
            .name
            .as_deref()
            .filter(|_| says_something(contract))
        {
            line(
                &mut text,
                &format!("{}{}", visible(name), versions(contract)),
            );
        }
        for finding in &contract.findings {
            self::finding(&mut text, finding, &renderer);
        }
    }
    for finding in &document.decisions {
        self::finding(&mut text, finding, &renderer);
    }
    line(&mut text, &summary(document));
    text
}

fn says_something(contract: &Compared) -> bool {
    !contract.findings.is_empty()
}

/// ": 1.0.0 to 2.0.0", where both are known and differ.
fn versions(contract: &Compared) -> String {
    match (contract.bases.first(), &contract.revision) {
        (Some(base), Some(revision)) if base.version != revision.version => format!(
            ": {} to {}",
            visible(&base.version),
            visible(&revision.version)
        ),
        _ => String::new(),
    }
}

fn summary(document: &Document) -> String {
    let count = |severity| document.count(severity);
    let mut summary = format!(
        "{}, {}, {}",
        plural(count(Severity::Error), "error"),
        plural(count(Severity::Warning), "warning"),
        plural(document.harmless(), "harmless change"),
    );
    let ignored: usize = document
        .contracts
        .iter()
        .map(|contract| contract.ignored)
        .sum();
    for (number, word) in [(document.accepted(), "approved"), (ignored, "ignored")] {
        if number > 0 {
            let _ = write!(summary, ", {number} {word}");
        }
    }
    if document
        .contracts
        .iter()
        .any(|contract| contract.name.is_some())
    {
        let contracts = plural(document.contracts.len(), "contract");
        summary.insert_str(0, &format!("{contracts}: "));
    }
    let _ = write!(summary, " ({} world)", document.world.name());
    summary
}

fn finding(text: &mut String, finding: &Finding, renderer: &Renderer) {
    if let Some(accepted) = &finding.accepted {
        let by = accepted.by.as_deref().map(|by| format!(" by {by}"));
        let approved = format!(
            "approved{}[{}]: {}: {}",
            visible(&by.unwrap_or_default()),
            finding.rule,
            visible(&finding.message),
            visible(&accepted.reason)
        );
        line(text, &approved);
        return;
    }
    if finding.severity == Severity::Info {
        let (severity, rule) = (severity_name(finding.severity), finding.rule);
        line(
            text,
            &format!("{severity}[{rule}]: {}", visible(&finding.message)),
        );
        return;
    }
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = visible(&finding.message);
    let mut group = Group::with_title(level.primary_title(title).id(finding.rule));
    let base = finding.base.as_ref();
    if let Some(revision) = &finding.revision {
        group = framed(group, revision, AnnotationKind::Primary, "in the revision");
    }
    if let Some(base) = base {
        let kind = match finding.revision {
            Some(_) => AnnotationKind::Context,
            None => AnnotationKind::Primary,
        };
        group = framed(group, base, kind, "in the base");
    }
    for (name, note) in notes(finding) {
        let level = Level::NOTE.with_name(name);
        group = group.element(level.message(visible(&note)));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    line(text, &renderer.render(&[group]));
    text.push('\n');
}

/// What stands below the frames, by its name.
fn notes(finding: &Finding) -> Vec<(&'static str, String)> {
    let mut notes = Vec::new();
    if finding.operations.len() > 1 {
        notes.push(("reaches", reached(finding)));
    }
    if !finding.against.is_empty() {
        notes.push(("against", finding.against.join(", ")));
    }
    if let Some(why) = &finding.why {
        notes.push(("why", why.clone()));
    }
    if let Some(reason) = finding.unknown() {
        notes.push(("unknown", reason.to_owned()));
    }
    if let Some(witness) = &finding.witness {
        let shown: Vec<&str> = witness
            .text
            .lines()
            .filter(|line| !line.is_empty())
            .collect();
        notes.push(("witness", shown.join("\n")));
        let verdict = format!(
            "accepted by {}, rejected by {}: {}",
            witness.accepted_by, witness.rejected_by, witness.reason
        );
        notes.push(("proof", verdict));
    }
    notes
}

fn reached(finding: &Finding) -> String {
    let operations = &finding.operations;
    let listed: Vec<&str> = operations
        .iter()
        .take(LISTED_OPERATIONS)
        .map(String::as_str)
        .collect();
    let rest = match operations.len().saturating_sub(LISTED_OPERATIONS) {
        0 => String::new(),
        rest => format!(" and {rest} more"),
    };
    format!("{}{rest}", listed.join(", "))
}

fn framed<'f>(
    group: Group<'f>,
    place: &'f Excerpt,
    kind: AnnotationKind,
    label: &'static str,
) -> Group<'f> {
    if place.cut {
        let note = Level::NOTE.with_name(label);
        return group.element(note.message(visible(&within_line(place))));
    }
    let annotation = kind.span(place.mark.clone()).label(label);
    group.element(
        Snippet::source(place.line.as_str())
            .path(place.file.as_str())
            .line_start(place.start.line as usize)
            .annotation(annotation),
    )
}

/// The place and what stands around it in a line that nobody reads whole.
fn within_line(place: &Excerpt) -> String {
    let (before, rest) = place.line.split_at(place.mark.start);
    let (marked, after) = rest.split_at(place.mark.len());
    let (line, column) = (place.start.line, place.start.column);
    format!(
        "{}:{line}:{column}: …{before}»{marked}«{after}…",
        place.file
    )
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}
