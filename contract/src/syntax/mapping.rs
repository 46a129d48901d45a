//! Are the keys of a mapping unique? (RFC 8259 section 4, YAML 1.2.2 section 3.2.1.3)

use super::node::{Entry, Object, order_by_key};
use super::report::Report;
use crate::diagnostic::Diagnostic;

/// Up to this many keys, comparing each with each is faster than sorting.
const FEW: usize = 12;

/// The mapping of entries in writing order; a key written again is reported with both places and dropped.
pub(super) fn object_of(mut entries: Vec<Entry>, report: &mut Report<'_>) -> Object {
    let repeated = repeated_keys(&entries);
    if !repeated.is_empty() {
        for (first, again) in &repeated {
            let (first, again) = (&entries[*first].key, &entries[*again].key);
            report.push(
                Diagnostic::error(
                    "duplicate-key",
                    format!("the key `{}` is written twice in one mapping", again.name),
                )
                .at(again.span)
                .label(first.span, "first written here")
                .help("remove or rename one of them; until then the first one counts"),
            );
        }
        let mut at = 0;
        let mut dropped = repeated.into_iter().map(|(_, again)| again).peekable();
        entries.retain(|_| {
            let drop = dropped.next_if_eq(&at).is_some();
            at += 1;
            !drop
        });
    }
    Object::new(entries)
}

/// Pairs of (first, repeated) positions, ordered by the repeated one.
fn repeated_keys(entries: &[Entry]) -> Vec<(usize, usize)> {
    let mut repeated = Vec::new();
    if entries.len() <= FEW {
        for (again, entry) in entries.iter().enumerate().skip(1) {
            let earlier = entries[..again]
                .iter()
                .position(|first| first.key.name == entry.key.name);
            repeated.extend(earlier.map(|first| (first, again)));
        }
        return repeated;
    }
    let order = order_by_key(entries);
    for group in order.chunk_by(|left, right| {
        entries[*left as usize].key.name == entries[*right as usize].key.name
    }) {
        repeated.extend(
            group[1..]
                .iter()
                .map(|again| (group[0] as usize, *again as usize)),
        );
    }
    repeated.sort_unstable_by_key(|(_, again)| *again);
    repeated
}
