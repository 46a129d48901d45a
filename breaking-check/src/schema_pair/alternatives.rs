//! Which member of an `anyOf`/`oneOf` became which: by component name, then by discriminator value, then by looks.

use countersign_contract::Contract;
use countersign_contract::schema::{SchemaId, Type};

use super::{AlternativeKind, Alternatives, View, Viewer};
use crate::side::Conjunction;

/// One member of a group of alternatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MemberPair {
    Removed(SchemaId),
    Added(SchemaId),
    Both(SchemaId, SchemaId),
}

/// Pairs the members of two groups; nobody is paired twice.
pub(crate) fn pair_members<'c>(
    base: (&Viewer<'c>, &Alternatives<'c>),
    revision: (&Viewer<'c>, &Alternatives<'c>),
) -> Vec<MemberPair> {
    let mut left: Vec<SchemaId> = base.1.members.clone();
    let mut right: Vec<SchemaId> = revision.1.members.clone();
    let mut pairs = Vec::new();
    let name = |side: &(&Viewer<'c>, &Alternatives<'c>), id: SchemaId| {
        member_name(side.0.contract, id).map(str::to_owned)
    };
    let tag = |side: &(&Viewer<'c>, &Alternatives<'c>), id: SchemaId| {
        let discriminator = side.1.discriminator?;
        let target = side.0.contract.schema(id).reference.unwrap_or(id);
        let tagged = discriminator
            .mapping
            .iter()
            .find(|(_, schema)| **schema == target || **schema == id)?;
        Some(tagged.0.clone())
    };
    let title = |side: &(&Viewer<'c>, &Alternatives<'c>), id: SchemaId| {
        side.0.contract.schema(id).annotations.title.clone()
    };
    take_pairs(&mut left, &mut right, &mut pairs, |a, b| {
        name(&base, a).is_some() && name(&base, a) == name(&revision, b)
    });
    take_pairs(&mut left, &mut right, &mut pairs, |a, b| {
        tag(&base, a).is_some() && tag(&base, a) == tag(&revision, b)
    });
    take_pairs(&mut left, &mut right, &mut pairs, |a, b| {
        title(&base, a).is_some() && title(&base, a) == title(&revision, b)
    });
    let view =
        |side: &(&Viewer<'c>, &Alternatives<'c>), id: SchemaId| side.0.view(&Conjunction::from(id));
    take_pairs(&mut left, &mut right, &mut pairs, |a, b| {
        looks_the_same(&view(&base, a), &view(&revision, b))
    });
    // A schema that became one of several stands in a choice of one.
    if base.1.members.len() == 1 || revision.1.members.len() == 1 {
        take_pairs(&mut left, &mut right, &mut pairs, |a, b| {
            let (a, b) = (view(&base, a), view(&revision, b));
            a.name.is_some() && a.name == b.name
        });
    }
    // A lone pair of leftovers of one type is an edited member.
    take_pairs(&mut left, &mut right, &mut pairs, |a, b| {
        let (a, b) = (view(&base, a), view(&revision, b));
        a.types.is_some() && a.types == b.types && shares_a_property(&a, &b)
    });
    pairs.extend(left.into_iter().map(MemberPair::Removed));
    pairs.extend(right.into_iter().map(MemberPair::Added));
    pairs
}

fn take_pairs(
    left: &mut Vec<SchemaId>,
    right: &mut Vec<SchemaId>,
    pairs: &mut Vec<MemberPair>,
    same: impl Fn(SchemaId, SchemaId) -> bool,
) {
    left.retain(|a| {
        let Some(at) = right.iter().position(|b| same(*a, *b)) else {
            return true;
        };
        pairs.push(MemberPair::Both(*a, right.remove(at)));
        false
    });
}

fn looks_the_same(left: &View<'_>, right: &View<'_>) -> bool {
    left.types == right.types
        && left.enumeration == right.enumeration
        && left.patterns == right.patterns
        && left.format == right.format
        && left.properties.keys().eq(right.properties.keys())
}

fn shares_a_property(left: &View<'_>, right: &View<'_>) -> bool {
    !left.is_only(Type::Object)
        || left.properties.is_empty()
        || left
            .properties
            .keys()
            .any(|name| right.properties.contains_key(name))
}

/// How people know a member of alternatives.
pub(crate) fn label(contract: &Contract, member: SchemaId) -> String {
    let schema = contract.schema(member);
    member_name(contract, member)
        .or(schema.annotations.title.as_deref())
        .map(|name| format!("`{name}`"))
        .or_else(|| schema.types.map(|types| format!("of type {types}")))
        .unwrap_or_else(|| "without a name".to_owned())
}

/// May a value match two members of a `oneOf`? Not if a discriminator, the type, or a required property with values of
/// its own tells them apart.
pub(crate) fn may_overlap<'c>(viewer: &Viewer<'c>, group: &Alternatives<'c>) -> bool {
    if group.kind == AlternativeKind::AnyOf || group.discriminator.is_some() {
        return false;
    }
    let views: Vec<_> = group
        .members
        .iter()
        .map(|member| viewer.view(&Conjunction::from(*member)))
        .collect();
    views.iter().enumerate().any(|(at, one)| {
        views[at + 1..]
            .iter()
            .any(|other| !are_disjoint(viewer, one, other))
    })
}

fn are_disjoint<'c>(viewer: &Viewer<'c>, one: &View<'c>, other: &View<'c>) -> bool {
    let shared = Type::ALL
        .into_iter()
        .filter(|kind| one.takes(*kind) && other.takes(*kind));
    let shared: Vec<Type> = shared.filter(|kind| *kind != Type::Null).collect();
    if one.nullable && other.nullable {
        return false;
    }
    if let (Some(left), Some(right)) = (&one.enumeration, &other.enumeration) {
        return !left.iter().any(|value| right.contains(value));
    }
    shared.is_empty() || (shared == [Type::Object] && are_tagged(viewer, one, other))
}

/// Do both require a property whose listed values have nothing in common?
fn are_tagged<'c>(viewer: &Viewer<'c>, one: &View<'c>, other: &View<'c>) -> bool {
    let listed = |view: &View<'c>, name: &str| {
        let schemas = view.properties.get(name)?.clone();
        viewer.view(&Conjunction::new(schemas)).enumeration.clone()
    };
    one.required.intersection(&other.required).any(|name| {
        match (listed(one, name), listed(other, name)) {
            (Some(left), Some(right)) => !left.iter().any(|value| right.contains(value)),
            (None, _) | (_, None) => false,
        }
    })
}

/// The name a member of `anyOf` or `oneOf` goes by: of the component it refers to, or its own.
fn member_name(contract: &Contract, id: SchemaId) -> Option<&str> {
    let schema = contract.schema(id);
    schema
        .reference
        .map_or(schema, |target| contract.schema(target))
        .name
        .as_deref()
}
