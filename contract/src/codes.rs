//! What does a diagnostic code mean? The texts stand in `codes.md`, one section per code.

use crate::explanation::Explanations;

const CODES: Explanations = Explanations::new(include_str!("codes.md"));

/// The explanation of a code that this crate reports: what it means, why it matters, what to do. Markdown.
pub fn explain(code: &str) -> Option<&'static str> {
    CODES.explain(code)
}

/// Every code that this crate reports, in alphabetical order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    CODES.codes()
}
