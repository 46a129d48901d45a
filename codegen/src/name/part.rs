//! What the parts of the output are called that can be left out: cargo features, and the modules of what several groups need.

use std::collections::BTreeSet;

use super::case::{self, Case};
use super::reserved::CLIENT_METHODS;
use super::{GroupNames, Scope};
use crate::model::{Need, Needer};

/// Features and crates that are there for other reasons.
const RESERVED: &[&str] = &["client", "common", "default", "server", "webhooks"];

/// The features of a package.
#[derive(Debug, Default)]
pub(super) struct FeatureScope {
    taken: BTreeSet<String>,
}

impl FeatureScope {
    /// The feature for a tag: its words in kebab-case, like no other feature. Tags give ASCII here; registries take no other.
    pub(super) fn claim(&mut self, tag: &str) -> String {
        let words = case::identifier(&[tag], Case::Snake);
        let mut stem = words.trim_matches('_').replace('_', "-");
        stem.retain(|c| c.is_ascii_alphanumeric() || c == '-');
        if stem.is_empty() {
            stem.push_str("tag");
        }
        if RESERVED.contains(&stem.as_str()) {
            stem.push_str("-tag");
        }
        let mut feature = stem.clone();
        let mut number = 2_u32;
        while !self.taken.insert(feature.clone()) {
            feature = format!("{stem}-{number}");
            number += 1;
        }
        feature
    }
}

/// The module of each part: `orders` for what one group needs, `orders_and_payments` or `shared_by_7` for what several do,
/// `shared` for what is always there.
pub(crate) fn modules(groups: &[GroupNames], needs: &[&Need]) -> Vec<String> {
    let mut scope = Scope::new(Case::Snake, &["mod", "lib", "main"]);
    for group in groups {
        scope.claim(&group.module);
    }
    let name = |needer: &Needer| match needer {
        Needer::Group(index) => groups[*index].module.as_str(),
        Needer::Events => "webhooks",
    };
    needs
        .iter()
        .map(|need| match need {
            Need::Always => scope.claim("shared"),
            Need::By(needers) => match needers.iter().collect::<Vec<_>>().as_slice() {
                [Needer::Group(index)] => groups[*index].module.clone(),
                [one] => scope.claim(name(one)),
                [one, other] => scope.claim_words(&[name(one), "and", name(other)]),
                several => scope.claim(&format!("shared by {}", several.len())),
            },
        })
        .collect()
}

/// What a crate is called after its groups: the one it has, or `part-1` where it has several.
pub(crate) fn pieces(groups: &[GroupNames], pieces: &[Vec<usize>]) -> Vec<String> {
    let mut scope = FeatureScope::default();
    scope
        .taken
        .extend(groups.iter().map(|group| group.feature.clone()));
    let mut number = 0;
    pieces
        .iter()
        .map(|piece| {
            if let [only] = piece.as_slice() {
                return groups[*only].feature.clone();
            }
            number += 1;
            scope.claim(&format!("part {number}"))
        })
        .collect()
}

/// The method of a client that gives the client of a group, where each group has one.
pub(crate) fn accessors(groups: &[GroupNames]) -> Vec<String> {
    let mut scope = Scope::new(Case::Snake, CLIENT_METHODS);
    let groups = groups.iter();
    groups.map(|group| scope.claim(&group.module)).collect()
}

#[cfg(test)]
mod tests {
    use super::FeatureScope;

    #[test]
    fn features_are_kebab_case_and_like_no_other() {
        let mut scope = FeatureScope::default();
        let tags = [
            "Pull Requests",
            "pullRequests",
            "client",
            "type",
            "default",
            "1st",
            "---",
        ];
        assert_eq!(
            tags.map(|tag| scope.claim(tag)),
            [
                "pull-requests",
                "pull-requests-2",
                "client-tag",
                "type",
                "default-tag",
                "n1st",
                "minus-minus-minus"
            ],
        );
    }
}
