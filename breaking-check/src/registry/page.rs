//! The pages about rules: `RULES.md` says what each one is, `OASDIFF.md` what another tool calls it.

use std::fmt::Write as _;

use super::equivalents::{Equivalent, equivalents};
use super::{Check, RULES, RegisteredRule};
use crate::report::severity_name;

const NOTE: &str = "<!-- Generated from the rules by `cargo xtask regenerate`; do not edit. -->";

/// The sections in the order of the page.
const SECTIONS: [&str; 12] = [
    "Operations",
    "Announcements",
    "Servers",
    "Policies",
    "Security",
    "Parameters",
    "Request bodies",
    "Media types",
    "Responses",
    "Headers",
    "Links",
    "Schemas",
];

/// The section that a rule stands in.
fn section_of(rule: &RegisteredRule) -> &'static str {
    match rule.check {
        Check::Operation(_) => "Operations",
        Check::Lifecycle(_) => "Announcements",
        Check::Servers(_) => "Servers",
        Check::Policy(_) => "Policies",
        Check::Security(_) | Check::SecurityScheme(_) => "Security",
        Check::Parameter(_) => "Parameters",
        Check::RequestBody(_) => "Request bodies",
        Check::MediaType(_) => "Media types",
        Check::Response(_) => "Responses",
        Check::Header(_) => "Headers",
        Check::Link(_) => "Links",
        Check::Schema(_) | Check::Annotation(_) | Check::AnySchema(_) => "Schemas",
    }
}

/// The text of `RULES.md`.
pub fn render_rules_page() -> String {
    let equivalents = equivalents();
    let mut text = format!(
        "{NOTE}\n# The rules of `countersign diff`\n\nA rule names a change. Whether the change breaks anybody is decided by what may be sent and what is \
         understood: a finding that breaks is shown with a message that worked and no longer does, one that does not break is \
         information. The severity below is that of a finding that breaks. `countersign explain RULE` prints the same text. \
         What another tool calls each change stands in [OASDIFF.md](OASDIFF.md).\n"
    );
    for name in SECTIONS {
        let rules = RULES.iter().filter(|rule| section_of(rule) == name);
        line(&mut text, &format!("\n## {name}"));
        for rule in rules {
            section(&mut text, rule, &equivalents);
        }
    }
    text.replace("\n\n\n", "\n\n")
}

fn section(text: &mut String, rule: &RegisteredRule, equivalents: &[Equivalent]) {
    let meta = rule.meta;
    line(text, &format!("\n### `{}`\n", meta.id));
    line(
        text,
        &format!(
            "Severity **{}** · promise **{}** · since {} · {}\n",
            severity_name(meta.severity),
            meta.promise.name(),
            meta.since,
            meta.cites
        ),
    );
    let mut in_code = false;
    for written in rule.doc().text.trim_end().lines() {
        in_code ^= written.starts_with("```");
        match written.strip_prefix("# ").filter(|_| !in_code) {
            Some(heading) => line(text, &format!("\n**{heading}**\n")),
            // What stands behind the language is for our tests: highlighters know the language alone.
            None if written.starts_with("```yaml") => {
                let side = written.trim_start_matches("```yaml,");
                let side = side.split(',').next().unwrap_or_default();
                line(text, &format!("\n```yaml\n# {side}"));
            }
            None => line(text, written),
        }
    }
    let names: Vec<String> = equivalents
        .iter()
        .filter(|equivalent| equivalent.rules.contains(&meta.id))
        .map(|equivalent| format!("`{}`", equivalent.id))
        .collect();
    if !names.is_empty() {
        line(text, &format!("\n**oasdiff**: {}", names.join(", ")));
    }
}

/// The text of `OASDIFF.md`.
pub fn render_equivalents_page() -> String {
    let rows = equivalents();
    let mut text = format!(
        "{NOTE}\n# What oasdiff calls it\n\noasdiff has an id for each pair of a change and a place; ours name the change, and direction and place are fields of a \
         finding. The table has {} of its ids, the rules that find the same change here, and where a finding of them is. An id \
         without a rule is no change that anybody can observe; the note says why.\n\n| oasdiff | rules | direction | place | note |\n|---|---|---|---|---|\n",
        rows.len()
    );
    for row in &rows {
        let rules: Vec<String> = row
            .rules
            .iter()
            .map(|rule| format!("[`{rule}`](RULES.md#{rule})"))
            .collect();
        let rules = match rules.as_slice() {
            [] => "none".to_owned(),
            rules => rules.join(", "),
        };
        line(
            &mut text,
            &format!(
                "| `{}` | {rules} | {} | {} | {} |",
                row.id,
                row.direction,
                row.place.replace('|', "\\|"),
                row.note.replace('|', "\\|")
            ),
        );
    }
    text
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a String takes any text");
}
