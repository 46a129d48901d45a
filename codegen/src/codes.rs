//! What does a code of a finding of this crate mean? The texts stand in `codes.md`, one section per code: a code without a
//! section is made nowhere, which a test holds.

use countersign_contract::explanation::Explanations;

const CODES: Explanations = Explanations::new(include_str!("codes.md"));

/// The explanation of a code that generating reports: what it means, why it matters, what to do. Markdown.
pub fn explain(code: &str) -> Option<&'static str> {
    CODES.explain(code)
}

/// Every code that generating reports and [`countersign_contract::codes`] does not know, in alphabetical order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    CODES.codes()
}

/// A text that is a code of a finding that generating can make, as that code.
pub(crate) fn code(text: &str) -> Option<&'static str> {
    codes()
        .chain(countersign_contract::codes())
        .find(|code| *code == text)
}
