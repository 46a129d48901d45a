//! What belongs together in two contracts: operations, parameters, bodies, responses, headers.

mod encoding;
mod lifecycle;
mod link;
mod operation;
mod parameter;
mod policy;
mod response;
mod security;
mod server;

pub(crate) use encoding::{encoded_otherwise, has_parts, misfit};
pub(crate) use lifecycle::{Lifecycle, LifecyclePair, Notice, stability_of};
pub(crate) use link::{LinkPair, links};
pub(crate) use operation::{CALLBACK, OperationPair, operations};
pub(crate) use parameter::{
    ParameterKey, ParameterPair, is_ignored, is_respelled, parameter_key, parameters, schema_of,
};
pub(crate) use policy::{PolicyPair, SOON, admits, key_of, next_page, requires_key};
pub(crate) use response::{
    HeaderPair, MediaTypePair, RequestBodyPair, ResponsePair, brings_a_shape, covering, headers,
    is_success, media_types, only_in, parameters_of, response_for, responses,
};
pub(crate) use security::{Credential, Loss, SchemePair, SecurityPair, alternatives, flow_name};
pub(crate) use server::{Address, RELATIVE, ServersPair, addresses};

use crate::side::Side;

/// A thing that only the base has, only the revision has, or both have.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Paired<T> {
    Removed(T),
    Added(T),
    Both { base: T, revision: T },
}

impl<T: Copy> Paired<T> {
    /// The thing of one side, if that side has it.
    pub(crate) fn side(self, side: Side) -> Option<T> {
        match (self, side) {
            (Self::Removed(thing) | Self::Both { base: thing, .. }, Side::Base)
            | (
                Self::Added(thing)
                | Self::Both {
                    revision: thing, ..
                },
                Side::Revision,
            ) => Some(thing),
            (Self::Removed(_), Side::Revision) | (Self::Added(_), Side::Base) => None,
        }
    }

    /// Both things, base first.
    pub(crate) fn both(self) -> Option<(T, T)> {
        match self {
            Self::Both { base, revision } => Some((base, revision)),
            Self::Removed(_) | Self::Added(_) => None,
        }
    }

    /// The newest thing there is.
    pub(crate) fn newest(self) -> T {
        match self {
            Self::Removed(thing)
            | Self::Added(thing)
            | Self::Both {
                revision: thing, ..
            } => thing,
        }
    }

    fn of(base: Option<T>, revision: Option<T>) -> Option<Self> {
        match (base, revision) {
            (Some(base), Some(revision)) => Some(Self::Both { base, revision }),
            (Some(base), None) => Some(Self::Removed(base)),
            (None, Some(revision)) => Some(Self::Added(revision)),
            (None, None) => None,
        }
    }
}

/// Pairs two lists by key. The revision's order comes first, then what was removed, in the base's order. Of things with
/// the same key on one side the first one counts.
fn pair_by_key<'c, T, K: Eq + std::hash::Hash>(
    base: impl IntoIterator<Item = &'c T>,
    revision: impl IntoIterator<Item = &'c T>,
    key: impl Fn(&T) -> K,
) -> Vec<Paired<&'c T>> {
    let mut by_key: indexmap::IndexMap<K, (Option<&'c T>, Option<&'c T>)> =
        indexmap::IndexMap::new();
    for thing in revision {
        by_key.entry(key(thing)).or_default().1.get_or_insert(thing);
    }
    for thing in base {
        by_key.entry(key(thing)).or_default().0.get_or_insert(thing);
    }
    by_key
        .into_values()
        .filter_map(|(base, revision)| Paired::of(base, revision))
        .collect()
}
