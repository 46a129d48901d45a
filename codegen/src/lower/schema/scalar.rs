//! Strings, numbers and booleans: `type`, `format` and bounds to a Rust type.

use countersign_contract::schema::{Format, Type};

use super::shape::Shape;
use crate::model::{IntegerWidth, Scalar};

/// The Rust type of a scalar shape. Formats without a Rust type leave a string a string.
pub(super) fn scalar(shape: &Shape, kind: Type) -> Scalar {
    match kind {
        Type::Boolean => Scalar::Bool,
        Type::Integer => Scalar::Integer(integer(shape)),
        Type::Number => match shape.format {
            Some(Format::Float) => Scalar::Float,
            _ => Scalar::Double,
        },
        Type::String => string(shape),
        Type::Null | Type::Array | Type::Object => Scalar::Any,
    }
}

fn string(shape: &Shape) -> Scalar {
    if shape
        .encoding
        .as_deref()
        .is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"))
    {
        return Scalar::Base64;
    }
    match shape.format {
        Some(Format::DateTime) => Scalar::DateTime,
        Some(Format::Date) => Scalar::Date,
        Some(Format::Uuid) => Scalar::Uuid,
        Some(Format::Byte) => Scalar::Base64,
        Some(Format::Password) => Scalar::Secret,
        _ if shape.secret => Scalar::Secret,
        _ => Scalar::String,
    }
}

/// The width the format names, unless the bounds allow more than it holds; else `i64`, or `u64` where only that reaches.
fn integer(shape: &Shape) -> IntegerWidth {
    let (named, smallest, largest) = match shape.format {
        Some(Format::Int8) => (IntegerWidth::I8, i128::from(i8::MIN), i128::from(i8::MAX)),
        Some(Format::Int16) => (
            IntegerWidth::I16,
            i128::from(i16::MIN),
            i128::from(i16::MAX),
        ),
        Some(Format::Int32) => (
            IntegerWidth::I32,
            i128::from(i32::MIN),
            i128::from(i32::MAX),
        ),
        Some(Format::Uint8) => (IntegerWidth::U8, 0, i128::from(u8::MAX)),
        Some(Format::Uint16) => (IntegerWidth::U16, 0, i128::from(u16::MAX)),
        Some(Format::Uint32) => (IntegerWidth::U32, 0, i128::from(u32::MAX)),
        Some(Format::Uint64 | Format::Uint) => (IntegerWidth::U64, 0, i128::from(u64::MAX)),
        _ => (
            IntegerWidth::I64,
            i128::from(i64::MIN),
            i128::from(i64::MAX),
        ),
    };
    let lower = shape.lower.as_ref().and_then(|bound| bound.value.as_i128());
    let upper = shape.upper.as_ref().and_then(|bound| bound.value.as_i128());
    let fits =
        lower.is_none_or(|lower| smallest <= lower) && upper.is_none_or(|upper| upper <= largest);
    match (fits, lower) {
        (true, _) => named,
        (false, Some(0..)) if upper.is_some_and(|upper| upper > i128::from(i64::MAX)) => {
            IntegerWidth::U64
        }
        (false, _) => IntegerWidth::I64,
    }
}
