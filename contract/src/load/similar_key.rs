//! Which existing key did the author probably mean?

use crate::syntax::{Entry, Object};

/// Mappings with more keys than this are not searched: a suggestion is not worth the time.
const MANY: usize = 5_000;

/// The entry whose key differs least from `wanted`, if it differs little.
pub(super) fn similar_key<'o>(object: &'o Object, wanted: &str) -> Option<&'o Entry> {
    if object.len() > MANY || wanted.len() > 100 {
        return None;
    }
    let tolerated = (wanted.chars().count() / 3).min(3);
    object
        .iter()
        .filter(|entry| entry.key.name.len().abs_diff(wanted.len()) <= 3 * tolerated)
        .map(|entry| (distance(&entry.key.name, wanted), entry))
        .filter(|(distance, _)| *distance <= tolerated)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, entry)| entry)
}

/// Levenshtein distance, letter case not counted.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().flat_map(char::to_lowercase).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, letter) in left.chars().flat_map(char::to_lowercase).enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distance_counts_single_edits() {
        assert_eq!(distance("Order", "order"), 0);
        assert_eq!(distance("Ordr", "Order"), 1);
        assert_eq!(distance("", "ab"), 2);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
