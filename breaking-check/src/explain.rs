//! A rule's documentation, taken from the head of its own file: what `explain` prints and findings quote.

use countersign_contract::explanation::{head, section};

/// A rule's documentation and the parts of it that findings quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleDoc {
    /// All of it, as Markdown.
    pub(crate) text: String,
    /// "Why it breaks", on one line.
    pub(crate) why: Option<String>,
    /// "Evolve instead", on one line.
    pub(crate) instead: Option<String>,
}

impl RuleDoc {
    /// Reads the head of a rule's file.
    pub(crate) fn parse(source: &str) -> Self {
        let text = head(source);
        Self {
            why: section(&text, "Why it breaks"),
            instead: section(&text, "Evolve instead"),
            text,
        }
    }
}
