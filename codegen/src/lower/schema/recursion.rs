//! Which uses of a type need a `Box`, and which aliases cannot be aliases, because a type would else contain itself.

use crate::model::{Presence, TypeId, TypeKind, TypeModel, TypeRef};

/// Makes every type finite. Arrays and maps break a cycle by themselves, except for aliases.
pub(super) fn break_cycles(types: &mut [TypeModel]) {
    let component = components(types, all);
    for at in 0..types.len() {
        let in_cycle = contains_own(types, &component, at);
        let kind = &mut types[at].kind;
        if in_cycle && let TypeKind::Alias(inner) = kind {
            *kind = TypeKind::Newtype(inner.clone());
        }
    }
    // Where a value may be absent or another variant chosen, the author expected the data to end: boxes go there first.
    let component = components(types, direct);
    for at in 0..types.len() {
        let own = component[at];
        let same = |id: TypeId| component[id.index()] == own;
        match &mut types[at].kind {
            TypeKind::Struct(model) => {
                for field in &mut model.fields {
                    if field.presence != Presence::Required {
                        box_direct(&mut field.ty, &same);
                    }
                }
            }
            TypeKind::Union(model) => model
                .arms
                .iter_mut()
                .for_each(|arm| box_direct(&mut arm.ty, &same)),
            TypeKind::Newtype(_)
            | TypeKind::Tuple(_)
            | TypeKind::Contents(_)
            | TypeKind::Alias(_)
            | TypeKind::Enum(_)
            | TypeKind::IntegerEnum(_)
            | TypeKind::ValueEnum(_) => {}
        }
    }
    let component = components(types, direct);
    for at in 0..types.len() {
        let own = component[at];
        let cyclic = contains_own_direct(types, &component, at);
        let same = |id: TypeId| cyclic && component[id.index()] == own;
        match &mut types[at].kind {
            TypeKind::Struct(model) => model
                .fields
                .iter_mut()
                .for_each(|field| box_direct(&mut field.ty, &same)),
            TypeKind::Tuple(model) => model
                .items
                .iter_mut()
                .for_each(|item| box_direct(&mut item.ty, &same)),
            TypeKind::Newtype(inner) => box_direct(inner, &same),
            TypeKind::Union(_)
            | TypeKind::Contents(_)
            | TypeKind::Alias(_)
            | TypeKind::Enum(_)
            | TypeKind::IntegerEnum(_)
            | TypeKind::ValueEnum(_) => {}
        }
    }
}

/// How many types the largest group has in which each leads to every other.
pub(crate) fn largest_cycle(types: &[TypeModel]) -> usize {
    let mut sizes = vec![0; types.len()];
    for component in components(types, all) {
        sizes[component] += 1;
    }
    sizes.into_iter().max().unwrap_or_default()
}

/// The types that a value of this kind holds, behind pointers or not.
fn all(kind: &TypeKind) -> Vec<TypeId> {
    kind.type_refs()
        .into_iter()
        .filter_map(TypeRef::named)
        .collect()
}

/// The types that a value of this kind holds without a pointer between.
fn direct(kind: &TypeKind) -> Vec<TypeId> {
    kind.type_refs()
        .into_iter()
        .filter_map(direct_named)
        .collect()
}

fn direct_named(type_ref: &TypeRef) -> Option<TypeId> {
    match type_ref {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Nullable(inner) => direct_named(inner),
        TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Boxed(_) => None,
    }
}

fn box_direct(type_ref: &mut TypeRef, needed: &dyn Fn(TypeId) -> bool) {
    match type_ref {
        TypeRef::Named(id) if needed(*id) => *type_ref = TypeRef::Boxed(Box::new(type_ref.clone())),
        TypeRef::Nullable(inner) => box_direct(inner, needed),
        TypeRef::Named(_)
        | TypeRef::Scalar(_)
        | TypeRef::Array(_)
        | TypeRef::Map(_)
        | TypeRef::Boxed(_) => {}
    }
}

fn contains_own(types: &[TypeModel], component: &[usize], at: usize) -> bool {
    let refs = types[at].kind.type_refs();
    refs.into_iter()
        .filter_map(TypeRef::named)
        .any(|id| component[id.index()] == component[at])
}

fn contains_own_direct(types: &[TypeModel], component: &[usize], at: usize) -> bool {
    direct(&types[at].kind)
        .into_iter()
        .any(|id| component[id.index()] == component[at])
}

/// The strongly connected component of each type (Tarjan, without recursion). Types of different components get different
/// numbers; a type alone in its component is in a cycle only if it refers to itself.
fn components(types: &[TypeModel], edges: fn(&TypeKind) -> Vec<TypeId>) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let targets: Vec<Vec<usize>> = types
        .iter()
        .map(|type_model| {
            edges(&type_model.kind)
                .into_iter()
                .map(TypeId::index)
                .collect()
        })
        .collect();
    let mut index = vec![NEW; types.len()];
    let mut low = vec![0; types.len()];
    let mut component = vec![NEW; types.len()];
    let mut stack: Vec<usize> = Vec::new();
    let mut next = 0;
    for root in 0..types.len() {
        if index[root] != NEW {
            continue;
        }
        let mut calls = vec![(root, 0)];
        while let Some((at, edge)) = calls.pop() {
            if edge == 0 {
                index[at] = next;
                low[at] = next;
                next += 1;
                stack.push(at);
            } else {
                let done = targets[at][edge - 1];
                if component[done] == NEW {
                    low[at] = low[at].min(low[done]);
                }
            }
            if let Some(&target) = targets[at].get(edge) {
                calls.push((at, edge + 1));
                if index[target] == NEW {
                    calls.push((target, 0));
                }
                continue;
            }
            if low[at] == index[at] {
                while let Some(member) = stack.pop() {
                    component[member] = at;
                    if member == at {
                        break;
                    }
                }
            }
        }
    }
    component
}
