//! Which answers do several operations of a group have, such as its problems? They are statics of its file, so that each
//! operation lists them by name.

use std::collections::{BTreeMap, BTreeSet};

use crate::emit::files::Piece;
use crate::name::OperationNames;

/// One declared answer of an operation.
pub(super) struct Answer {
    /// An expression of type `ResponseDescriptor`.
    pub(super) text: String,
    /// `ERROR_4XX`: what it may be called, where it is one table and a status.
    pub(super) name: Option<String>,
}

/// How many operations must have an answer for it to be worth a static.
const SEVERAL: usize = 3;

/// The statics of a group: their names by their texts.
pub(super) struct Shared(BTreeMap<String, String>);

impl Shared {
    /// What operations with these answers share. A name that something else in the file has is not given.
    pub(super) fn new<'n>(
        answers: &[Vec<Answer>],
        operations: impl Iterator<Item = &'n OperationNames>,
    ) -> Self {
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        for names in operations {
            taken.insert(&names.constant);
            taken.extend(
                names
                    .responses
                    .iter()
                    .map(|response| response.media.as_str()),
            );
        }
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for answer in answers.iter().flatten() {
            if let Some(name) = &answer.name {
                *counts.entry((name, &answer.text)).or_default() += 1;
            }
        }
        let several = counts.into_iter().filter(|(_, count)| *count >= SEVERAL);
        let named = several.filter(|((name, _), _)| taken.insert(name));
        let shared = named.map(|((name, text), _)| (text.to_owned(), name.to_owned()));
        Self(shared.collect())
    }

    /// The statics. Not constants, in which a list may not refer to a table.
    pub(super) fn piece(&self) -> Option<Piece> {
        let mut statics: Vec<(&String, &String)> =
            self.0.iter().map(|(text, name)| (name, text)).collect();
        statics.sort();
        let items = statics
            .iter()
            .map(|(name, text)| format!("static {name}: ResponseDescriptor = {text};"));
        let items: Vec<String> = items.collect();
        let names = statics.into_iter().map(|(name, _)| name.clone());
        (!items.is_empty()).then(|| Piece::written(&[items.concat()], names.collect()))
    }

    /// An answer by its name, or as it is.
    pub(super) fn spelled<'a>(&'a self, answer: &'a Answer) -> &'a str {
        self.0.get(&answer.text).unwrap_or(&answer.text)
    }
}
