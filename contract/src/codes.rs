//! What does a diagnostic code mean? The texts stand in `codes.md`, one section per code.

const EXPLANATIONS: &str = include_str!("codes.md");

/// The explanation of a code that this crate reports: what it means, why it matters, what to do. Markdown.
pub fn explain(code: &str) -> Option<&'static str> {
    sections().find_map(|(name, text)| (name == code).then_some(text))
}

/// Every code that this crate reports, in alphabetical order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    sections().map(|(name, _)| name)
}

fn sections() -> impl Iterator<Item = (&'static str, &'static str)> {
    let sections = EXPLANATIONS.split("\n## ").skip(1);
    let parts = sections.filter_map(|section| section.split_once('\n'));
    parts.map(|(name, text)| (name.trim(), text.trim()))
}
