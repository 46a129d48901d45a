//! Will the type of a value read its default? Only what is certain counts: generated code has no way to say that it did not.

use countersign_contract::syntax::{Node, NodeValue, Number, Object};

use super::text;
use crate::model::{
    ArmTest, FieldModel, IntegerWidth, JsonType, Openness, Presence, Scalar, StructModel,
    TupleModel, TypeKind, TypeModel, TypeRef, UnionModel,
};

/// Values inside each other beyond this are not looked at.
const DEPTH: usize = 32;

/// Does a value of this type have this JSON form, for certain?
pub(super) fn reads(types: &[TypeModel], ty: &TypeRef, value: &Node) -> bool {
    Reader { types }.type_ref(ty, value, 0)
}

struct Reader<'t> {
    types: &'t [TypeModel],
}

impl Reader<'_> {
    fn type_ref(&self, ty: &TypeRef, value: &Node, depth: usize) -> bool {
        if depth > DEPTH {
            return false;
        }
        match ty {
            TypeRef::Scalar(kind) => scalar(*kind, value),
            TypeRef::Array(item) => value
                .as_array()
                .is_some_and(|items| items.iter().all(|it| self.type_ref(item, it, depth + 1))),
            TypeRef::Map(inner) => value.as_object().is_some_and(|members| {
                let mut values = members.iter().map(|entry| &entry.value);
                values.all(|value| self.type_ref(inner, value, depth + 1))
            }),
            TypeRef::Nullable(inner) => value.is_null() || self.type_ref(inner, value, depth),
            TypeRef::Boxed(inner) => self.type_ref(inner, value, depth),
            TypeRef::Named(id) => match self.types.get(id.index()) {
                Some(model) => self.kind(&model.kind, value, depth + 1),
                None => false,
            },
        }
    }

    fn kind(&self, kind: &TypeKind, value: &Node, depth: usize) -> bool {
        match kind {
            TypeKind::Struct(model) => value
                .as_object()
                .is_some_and(|members| self.object(model, members, depth)),
            TypeKind::Enum(model) => value.as_str().is_some_and(|text| {
                model.openness == Openness::Open
                    || model.members.iter().any(|member| member.wire == text)
            }),
            TypeKind::IntegerEnum(model) => integer(value).is_some_and(|number| {
                model.openness == Openness::Open && i64::try_from(number).is_ok()
                    || model
                        .members
                        .iter()
                        .any(|member| i128::from(member.value) == number)
            }),
            TypeKind::ValueEnum(model) => model.members.iter().any(|member| member.value == *value),
            TypeKind::Union(model) => self.union(model, value, depth),
            TypeKind::Tuple(model) => value
                .as_array()
                .is_some_and(|items| self.tuple(model, items, depth)),
            TypeKind::Alias(inner) | TypeKind::Newtype(inner) => self.type_ref(inner, value, depth),
            TypeKind::Contents(_) => false,
        }
    }

    fn object(&self, model: &StructModel, members: &Object, depth: usize) -> bool {
        let fields = model.fields.iter();
        let known = |name: &str| model.fields.iter().any(|field| field.wire == name);
        let rest = model.rest.as_ref();
        let mut unknown = members.iter().filter(|entry| !known(&entry.key.name));
        !model.parts
            && fields
                .into_iter()
                .all(|field| self.field(field, members.get(&field.wire), depth))
            && unknown.all(|entry| rest.is_none_or(|rest| self.type_ref(rest, &entry.value, depth)))
    }

    fn field(&self, field: &FieldModel, value: Option<&Node>, depth: usize) -> bool {
        let optional = field.presence != Presence::Required;
        match value {
            None => optional,
            Some(value) => optional && value.is_null() || self.type_ref(&field.ty, value, depth),
        }
    }

    fn tuple(&self, model: &TupleModel, items: &[Node], depth: usize) -> bool {
        let shown = model.items.iter().enumerate().all(|(at, item)| {
            items
                .get(at)
                .map_or(item.optional, |value| self.type_ref(&item.ty, value, depth))
        });
        let more = items.get(model.items.len()..).unwrap_or_default();
        let rest = match &model.rest {
            Some(TypeRef::Array(rest)) => {
                more.iter().all(|value| self.type_ref(rest, value, depth))
            }
            Some(_) => false,
            None => more.is_empty(),
        };
        shown && rest
    }

    /// Only where the tag or the JSON type alone decides.
    fn union(&self, model: &UnionModel, value: &Node, depth: usize) -> bool {
        let tag = model.tag.as_ref();
        let tag = tag.and_then(|tag| value.get(&tag.property)?.as_str());
        let mut decided = model.arms.iter().filter(|arm| match &arm.test {
            ArmTest::Tag { values, .. } => {
                tag.is_some_and(|tag| values.iter().any(|value| value == tag))
            }
            ArmTest::JsonTypes(types) => types.iter().any(|kind| is_of(value, *kind)),
            ArmTest::Constant { .. } | ArmTest::Required(_) | ArmTest::Try => false,
        });
        let arm = decided.next();
        arm.is_some_and(|arm| self.type_ref(&arm.ty, value, depth)) && decided.next().is_none()
    }
}

fn is_of(value: &Node, kind: JsonType) -> bool {
    match value.value() {
        NodeValue::Null => false,
        NodeValue::Bool(_) => kind == JsonType::Boolean,
        NodeValue::Number(number) => {
            kind == JsonType::Number || kind == JsonType::Integer && plain(number)
        }
        NodeValue::String(_) => kind == JsonType::String,
        NodeValue::Array(_) => kind == JsonType::Array,
        NodeValue::Object(_) => kind == JsonType::Object,
    }
}

fn scalar(kind: Scalar, value: &Node) -> bool {
    let text = |test: fn(&str) -> bool| value.as_str().is_some_and(test);
    match kind {
        Scalar::Any => true,
        Scalar::Bool => value.as_bool().is_some(),
        Scalar::String | Scalar::Secret => value.as_str().is_some(),
        Scalar::Integer(width) => integer(value).is_some_and(|number| holds(width, number)),
        Scalar::Float | Scalar::Double => value
            .as_number()
            .is_some_and(|number| number.as_f64().is_finite()),
        Scalar::Decimal => value.as_number().is_some(),
        Scalar::DecimalString => text(text::is_decimal),
        Scalar::DateTime => text(text::is_moment),
        Scalar::Date => text(text::is_date),
        Scalar::Time => text(text::is_time),
        Scalar::Duration => text(text::is_duration),
        Scalar::Uuid => text(text::is_uuid),
        Scalar::Base64 => text(text::is_base64),
        Scalar::File => false,
    }
}

/// An integer without fraction and exponent: `1.0` and `1e3` are integers too, but not every reader thinks so.
fn integer(value: &Node) -> Option<i128> {
    value
        .as_number()
        .filter(|number| plain(number))
        .and_then(Number::as_i128)
}

fn plain(number: &Number) -> bool {
    let digits = number.as_text().trim_start_matches('-');
    digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn holds(width: IntegerWidth, number: i128) -> bool {
    let range = match width {
        IntegerWidth::I8 => i128::from(i8::MIN)..=i128::from(i8::MAX),
        IntegerWidth::I16 => i128::from(i16::MIN)..=i128::from(i16::MAX),
        IntegerWidth::I32 => i128::from(i32::MIN)..=i128::from(i32::MAX),
        IntegerWidth::I64 => i128::from(i64::MIN)..=i128::from(i64::MAX),
        IntegerWidth::U8 => 0..=i128::from(u8::MAX),
        IntegerWidth::U16 => 0..=i128::from(u16::MAX),
        IntegerWidth::U32 => 0..=i128::from(u32::MAX),
        IntegerWidth::U64 => 0..=i128::from(u64::MAX),
    };
    range.contains(&number)
}
