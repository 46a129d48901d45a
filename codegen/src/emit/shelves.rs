//! Which file does a type stand in, where one is too long for all of them?
//!
//! Types stand together that begin alike, by as many letters as it takes: a shelf that is too long is divided at the first
//! letter in which its names differ. So a new type moves no other, but for those of a shelf that it makes too long.

use std::collections::BTreeMap;

/// Names that begin alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shelf {
    /// How they begin, as part of the name of a file.
    pub(crate) prefix: String,
    /// Which they are, in order.
    pub(crate) members: Vec<usize>,
}

/// The shelves for some `names` (`line_item`), each of which takes so many `lines`; none is longer than `longest` unless
/// a single name is. More than one, for names that are not all alike.
pub(crate) fn shelves(names: &[String], lines: &[usize], longest: usize) -> Vec<Shelf> {
    // `order` stands with what begins with `order_`.
    let names: Vec<Vec<char>> = names
        .iter()
        .map(|name| name.chars().chain(['_']).collect())
        .collect();
    let mut shelves = Vec::new();
    divide(
        &names,
        lines,
        longest,
        (0..names.len()).collect(),
        &mut shelves,
    );
    shelves
}

fn divide(
    names: &[Vec<char>],
    lines: &[usize],
    longest: usize,
    members: Vec<usize>,
    shelves: &mut Vec<Shelf>,
) {
    let alike = alike(names, &members);
    let mut letters: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for member in members {
        let letter = names[member].get(alike).copied().unwrap_or('_');
        letters.entry(letter).or_default().push(member);
    }
    let only = letters.len() == 1;
    for members in letters.into_values() {
        let length: usize = members.iter().map(|member| lines[*member]).sum();
        if only || members.len() == 1 || length <= longest {
            let first = members.first().map_or(&[][..], |first| &names[*first]);
            let prefix: String = first.iter().take(alike + 1).collect();
            shelves.push(Shelf {
                prefix: prefix.trim_end_matches('_').to_owned(),
                members,
            });
        } else {
            divide(names, lines, longest, members, shelves);
        }
    }
}

/// How many letters at the beginning all of these names share.
fn alike(names: &[Vec<char>], members: &[usize]) -> usize {
    let Some((first, others)) = members.split_first() else {
        return 0;
    };
    let first = &names[*first];
    let shared = |other: &usize| {
        let pairs = first.iter().zip(&names[*other]);
        pairs.take_while(|(one, other)| one == other).count()
    };
    others.iter().map(shared).min().unwrap_or(first.len())
}

#[cfg(test)]
mod tests {
    use super::shelves;

    fn check(names: &[&str], longest: usize, expected: &[(&str, &[&str])]) {
        let owned: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let found = shelves(&owned, &vec![1; names.len()], longest);
        let found: Vec<(String, Vec<&str>)> = found
            .into_iter()
            .map(|shelf| {
                let members = shelf.members.iter().map(|member| names[*member]);
                (shelf.prefix, members.collect())
            })
            .collect();
        let expected: Vec<(String, Vec<&str>)> = expected
            .iter()
            .map(|(prefix, members)| ((*prefix).to_owned(), members.to_vec()))
            .collect();
        assert_eq!(found, expected);
    }

    const NAMES: &[&str] = &[
        "order",
        "webhook_issue",
        "order_page",
        "webhook_push",
        "webhook_pull",
        "webhook",
        "zone",
    ];

    #[test]
    fn names_that_begin_alike_stand_together() {
        check(
            NAMES,
            3,
            &[
                ("o", &["order", "order_page"]),
                ("webhook", &["webhook"]),
                ("webhook_i", &["webhook_issue"]),
                ("webhook_p", &["webhook_push", "webhook_pull"]),
                ("z", &["zone"]),
            ],
        );
    }

    #[test]
    fn a_new_name_moves_no_other() {
        let names = [NAMES, &["wax", "zoo"]].concat();
        check(
            &names,
            3,
            &[
                ("o", &["order", "order_page"]),
                ("wa", &["wax"]),
                ("webhook", &["webhook"]),
                ("webhook_i", &["webhook_issue"]),
                ("webhook_p", &["webhook_push", "webhook_pull"]),
                ("z", &["zone", "zoo"]),
            ],
        );
    }

    #[test]
    fn names_that_cannot_be_told_apart_share_a_shelf() {
        check(&["same", "same"], 1, &[("same", &["same", "same"])]);
    }
}
