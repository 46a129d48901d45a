//! What does a contract say about why something is deprecated, and what takes its place?

use countersign_contract::syntax::Node;
use indexmap::IndexMap;

/// Members of an object in which the reason may stand.
const REASONS: [&str; 4] = ["message", "description", "reason", "note"];

/// A longer sentence is no note any more.
const LONGEST: usize = 200;

/// The text of `x-deprecated` (also `x-deprecated-details`, `x-deprecation-details`), else the sentence of the description
/// that speaks of it.
pub(super) fn note(
    extensions: &IndexMap<String, Node>,
    description: Option<&str>,
) -> Option<String> {
    let named = [
        "x-deprecated",
        "x-deprecated-details",
        "x-deprecation-details",
    ]
    .iter()
    .filter_map(|key| extensions.get(*key));
    let mut said = named.filter_map(|value| {
        let reason = || REASONS.iter().find_map(|name| value.get(name)?.as_str());
        value.as_str().or_else(reason)
    });
    let note = said.next().or_else(|| sentence(description?))?;
    Some(note.trim().to_owned()).filter(|note| !note.is_empty())
}

fn sentence(description: &str) -> Option<&str> {
    let lines = description.lines().map(str::trim);
    let mut sentences = lines.flat_map(|line| line.split_inclusive(". "));
    sentences.find(|sentence| {
        let words = sentence.split(|c: char| !c.is_alphanumeric());
        let mut words = words.map(str::to_ascii_lowercase);
        // The word alone says nothing that the attribute does not.
        words.clone().filter(|word| !word.is_empty()).count() > 1
            && words.any(|word| word == "deprecated")
            && sentence.chars().count() <= LONGEST
    })
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn the_sentence_that_speaks_of_it_is_the_note() {
        let text = "What it costs. Deprecated: use `price` instead. More.";
        assert_eq!(sentence(text), Some("Deprecated: use `price` instead. "));
        assert_eq!(
            sentence("First line\nThis is deprecated"),
            Some("This is deprecated")
        );
        for silent in ["Deprecated.", "What it costs.", "undeprecated things", ""] {
            assert_eq!(sentence(silent), None, "{silent}");
        }
    }
}
