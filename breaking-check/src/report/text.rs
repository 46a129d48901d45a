//! What - where - why - what next - and the proof. No colours; the command line adds them.

use std::fmt::Write as _;

use countersign_contract::{Severity, SourceMap, SourceSpan};

use crate::change::{Change, Report, Verdict};
use crate::documents;
use crate::side::Side;

/// How many operations of a finding are listed before the rest is counted.
const LISTED_OPERATIONS: usize = 6;
/// How much of a source line is shown.
const SNIPPET: usize = 72;

/// The report as text. Harmless changes take one line each.
pub fn text(report: &Report) -> String {
    let mut text = String::new();
    for change in &report.changes {
        finding(&mut text, report, change);
    }
    let count = |severity| report.count(severity);
    line(
        &mut text,
        &format!(
            "{}, {}, {} ({} world)",
            plural(count(Severity::Error), "error"),
            plural(count(Severity::Warning), "warning"),
            plural(count(Severity::Info), "harmless change"),
            report.world.name()
        ),
    );
    text
}

fn finding(text: &mut String, report: &Report, change: &Change) {
    let severity = severity(change.severity);
    line(
        text,
        &format!("{severity}[{}]: {}", change.rule, change.message),
    );
    if change.severity == Severity::Info {
        return;
    }
    if let Some(span) = change.revision {
        place(text, "revision", &report.revision, span);
    }
    if let Some(span) = change.base {
        place(text, "base", &report.base, span);
    }
    let operations = change.operations();
    if operations.len() > 1 {
        let listed: Vec<String> = operations
            .iter()
            .take(LISTED_OPERATIONS)
            .map(ToString::to_string)
            .collect();
        let rest = operations.len().saturating_sub(LISTED_OPERATIONS);
        let rest = if rest > 0 {
            format!(" and {rest} more")
        } else {
            String::new()
        };
        let noun = match change.place.operation.kind {
            documents::KIND => "schemas",
            _ => "operations",
        };
        field(
            text,
            "reaches",
            &format!("{} {}: {}{rest}", operations.len(), noun, listed.join(", ")),
        );
    }
    if let Some(why) = &change.why {
        field(text, "why", why);
    }
    if let Verdict::Unknown(reason) = &change.verdict {
        field(text, "unknown", reason);
    }
    if let Some(witness) = &change.witness {
        let shown: Vec<&str> = witness
            .text
            .lines()
            .filter(|line| !line.is_empty())
            .collect();
        field(text, "witness", &shown.join("\n"));
        field(
            text,
            "",
            &format!(
                "accepted by {}, rejected by {}: {}",
                witness.accepted_by, witness.rejected_by, witness.reason
            ),
        );
    }
    if let Some(help) = &change.help {
        field(text, "help", help);
    }
    text.push('\n');
}

fn place(text: &mut String, name: &str, sources: &SourceMap, span: SourceSpan) {
    let location = sources.location(span);
    let written = sources
        .snippet(span)
        .lines()
        .next()
        .unwrap_or_default()
        .trim();
    let mut snippet: String = written.chars().take(SNIPPET).collect();
    if snippet.len() < written.len() {
        snippet.push('…');
    }
    field(text, name, &format!("{location}   {snippet}"));
}

fn field(text: &mut String, name: &str, value: &str) {
    for (at, part) in value.lines().enumerate() {
        let name = if at == 0 { name } else { "" };
        line(text, format!("  {name:<9} {part}").trim_end());
    }
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a String takes any text");
}

/// The word in reports.
pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

/// The sources of a side.
pub(super) fn sources(report: &Report, side: Side) -> &SourceMap {
    match side {
        Side::Base => &report.base,
        Side::Revision => &report.revision,
    }
}
