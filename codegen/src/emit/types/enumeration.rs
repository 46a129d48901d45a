//! Enums of strings and of integers: a table of variants with their values.

use std::fmt::Write as _;

use super::serde_use::SerdeUse;
use super::{docs_for, roles, type_docs};
use crate::emit::{doc, text};
use crate::model::{Docs, EnumModel, IntegerEnumModel, Openness, TypeId};
use crate::name::NamedModel;
use crate::options::Options;

/// An enum of strings. An open one keeps values that the contract does not name.
pub(super) fn strings(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &EnumModel,
) -> String {
    let members = model.members.iter();
    let members = members.map(|member| (&member.docs, text::string(&member.wire)));
    let kind = match model.openness {
        Openness::Open => "open_enum",
        Openness::Closed => "closed_enum",
    };
    table(named, options, id, kind, members)
}

/// An enum of integers.
pub(super) fn integers(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &IntegerEnumModel,
) -> String {
    let members = model.members.iter();
    let members = members.map(|member| (&member.docs, member.value.to_string()));
    let kind = match model.openness {
        Openness::Open => "open_integer_enum",
        Openness::Closed => "closed_integer_enum",
    };
    table(named, options, id, kind, members)
}

fn table<'m>(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    kind: &str,
    members: impl Iterator<Item = (&'m Docs, String)>,
) -> String {
    let type_model = named.model.type_model(id);
    let names = named.type_names(id);
    let docs = type_docs(named, options, type_model);
    let name = &names.ident;
    let roles = roles(options, &SerdeUse::of(type_model, options).words());
    let mut variants = String::new();
    for ((docs, value), name) in members.zip(&names.members) {
        let docs = doc::written(&docs_for(options, docs), "");
        let _ = write!(variants, "{docs} {name} = {value}, ");
    }
    format!("{kind}! {{ {docs} pub enum {name} {roles} {{ {variants} }} }}")
}
