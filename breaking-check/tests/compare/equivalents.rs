//! The table of what another tool calls each change.

use std::collections::BTreeSet;

use countersign_breaking_check::{equivalents, rules};

/// How many ids `oasdiff checks changelog` lists, as of August 2026.
const IDS: usize = 509;

#[test]
fn every_id_stands_once_and_has_a_rule_or_a_reason() {
    let known: BTreeSet<&str> = rules().map(|rule| rule.id).collect();
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for row in equivalents() {
        if !seen.insert(row.id) {
            wrong.push(format!("{} stands there twice", row.id));
        }
        for rule in &row.rules {
            if !known.contains(rule) {
                wrong.push(format!("{}: there is no rule `{rule}`", row.id));
            }
        }
        if row.rules.is_empty() && row.note.is_empty() {
            wrong.push(format!("{} has neither a rule nor a reason", row.id));
        }
        let directed = ["request", "response", "both"].contains(&row.direction);
        let undirected = row.rules.is_empty() && row.direction == "-";
        if !(directed || undirected) {
            wrong.push(format!("{}: direction `{}`", row.id, row.direction));
        }
        if row.place.is_empty() {
            wrong.push(format!("{} has no place", row.id));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(seen.len(), IDS);
}
