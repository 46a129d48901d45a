//! Explanations of codes: rules and the findings of a contract are explained where they are made, the others in `codes.md`
//! beside this file.

use countersign_breaking_check as breaking_check;
use countersign_validator::lint::{explain_lint, lint_ids};

/// The explanations of the codes of other rooms: `## code`, then the text.
const CODES: &str = include_str!("codes.md");

/// The explanation of a diagnostic code or rule id.
pub(crate) fn explain(code: &str) -> Option<String> {
    let rule = breaking_check::explain(code).map(|text| text.trim_end().to_owned());
    let finding = || countersign_contract::explain(code).map(str::to_owned);
    let lint = || explain_lint(code).map(|text| text.trim_end().to_owned());
    rule.or_else(finding).or_else(lint).or_else(|| {
        sections()
            .find(|(name, _)| *name == code)
            .map(|(_, text)| text.trim().to_owned())
    })
}

/// The known code that is spelled most like an unknown one, if any is close.
pub(crate) fn nearest(code: &str) -> Option<&'static str> {
    let rules = breaking_check::rules().map(|rule| rule.id);
    let distance = |known: &str| edit_distance(code, known);
    let known = sections()
        .map(|(name, _)| name)
        .chain(countersign_contract::codes())
        .chain(lint_ids())
        .chain(rules)
        .min_by_key(|known| distance(known))?;
    (distance(known) <= 4).then_some(known)
}

fn sections() -> impl Iterator<Item = (&'static str, &'static str)> {
    CODES
        .split("\n## ")
        .skip(1)
        .filter_map(|section| section.split_once('\n'))
        .map(|(name, text)| (name.trim(), text))
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
    use super::{breaking_check, edit_distance, lint_ids, sections};

    #[test]
    fn distance_counts_single_edits() {
        assert_eq!(edit_distance("kitten", "sitting"), 3);
        assert_eq!(edit_distance("", "abc"), 3);
    }

    #[test]
    fn every_code_is_explained_once() {
        let contract = countersign_contract::codes();
        let mut names: Vec<_> = sections()
            .map(|(name, _)| name)
            .chain(contract)
            .chain(lint_ids())
            .chain(breaking_check::rules().map(|rule| rule.id))
            .collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
