//! Structs: a table of fields with their wire names.

use std::fmt::Write as _;

use super::serde_use::SerdeUse;
use super::{construct, default, docs_for, roles, spelled, type_docs};
use crate::emit::{doc, text};
use crate::model::{
    Constant, FieldModel, Presence, Scalar, StructModel, TypeId, TypeKind, TypeRef,
};
use crate::name::NamedModel;
use crate::options::Options;

/// A struct that is read, written or both.
pub(super) fn item(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &StructModel,
) -> String {
    let serde_use = SerdeUse::of(named.model.type_model(id), options);
    let mut roles = Vec::new();
    if serde_use.serialize {
        roles.push(String::from("sent"));
        roles.extend(construct::roles(named, id, model));
    }
    if serde_use.deserialize {
        roles.push(String::from("received"));
    }
    table(named, options, id, model, roles)
}

/// `object! { .. }`
pub(super) fn table(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &StructModel,
    mut roles: Vec<String>,
) -> String {
    let type_model = named.model.type_model(id);
    let names = named.type_names(id);
    let docs = type_docs(named, options, type_model);
    let serde_use = SerdeUse::of(type_model, options);
    let by_name = names.required.is_some();
    let mut fields = String::new();
    for (field, name) in model.fields.iter().zip(&names.members) {
        let docs = doc::written(&docs_for(options, &field.docs), "");
        let ty = field_type(named, field);
        let presence = presence(named, field);
        let wire = text::string(&field.wire);
        let _ = write!(fields, "{docs} pub {name}: {ty} = {presence} {wire} ");
        if serde_use.serialize {
            fields.push_str(&construct::field(named, options, by_name, field, name));
        }
        if serde_use.deserialize {
            let getter = default::getter(named, options, field, name, &names.members);
            fields.push_str(&getter.unwrap_or_default());
        }
        fields.push_str(", ");
    }
    fields.push_str(&rest(named, model, &names.members, serde_use.serialize).unwrap_or_default());
    if serde_use.deserialize && model.fields.iter().any(|field| field.default.is_some()) {
        roles.push(String::from("defaults"));
    }
    let (name, roles) = (&names.ident, self::roles(options, &roles));
    format!("object! {{ {docs} pub struct {name} {roles} {{ {fields} }} }}")
}

/// The word for how a property travels: a function of `countersign_core::object::{read, write, set}`.
pub(super) fn presence(named: &NamedModel, field: &FieldModel) -> &'static str {
    let ty = behind_names(named, &field.ty);
    match (field.presence, &field.constant) {
        _ if is_file(&field.ty) => "file",
        (_, Some(Constant::Bool(true))) => "only_true",
        (_, Some(Constant::Bool(false))) => "only_false",
        (Presence::Required, _) if matches!(ty, TypeRef::Nullable(_)) => "nullable",
        (Presence::Required, _) => "required",
        (Presence::Optional, _) if *ty == TypeRef::ANY => "any",
        (Presence::Optional, _) => "optional",
        (Presence::Nullable, _) => "nullable",
        (Presence::OptionalNullable, _) => "optional_nullable",
    }
}

/// Is it a file, or several?
pub(super) fn is_file(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Array(item) => is_file(item),
        TypeRef::Scalar(scalar) => *scalar == Scalar::File,
        TypeRef::Named(_) | TypeRef::Map(_) | TypeRef::Nullable(_) | TypeRef::Boxed(_) => false,
    }
}

/// The type that a name or a box stands for. An alias that leads back to itself is no alias any more, so this ends.
fn behind_names<'n>(named: &'n NamedModel, ty: &'n TypeRef) -> &'n TypeRef {
    match ty {
        TypeRef::Boxed(inner) => behind_names(named, inner),
        TypeRef::Named(id) => match &named.model.type_model(*id).kind {
            TypeKind::Alias(inner) => behind_names(named, inner),
            TypeKind::Struct(_)
            | TypeKind::Enum(_)
            | TypeKind::IntegerEnum(_)
            | TypeKind::ValueEnum(_)
            | TypeKind::Union(_)
            | TypeKind::Tuple(_)
            | TypeKind::Contents(_)
            | TypeKind::Newtype(_) => ty,
        },
        TypeRef::Nullable(_) | TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) => ty,
    }
}

/// The type of a field, presence included.
pub(super) fn field_type(named: &NamedModel, field: &FieldModel) -> String {
    let ty = spelled(named, &field.ty);
    match field.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable => format!("Option<{ty}>"),
        Presence::OptionalNullable => format!("presence::Presence<{ty}>"),
    }
}

/// `.. pub rest: BTreeMap<String, V> = rest with_property(V)`
fn rest(named: &NamedModel, model: &StructModel, names: &[String], built: bool) -> Option<String> {
    let value = spelled(named, model.rest.as_ref()?);
    let name = names.last()?;
    let mut rest = format!(".. pub {name}: BTreeMap<String, {value}> = rest");
    if built {
        let _ = write!(rest, " {}({value})", construct::rest_setter(names));
    }
    Some(rest)
}
