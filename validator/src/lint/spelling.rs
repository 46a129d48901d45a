//! How are names spelled, and which are not spelled like the others?

use std::collections::BTreeMap;

use countersign_contract::SourceSpan;

/// A way of writing several words as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Spelling {
    Camel,
    Pascal,
    Snake,
    Kebab,
}

impl Spelling {
    /// The spelling of a name; `None` for one word in small letters, which is right in all, and for mixtures.
    fn of(name: &str) -> Option<Self> {
        let mut letters = name.chars();
        let first = letters.next()?;
        let upper = letters.clone().any(char::is_uppercase);
        let (snake, kebab) = (name.contains('_'), name.contains('-'));
        match (first.is_uppercase(), upper, snake, kebab) {
            (false, true, false, false) => Some(Self::Camel),
            (true, _, false, false) if letters.any(char::is_lowercase) => Some(Self::Pascal),
            (false, false, true, false) => Some(Self::Snake),
            (false, false, false, true) => Some(Self::Kebab),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Camel => "camelCase",
            Self::Pascal => "PascalCase",
            Self::Snake => "snake_case",
            Self::Kebab => "kebab-case",
        }
    }
}

/// The names that are spelled otherwise than most, once each, with the place of the first and the usual spelling. Nothing
/// where no spelling is the usual one (less than two thirds).
pub(super) fn odd_ones<'n>(
    names: impl Iterator<Item = (&'n str, SourceSpan)>,
) -> Vec<(&'n str, SourceSpan, &'static str)> {
    let mut first: BTreeMap<&str, SourceSpan> = BTreeMap::new();
    for (name, span) in names {
        first.entry(name).or_insert(span);
    }
    let spelled: Vec<(&str, SourceSpan, Spelling)> = first
        .into_iter()
        .filter_map(|(name, span)| Some((name, span, Spelling::of(name)?)))
        .collect();
    let mut counts: BTreeMap<Spelling, usize> = BTreeMap::new();
    for (_, _, spelling) in &spelled {
        *counts.entry(*spelling).or_default() += 1;
    }
    let Some((usual, count)) = counts.into_iter().max_by_key(|(_, count)| *count) else {
        return Vec::new();
    };
    if count * 3 < spelled.len() * 2 {
        return Vec::new();
    }
    let odd = spelled
        .into_iter()
        .filter(|(_, _, spelling)| *spelling != usual);
    odd.map(|(name, span, _)| (name, span, usual.name()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Spelling::{self, Camel, Kebab, Pascal, Snake};

    #[test]
    fn a_single_small_word_is_right_in_every_spelling() {
        for (name, spelling) in [
            ("listItems", Some(Camel)),
            ("ListItems", Some(Pascal)),
            ("list_items", Some(Snake)),
            ("list-items", Some(Kebab)),
            ("items", None),
            ("ID", None),
            ("list_Items", None),
            ("", None),
        ] {
            assert_eq!(Spelling::of(name), spelling, "{name}");
        }
    }
}
