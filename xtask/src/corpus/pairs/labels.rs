//! The vendors' own lists of changes: each line is found, or `labels.tsv` says why there is nothing to find.
//!
//! The lists are not ours and stay where the pairs are; the table knows their lines by number.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{Reports, rows};

/// The list beside a pair.
const LIST: &str = "LABELS.md";

/// Holds the list of each pair that was compared against the table and against what was found.
pub(super) fn check(
    folder: &Path,
    reports: &Reports,
    failures: &mut Vec<String>,
) -> Result<(), String> {
    let (mut found, mut explained) = (0, 0);
    let mut named = BTreeSet::new();
    for columns in rows(include_str!("labels.tsv")) {
        let [pair, line, what, text] = columns.as_slice() else {
            return Err(format!("labels.tsv: not four columns: {columns:?}"));
        };
        let line: usize = line
            .parse()
            .map_err(|_| format!("labels.tsv: `{line}` is no number of a line"))?;
        named.insert(((*pair).to_owned(), line));
        let Some(findings) = reports.get(*pair) else {
            continue;
        };
        match *what {
            "found" if findings.iter().any(|finding| finding.is(text)) => found += 1,
            "found" => failures.push(format!("{pair}: line {line} of {LIST}: no `{text}`")),
            "explained" => explained += 1,
            other => {
                return Err(format!(
                    "labels.tsv: `{other}` is neither found nor explained"
                ));
            }
        }
    }
    let mut listed = BTreeSet::new();
    for pair in reports.keys() {
        let Ok(list) = fs::read_to_string(folder.join(pair).join(LIST)) else {
            continue;
        };
        listed.extend(labels(&list).into_iter().map(|line| (pair.clone(), line)));
    }
    for (pair, line) in listed.difference(&named) {
        failures.push(format!(
            "{pair}: line {line} of {LIST} is not in labels.tsv"
        ));
    }
    for (pair, line) in named.difference(&listed) {
        if reports.contains_key(pair) {
            failures.push(format!(
                "{pair}: line {line} of {LIST}, which labels.tsv names, is no label"
            ));
        }
    }
    eprintln!("corpus: labels: {found} found, {explained} explained");
    Ok(())
}

/// The numbers of the lines that say what changed: the items of its lists, or the first line where there is none.
fn labels(list: &str) -> Vec<usize> {
    let is_item = |line: &str| line.starts_with("* ") || line.starts_with("- ");
    let lines = list.lines().enumerate();
    let items: Vec<usize> = lines
        .filter(|(_, line)| is_item(line))
        .map(|(at, _)| at + 1)
        .collect();
    if items.is_empty() { vec![1] } else { items }
}

#[cfg(test)]
mod tests {
    use super::labels;

    #[test]
    fn items_are_labels_and_else_the_first_line_is() {
        assert_eq!(labels("Source: x\n\n* one\n\n- two\n"), [3, 5]);
        assert_eq!(labels("Source: one thing was removed\n"), [1]);
    }
}
