//! How values of a struct are built: required properties first, optional ones by name. It is what keeps a struct open for
//! additions (`#[non_exhaustive]`) without making it hard to build.

use super::object::field_type;
use super::{docs_for, spelled};
use crate::emit::doc;
use crate::model::{
    Constant, FieldModel, Presence, Scalar, StructModel, TypeId, TypeKind, TypeRef,
};
use crate::name::NamedModel;
use crate::options::Options;

/// The roles of a struct that is built.
pub(super) fn roles(named: &NamedModel, id: TypeId, model: &StructModel) -> Vec<String> {
    match &named.type_names(id).required {
        Some(required) => vec![format!("required({required})")],
        None if model.arguments().next().is_none() => {
            vec![String::from("new"), String::from("default")]
        }
        None => vec![String::from("new")],
    }
}

/// How a field gets its value, as the table says it behind the wire name.
pub(super) fn field(
    named: &NamedModel,
    options: &Options,
    by_name: bool,
    field: &FieldModel,
    name: &str,
) -> String {
    let set_by = |ty: String| {
        let deprecated = doc::written_deprecation(&docs_for(options, &field.docs));
        format!("{deprecated} {}({ty})", setter(name))
    };
    let into = |ty: String| format!("impl Into<{ty}>");
    match (&field.constant, field.presence) {
        (Some(Constant::Bool(value)), _) => format!("= {value}"),
        (Some(Constant::OnlyMember(id)), _) => {
            let names = named.type_names(*id);
            let only = names.members.first().map_or("", String::as_str);
            format!("= {}::{only}", names.ident)
        }
        (None, Presence::Required | Presence::Nullable) => {
            let ty = field_type(named, field);
            if takes_into(named, field) && !by_name {
                format!("({})", into(ty))
            } else {
                format!("({ty})")
            }
        }
        (None, Presence::Optional) => {
            let ty = spelled(named, &field.ty);
            set_by(if takes_into(named, field) {
                into(ty)
            } else {
                ty
            })
        }
        (None, Presence::OptionalNullable) => set_by(into(field_type(named, field))),
    }
}

/// What sets a property: `with_note`.
pub(super) fn setter(name: &str) -> String {
    format!("with_{}", name.trim_end_matches('_'))
}

/// What adds a property that the contract does not name: the first of these that is no property's own setter.
pub(super) fn rest_setter(names: &[String]) -> String {
    let taken = |candidate: &String| names.contains(candidate);
    let mut candidate = String::from("property");
    let mut number = 2;
    while taken(&candidate) {
        candidate = format!("property_{number}");
        number += 1;
    }
    format!("with_{candidate}")
}

/// Strings may be given as `&str`, under whatever name the contract gives them.
fn takes_into(named: &NamedModel, field: &FieldModel) -> bool {
    let mut ty = &field.ty;
    // An alias that leads back to itself is no alias any more, so this ends.
    while let TypeRef::Named(id) = ty
        && let TypeKind::Alias(inner) = &named.model.type_model(*id).kind
    {
        ty = inner;
    }
    field.presence != Presence::Nullable
        && matches!(
            ty,
            TypeRef::Scalar(Scalar::String | Scalar::Secret | Scalar::Base64)
        )
}
