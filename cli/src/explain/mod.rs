//! Explanations of codes: rules, lints and the findings of a contract and of generating are explained where they are made,
//! the others in `codes.md` beside this file.

use countersign_breaking_check as breaking_check;
use countersign_codegen as codegen;
use countersign_contract as contract;
use countersign_contract::explanation::Explanations;
use countersign_validator::lint::{explain_lint, lint_ids};

/// The codes of rooms that have no registry of their own: recordings and decisions about lints.
const CODES: Explanations = Explanations::new(include_str!("codes.md"));

/// The explanation of a diagnostic code or rule id.
pub(crate) fn explain(code: &str) -> Option<String> {
    let read = || {
        let known = contract::explain(code).or_else(|| codegen::explain(code));
        known.or_else(|| CODES.explain(code)).map(str::to_owned)
    };
    let rule = || breaking_check::explain(code).map(|text| text.trim_end().to_owned());
    let lint = || explain_lint(code).map(|text| text.trim_end().to_owned());
    read().or_else(rule).or_else(lint)
}

/// The known code that is spelled most like an unknown one, if any is close.
pub(crate) fn nearest(code: &str) -> Option<&'static str> {
    let distance = |known: &str| edit_distance(code, known);
    let nearest = known().min_by_key(|known| distance(known))?;
    (distance(nearest) <= 4).then_some(nearest)
}

/// Every code that can be explained.
fn known() -> impl Iterator<Item = &'static str> {
    CODES
        .codes()
        .chain(contract::codes())
        .chain(codegen::codes())
        .chain(lint_ids())
        .chain(breaking_check::codes())
}

/// Levenshtein distance over bytes.
fn edit_distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.bytes().enumerate() {
            let substitution = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = substitution.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::{edit_distance, known};

    #[test]
    fn distance_counts_single_edits() {
        assert_eq!(edit_distance("kitten", "sitting"), 3);
        assert_eq!(edit_distance("", "abc"), 3);
    }

    #[test]
    fn every_code_is_explained_once() {
        let mut names: Vec<_> = known().collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
