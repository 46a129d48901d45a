//! Which names does code use that something has to bring into scope?

use super::token::{Class, Tokens};

/// Every identifier that begins a path; those in lower case only before `::` or `!`.
pub(super) fn names(tokens: &Tokens) -> impl Iterator<Item = &str> {
    let class = |index: usize| tokens.list.get(index).map(|token| token.class);
    let begins = move |index: usize| {
        index
            .checked_sub(1)
            .is_none_or(|previous| class(previous) != Some(Class::PathSep))
    };
    let is_led = move |index: usize| match class(index + 1) {
        Some(Class::PathSep) => true,
        Some(_) => tokens.text(index + 1) == "!",
        None => false,
    };
    (0..tokens.list.len())
        .filter(move |index| class(*index) == Some(Class::Word) && begins(*index))
        .map(move |index| (index, tokens.text(index)))
        .filter(move |(index, name)| {
            name.starts_with(|first: char| first.is_ascii_uppercase()) || is_led(*index)
        })
        .map(|(_, name)| name)
}
