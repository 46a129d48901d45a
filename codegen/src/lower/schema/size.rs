//! How large values are, near enough, and which variants are so much larger than their siblings that they go on the heap.

use crate::model::{IntegerWidth, Presence, Scalar, TypeKind, TypeModel, TypeRef};

/// Variants above this many bytes are boxed: it keeps every enum within clippy's `large_enum_variant`.
const LARGEST_VARIANT: usize = 160;

/// Estimates all sizes and boxes large variants. Types are finite already.
pub(super) fn box_large_variants(types: &mut [TypeModel]) {
    let mut sizes: Vec<Option<usize>> = vec![None; types.len()];
    // Depth first without recursion: a type is measured when all that it holds directly has been.
    for root in 0..types.len() {
        let mut open = vec![root];
        let mut rounds = 0;
        while let Some(&at) = open.last() {
            rounds += 1;
            if sizes[at].is_some() {
                open.pop();
                continue;
            }
            let missing: Vec<usize> = held(&types[at].kind)
                .into_iter()
                .filter(|id| sizes[*id].is_none())
                .collect();
            if missing.is_empty() || rounds > 4 * types.len() {
                box_variants(&mut types[at].kind, &sizes);
                sizes[at] = Some(kind_size(&types[at].kind, &sizes));
                open.pop();
            } else {
                open.extend(missing);
            }
        }
    }
    for (type_model, size) in types.iter_mut().zip(sizes) {
        type_model.size = size.unwrap_or_default();
    }
}

fn held(kind: &TypeKind) -> Vec<usize> {
    kind.type_refs().into_iter().filter_map(held_by).collect()
}

fn held_by(type_ref: &TypeRef) -> Option<usize> {
    match type_ref {
        TypeRef::Named(id) => Some(id.index()),
        TypeRef::Nullable(inner) => held_by(inner),
        TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Boxed(_) => None,
    }
}

fn box_variants(kind: &mut TypeKind, sizes: &[Option<usize>]) {
    if let TypeKind::Union(model) = kind {
        for arm in &mut model.arms {
            if type_size(&arm.ty, sizes) > LARGEST_VARIANT {
                arm.ty = match std::mem::replace(&mut arm.ty, TypeRef::ANY) {
                    TypeRef::Nullable(inner) => TypeRef::Nullable(Box::new(TypeRef::Boxed(inner))),
                    other => TypeRef::Boxed(Box::new(other)),
                };
            }
        }
    }
}

fn kind_size(kind: &TypeKind, sizes: &[Option<usize>]) -> usize {
    match kind {
        TypeKind::Struct(model) => {
            let fields = model.fields.iter().map(|field| {
                let size = type_size(&field.ty, sizes);
                match field.presence {
                    Presence::Required => size,
                    Presence::Optional | Presence::Nullable => optional(&field.ty, size),
                    Presence::OptionalNullable => size + 8,
                }
            });
            fields.sum::<usize>() + model.rest.iter().count() * 24
        }
        TypeKind::Enum(_) => 24,
        TypeKind::Contents(_) => 56,
        TypeKind::IntegerEnum(_) => 16,
        TypeKind::ValueEnum(_) => 80,
        TypeKind::Union(model) => {
            let largest = model.arms.iter().map(|arm| type_size(&arm.ty, sizes)).max();
            largest.unwrap_or_default().max(72) + 8
        }
        TypeKind::Tuple(model) => {
            let items = model.items.iter().map(|item| {
                let size = type_size(&item.ty, sizes);
                if item.optional {
                    optional(&item.ty, size)
                } else {
                    size
                }
            });
            items.sum::<usize>() + model.rest.iter().count() * 24
        }
        TypeKind::Alias(inner) | TypeKind::Newtype(inner) => type_size(inner, sizes),
    }
}

fn type_size(type_ref: &TypeRef, sizes: &[Option<usize>]) -> usize {
    match type_ref {
        TypeRef::Named(id) => sizes.get(id.index()).copied().flatten().unwrap_or(8),
        TypeRef::Scalar(scalar) => scalar_size(*scalar),
        TypeRef::Array(_) | TypeRef::Map(_) => 24,
        TypeRef::Nullable(inner) => optional(inner, type_size(inner, sizes)),
        TypeRef::Boxed(_) => 8,
    }
}

fn optional(type_ref: &TypeRef, size: usize) -> usize {
    match type_ref {
        TypeRef::Scalar(
            Scalar::Integer(_)
            | Scalar::Float
            | Scalar::Double
            | Scalar::Date
            | Scalar::Uuid
            | Scalar::DateTime,
        ) => size + 8,
        TypeRef::Scalar(_)
        | TypeRef::Named(_)
        | TypeRef::Array(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_)
        | TypeRef::Boxed(_) => size,
    }
}

fn scalar_size(scalar: Scalar) -> usize {
    match scalar {
        Scalar::Bool | Scalar::Integer(IntegerWidth::I8 | IntegerWidth::U8) => 1,
        Scalar::Integer(IntegerWidth::I16 | IntegerWidth::U16) => 2,
        Scalar::Integer(IntegerWidth::I32 | IntegerWidth::U32) | Scalar::Float | Scalar::Date => 4,
        Scalar::Integer(IntegerWidth::I64 | IntegerWidth::U64) | Scalar::Double => 8,
        Scalar::DateTime
        | Scalar::Uuid
        | Scalar::Time
        | Scalar::Duration
        | Scalar::Decimal
        | Scalar::DecimalString => 16,
        Scalar::File => 120,
        Scalar::String | Scalar::Base64 | Scalar::Secret => 24,
        Scalar::Any => 72,
    }
}
