//! Merge keys (`<<`, the YAML 1.1 type that authors use with 1.2 readers): entries of other mappings, own keys win.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::diagnostic::Diagnostic;
use crate::source::SourceSpan;
use crate::syntax::mapping::object_of;
use crate::syntax::node::{Entry, Node, NodeValue, Object};
use crate::syntax::report::Report;

/// One `<<: value` of a mapping.
#[derive(Debug)]
pub(super) struct Merge {
    /// How many own entries were written before it.
    pub(super) position: usize,
    /// Where `<<` stands.
    pub(super) key: SourceSpan,
    /// What is merged: a mapping or a sequence of mappings.
    pub(super) value: Node,
}

/// The mapping of own entries and merged ones, which stand where their `<<` stood and keep the spans of their origin.
pub(super) fn object_with(
    entries: Vec<Entry>,
    merges: &[Merge],
    report: &mut Report<'_>,
) -> Object {
    let own = object_of(entries, report);
    if merges.is_empty() {
        return own;
    }
    let mut foreign: Vec<(usize, Entry)> = Vec::new();
    let mut seen: BTreeSet<SmolStr> = BTreeSet::new();
    for merge in merges {
        for object in sources(merge, report) {
            for entry in object {
                if own.entry(&entry.key.name).is_none() && seen.insert(entry.key.name.clone()) {
                    foreign.push((merge.position, entry.clone()));
                }
            }
        }
    }
    let mut all = Vec::with_capacity(own.len() + foreign.len());
    let mut foreign = foreign.into_iter().peekable();
    for (position, entry) in own.into_entries().into_iter().enumerate() {
        while let Some((_, inserted)) = foreign.next_if(|(before, _)| *before <= position) {
            all.push(inserted);
        }
        all.push(entry);
    }
    all.extend(foreign.map(|(_, entry)| entry));
    Object::new(all)
}

/// The mappings that a `<<` names; an earlier one of a sequence wins over a later one.
fn sources<'m>(merge: &'m Merge, report: &mut Report<'_>) -> Vec<&'m Object> {
    let nodes = match merge.value.value() {
        NodeValue::Array(items) => items.iter().collect(),
        _ => vec![&merge.value],
    };
    let mut objects = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node.as_object() {
            Some(object) => objects.push(object),
            None => report.push(
                Diagnostic::error(
                    "yaml-merge",
                    format!(
                        "`<<` merges mappings, and this is of type {}",
                        node.type_name()
                    ),
                )
                .at(node.span())
                .label(merge.key, "merged here")
                .help("quote the key (`\"<<\"`) if it is an ordinary one"),
            ),
        }
    }
    objects
}
