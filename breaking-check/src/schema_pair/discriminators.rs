//! Which discriminator became which, and what became of the values that it maps.

use countersign_contract::Contract;
use countersign_contract::schema::{Discriminator, SchemaId};

use super::{MemberPair, SchemaPair, View};
use crate::side::Sides;

/// The discriminators of one schema on both sides.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DiscriminatorPair<'c> {
    pub(crate) base: Option<&'c Discriminator>,
    pub(crate) revision: Option<&'c Discriminator>,
}

/// What became of a mapped value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tag<'c> {
    Added(&'c str),
    Removed(&'c str),
    /// It means another schema than before.
    Retargeted(&'c str),
}

impl<'c> SchemaPair<'c> {
    /// The discriminators, in writing order.
    pub(crate) fn discriminators(&self) -> Vec<DiscriminatorPair<'c>> {
        paired(self.base, self.revision)
    }

    /// The mapped values that differ. A value that came or went with its alternative is told of with that.
    pub(crate) fn tags(&self, pair: DiscriminatorPair<'c>) -> Vec<Tag<'c>> {
        let (Some(base), Some(revision)) = (pair.base, pair.revision) else {
            return Vec::new();
        };
        let mut tags = Vec::new();
        for (value, target) in &base.mapping {
            match revision.mapping.get(value) {
                None if self.has_left(*target) => {}
                None => tags.push(Tag::Removed(value)),
                Some(other) if self.is_retargeted(*target, *other) => {
                    tags.push(Tag::Retargeted(value));
                }
                Some(_) => {}
            }
        }
        let new = revision.mapping.iter();
        tags.extend(
            new.filter(|(value, target)| {
                !base.mapping.contains_key(*value) && !self.has_come(**target)
            })
            .map(|(value, _)| Tag::Added(value)),
        );
        tags
    }

    fn has_left(&self, target: SchemaId) -> bool {
        self.members.iter().any(|member| {
            matches!(member, MemberPair::Removed(id) if leads_to(self.sides.base, *id, target))
        })
    }

    fn has_come(&self, target: SchemaId) -> bool {
        self.members.iter().any(|member| {
            matches!(member, MemberPair::Added(id) if leads_to(self.sides.revision, *id, target))
        })
    }

    fn is_retargeted(&self, base: SchemaId, revision: SchemaId) -> bool {
        let became = self.members.iter().find_map(|member| match member {
            MemberPair::Both(left, right) if leads_to(self.sides.base, *left, base) => Some(*right),
            _ => None,
        });
        match became {
            Some(right) => !leads_to(self.sides.revision, right, revision),
            None => is_renamed(self.sides, base, revision),
        }
    }
}

/// Is this the schema, or a `$ref` to it?
fn leads_to(contract: &Contract, member: SchemaId, target: SchemaId) -> bool {
    member == target || contract.schema(member).reference == Some(target)
}

fn is_renamed(sides: Sides<'_>, base: SchemaId, revision: SchemaId) -> bool {
    let names = (
        sides.base.schema(base).name.as_deref(),
        sides.revision.schema(revision).name.as_deref(),
    );
    matches!(names, (Some(left), Some(right)) if left != right)
}

fn paired<'c>(base: &View<'c>, revision: &View<'c>) -> Vec<DiscriminatorPair<'c>> {
    let count = base.discriminators.len().max(revision.discriminators.len());
    (0..count)
        .map(|at| DiscriminatorPair {
            base: base.discriminators.get(at).copied(),
            revision: revision.discriminators.get(at).copied(),
        })
        .collect()
}

/// Do the two describe differently what they may take alike?
pub(super) fn notes_differ(sides: Sides<'_>, base: &View<'_>, revision: &View<'_>) -> bool {
    base.notes != revision.notes
        || paired(base, revision)
            .into_iter()
            .any(|pair| differ(sides, pair))
}

fn differ(sides: Sides<'_>, pair: DiscriminatorPair<'_>) -> bool {
    let (Some(base), Some(revision)) = (pair.base, pair.revision) else {
        return true;
    };
    base.property_name != revision.property_name
        || base.mapping.len() != revision.mapping.len()
        || base.mapping.iter().any(|(value, target)| {
            let other = revision.mapping.get(value);
            other.is_none_or(|other| is_renamed(sides, *target, *other))
        })
}
