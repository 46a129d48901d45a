//! Strings, numbers and booleans: `type`, `format` and bounds to a Rust type.

use countersign_contract::Diagnostic;
use countersign_contract::schema::{Bound, Format, SchemaId, Type};

use super::Schemas;
use super::shape::Shape;
use crate::model::{IntegerWidth, Scalar, TypeRef, View};

impl Schemas<'_> {
    /// The type of a parameter that has a `format` and no `type`: it travels as text, so that is its type.
    pub(crate) fn text_of(&mut self, schema: SchemaId) -> Option<TypeRef> {
        let shape = self.shape(&[schema], View::Request);
        let is_text = shape.is_only_a_text_format(self.contract);
        is_text.then(|| TypeRef::Scalar(string(&shape)))
    }

    /// Says that a `format` without a `type` is no reason to expect a text.
    pub(super) fn note_lone_format(&mut self, shape: &Shape) {
        if !shape.is_only_a_text_format(self.contract) {
            return;
        }
        let Some(span) = shape.schemas.iter().find_map(|id| {
            let schema = self.contract.schema(*id);
            schema.keyword_spans.get("format").copied()
        }) else {
            return;
        };
        if self.reported.insert(span) {
            self.diagnostics.push(
                Diagnostic::info(
                    "format-without-type",
                    "a `format` without a `type` accepts values of every type; it is generated as any value",
                )
                .at(span)
                .help("add `type: string` if texts are meant"),
            );
        }
    }
}

/// The Rust type of a scalar shape. Formats without a Rust type leave a string a string.
pub(super) fn scalar(shape: &Shape, kind: Type) -> Scalar {
    match kind {
        Type::Boolean => Scalar::Bool,
        Type::Integer => integer(shape),
        Type::Number => match &shape.format {
            Some(Format::Float) => Scalar::Float,
            Some(format) if format.is_decimal() => Scalar::Decimal,
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
    match &shape.format {
        Some(Format::DateTime) => Scalar::DateTime,
        Some(Format::Date) => Scalar::Date,
        Some(Format::Time) => Scalar::Time,
        Some(Format::Duration) => Scalar::Duration,
        Some(format) if format.is_decimal() => Scalar::DecimalString,
        Some(Format::Uuid) => Scalar::Uuid,
        Some(Format::Byte) => Scalar::Base64,
        Some(Format::Password) => Scalar::Secret,
        _ if shape.secret => Scalar::Secret,
        _ => Scalar::String,
    }
}

/// The width the format names, unless the bounds allow more than it holds; else `i64`, or `u64` where only that reaches, or
/// a decimal where neither does.
fn integer(shape: &Shape) -> Scalar {
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
    let lower = shape.lower.as_ref().and_then(least);
    let upper = shape.upper.as_ref().and_then(most);
    let within = |low: i128, high: i128| {
        lower.is_none_or(|lower| low <= lower) && upper.is_none_or(|upper| upper <= high)
    };
    let wide = is_wide(shape.format.as_ref()) && (lower.is_none() || upper.is_none());
    if !wide && within(smallest, largest) {
        Scalar::Integer(named)
    } else if !wide && within(i64::MIN.into(), i64::MAX.into()) {
        Scalar::Integer(IntegerWidth::I64)
    } else if lower.is_some_and(|lower| lower >= 0) && within(0, u64::MAX.into()) && !wide {
        Scalar::Integer(IntegerWidth::U64)
    } else if matches!(shape.format, Some(Format::Int64 | Format::Uint64)) {
        // The format is asserted, whatever the bounds say.
        Scalar::Integer(named)
    } else {
        Scalar::Decimal
    }
}

/// Formats of integers that no Rust integer is long enough for, or only one that JSON readers do not know.
fn is_wide(format: Option<&Format>) -> bool {
    const NAMES: [&str; 6] = [
        "int128",
        "uint128",
        "int256",
        "uint256",
        "bigint",
        "biginteger",
    ];
    matches!(format, Some(Format::Other(name)) if NAMES.contains(&name.as_str()))
}

/// The least integer that a lower end allows, as far as 128 bits.
fn least(bound: &Bound) -> Option<i128> {
    let end = end(bound)?;
    Some(
        if end < i64::MIN.into() && bound.value.as_f64() >= LOW_DOUBLE {
            i64::MIN.into()
        } else {
            end
        },
    )
}

/// The greatest integer that an upper end allows, likewise.
fn most(bound: &Bound) -> Option<i128> {
    let end = end(bound)?;
    let value = bound.value.as_f64();
    Some(if end > i64::MAX.into() && value <= -LOW_DOUBLE {
        i64::MAX.into()
    } else if end > u64::MAX.into() && value <= -2.0 * LOW_DOUBLE {
        u64::MAX.into()
    } else {
        end
    })
}

/// The least integer of 64 bits as a double: programs without integers write the ends of 64 bits as
/// `-9223372036854776000`, `9223372036854776000` and `18446744073709552000`, which are beyond them.
const LOW_DOUBLE: f64 = -9_223_372_036_854_775_808.0;

/// An end as far as 128 bits. The largest doubles there are were not meant as an end.
fn end(bound: &Bound) -> Option<i128> {
    let value = bound.value.as_f64();
    bound.value.as_i128().or_else(|| {
        let meant = bound.value.is_integer() && value.abs() < 1e300;
        meant.then_some(if value < 0.0 { i128::MIN } else { i128::MAX })
    })
}
