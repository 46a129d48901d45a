//! Why a reference leads nowhere, as the author should hear it.

use crate::diagnostic::Diagnostic;
use crate::source::SourceSpan;

/// Why a reference could not be followed.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// The file could not be read or parsed; the loader has said why.
    File,
    /// The part after `#` is no JSON Pointer.
    Malformed,
    /// A step of the pointer does not exist.
    Missing {
        /// The step.
        token: String,
        /// The closest key that does exist.
        suggestion: Option<String>,
    },
    /// No `$anchor` of this name.
    Anchor(String),
    /// `$ref` leads back to itself.
    Cycle,
    /// More references follow one another than the limit allows.
    TooManyHops(usize),
}

impl Failure {
    /// The finding for a reference `text` written at `span`; none where the loader has told it already.
    pub(crate) fn diagnostic(self, text: &str, span: SourceSpan) -> Option<Diagnostic> {
        let unknown = |why: String| {
            Diagnostic::error(
                "reference-not-found",
                format!("`{text}` leads nowhere: {why}"),
            )
            .at(span)
        };
        Some(match self {
            Self::File => return None,
            Self::Malformed => unknown("the part after `#` is not a JSON Pointer".to_owned())
                .help("write `~0` for `~` and `~1` for `/` in a key"),
            Self::Missing { token, suggestion } => {
                let diagnostic = unknown(format!("there is no `{token}`"));
                match suggestion {
                    Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")),
                    None => diagnostic.help("declare it, or correct the reference"),
                }
            }
            Self::Anchor(name) => unknown(format!("no schema has `$anchor: {name}`"))
                .help("a reference into the same document starts with `#/`"),
            Self::Cycle => Diagnostic::error(
                "reference-cycle",
                format!("following `{text}` leads back to it and never to a value"),
            )
            .at(span)
            .help("let one reference of the cycle point at a value"),
            Self::TooManyHops(limit) => Diagnostic::error(
                "too-many-reference-hops",
                format!("following `{text}` takes more than {limit} steps"),
            )
            .at(span),
        })
    }
}

/// The key closest to `wanted`, if it is close enough to be a slip of the keyboard.
pub(crate) fn closest<'k>(wanted: &str, keys: impl Iterator<Item = &'k str>) -> Option<String> {
    let wanted: Vec<char> = wanted.chars().take(64).collect();
    let allowed = (wanted.len() / 3).max(1);
    keys.take(2_000)
        .map(|key| (distance(&wanted, key), key))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, key)| key.to_owned())
}

/// Levenshtein distance; a change of case costs nothing.
fn distance(wanted: &[char], key: &str) -> usize {
    let mut row: Vec<usize> = (0..=wanted.len()).collect();
    for (at, found) in key.chars().take(64).enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, expected) in wanted.iter().enumerate() {
            let replace = diagonal + usize::from(!expected.eq_ignore_ascii_case(&found));
            diagonal = row[column + 1];
            row[column + 1] = replace.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[wanted.len()]
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn a_slip_of_the_keyboard_is_recognised() {
        let keys = ["Order", "OrderList", "Payment"];
        assert_eq!(closest("Ordr", keys.into_iter()), Some("Order".to_owned()));
        assert_eq!(closest("order", keys.into_iter()), Some("Order".to_owned()));
        assert_eq!(closest("Invoice", keys.into_iter()), None);
    }
}
