//! Which types travel in requests and which in responses: what decides about serde, `Unknown` and the file of a type.

use super::{Direction, Use};
use crate::model::{Openness, TypeId, TypeKind, TypeModel, Usage, View};
use crate::options::Sides;

/// Marks every type with its directions and its group. Types that no operation reaches, and all types when only types are
/// wanted, travel both ways as far as anybody knows.
pub(super) fn mark(types: &mut [TypeModel], uses: &[Use], sides: Sides) {
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    for direction in [Direction::Request, Direction::Response] {
        let roots = uses.iter().filter(|used| used.direction == direction);
        for id in reached(types, roots.filter_map(|used| used.named)) {
            let usage = &mut types[id.index()].usage;
            match direction {
                Direction::Request => usage.request = true,
                Direction::Response => usage.response = true,
            }
        }
    }
    let last_group = uses.iter().filter_map(|used| used.group).max();
    for group in 0..last_group.map_or(0, |last| last + 1) {
        let roots = uses.iter().filter(|used| used.group == Some(group));
        for id in reached(types, roots.filter_map(|used| used.named)) {
            groups[id.index()].push(group);
        }
    }
    let of_events = uses.iter().filter(|used| used.group.is_none());
    for id in reached(types, of_events.filter_map(|used| used.named)) {
        groups[id.index()].clear();
    }
    for (type_model, groups) in types.iter_mut().zip(groups) {
        type_model.group = match groups.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        if sides == Sides::TypesOnly || type_model.usage == Usage::default() {
            type_model.usage = anywhere(type_model.view);
        }
    }
    spread_unreached(types);
    for type_model in types {
        if type_model.usage.response {
            open(&mut type_model.kind);
        }
    }
}

/// Types inside an unreached type travel wherever it may travel.
fn spread_unreached(types: &mut [TypeModel]) {
    let both: Vec<TypeId> = (0..)
        .map(TypeId)
        .zip(types.iter())
        .filter(|(_, type_model)| type_model.usage.request && type_model.usage.response)
        .map(|(id, _)| id)
        .collect();
    for id in reached(types, both.into_iter()) {
        types[id.index()].usage = anywhere(types[id.index()].view);
    }
}

/// Everywhere that values of a view may travel.
fn anywhere(view: View) -> Usage {
    Usage {
        request: view != View::Response,
        response: view != View::Request,
    }
}

fn open(kind: &mut TypeKind) {
    match kind {
        TypeKind::Enum(model) if model.fixed => {}
        TypeKind::Enum(model) => model.openness = Openness::Open,
        TypeKind::IntegerEnum(model) => model.openness = Openness::Open,
        TypeKind::ValueEnum(model) if model.fixed => {}
        TypeKind::ValueEnum(model) => model.openness = Openness::Open,
        TypeKind::Union(model) => model.openness = Openness::Open,
        TypeKind::Struct(_)
        | TypeKind::Tuple(_)
        | TypeKind::Contents(_)
        | TypeKind::Alias(_)
        | TypeKind::Newtype(_) => {}
    }
}

/// Everything that some types contain, themselves included.
pub(crate) fn reached(types: &[TypeModel], roots: impl Iterator<Item = TypeId>) -> Vec<TypeId> {
    let mut seen = vec![false; types.len()];
    let mut open: Vec<TypeId> = roots.collect();
    let mut reached = Vec::new();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut seen[id.index()], true) {
            reached.push(id);
            open.extend(
                types[id.index()]
                    .kind
                    .type_refs()
                    .into_iter()
                    .filter_map(crate::model::TypeRef::named),
            );
        }
    }
    reached
}
