//! Other names for types, and tuple structs where an alias would contain itself.

use super::serde_use::SerdeUse;
use super::{spelled, type_docs};
use crate::model::{TypeId, TypeRef};
use crate::name::NamedModel;
use crate::options::Options;

/// `pub type OrderId = String;`
pub(super) fn alias(named: &NamedModel, options: &Options, id: TypeId, inner: &TypeRef) -> String {
    let docs = type_docs(named, options, named.model.type_model(id));
    let name = &named.type_names(id).ident;
    format!("{docs} pub type {name} = {};", spelled(named, inner))
}

/// `pub struct Tree(Vec<Tree>): [sent];`
pub(super) fn newtype(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    inner: &TypeRef,
) -> String {
    let type_model = named.model.type_model(id);
    let docs = type_docs(named, options, type_model);
    let name = &named.type_names(id).ident;
    let inner = spelled(named, inner);
    let roles = SerdeUse::of(type_model, options).words().join(", ");
    format!("newtype! {{ {docs} pub struct {name}({inner}): [{roles}]; }}")
}
