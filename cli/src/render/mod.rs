//! Diagnostics for people and for programs.

mod changes;
mod frame;
mod json;
mod sarif;

pub(crate) use changes::changes;
pub(crate) use frame::Frames;
pub(crate) use json::diagnostics as diagnostics_json;
pub(crate) use sarif::sarif;

use countersign_contract::{Diagnostics, Severity};

/// "2 errors and 1 warning", or nothing where there are neither.
pub(crate) fn summary(diagnostics: &Diagnostics) -> Option<String> {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    let words = |number: usize, word: &str| match number {
        0 => None,
        1 => Some(format!("1 {word}")),
        number => Some(format!("{number} {word}s")),
    };
    let parts: Vec<_> = [
        words(count(Severity::Error), "error"),
        words(count(Severity::Warning), "warning"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| parts.join(" and "))
}
