//! Tuple structs: arrays whose first items have types of their own.

use std::fmt::Write as _;

use super::serde_use::SerdeUse;
use super::{spelled, type_docs};
use crate::model::{TupleModel, TypeId};
use crate::name::NamedModel;
use crate::options::Options;

/// `pub struct Point: [sent] { item 0: f64, optional 1: Option<f64> }`
pub(super) fn item(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &TupleModel,
) -> String {
    let type_model = named.model.type_model(id);
    let docs = type_docs(named, options, type_model);
    let name = &named.type_names(id).ident;
    let serde_use = SerdeUse::of(type_model, options);
    let mut roles = serde_use.words();
    if model.parts {
        for role in &mut roles {
            role.push_str("_in_parts");
        }
    }
    let roles = roles.join(", ");
    let items = model.items.iter().map(|item| {
        let ty = spelled(named, &item.ty);
        if item.optional {
            ("optional", format!("Option<{ty}>"))
        } else {
            ("item", ty)
        }
    });
    let rest = model.rest.iter();
    let rest = rest.map(|rest| ("rest", spelled(named, rest)));
    let mut fields = String::new();
    for (at, (kind, ty)) in items.chain(rest).enumerate() {
        let _ = write!(fields, "{kind} {at}: {ty}, ");
    }
    format!("tuple! {{ {docs} pub struct {name}: [{roles}] {{ {fields} }} }}")
}
