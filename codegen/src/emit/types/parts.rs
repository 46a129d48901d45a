//! Structs that travel as parts of one body, files among them.

use proc_macro2::TokenStream;
use quote::quote;

use super::serde_use::SerdeUse;
use super::{construct, object};
use crate::model::{StructModel, TypeId};
use crate::name::NamedModel;
use crate::options::Options;

/// The struct, how it is built where it is sent, and how it becomes parts and back.
pub(super) fn item(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &StructModel,
) -> TokenStream {
    let serde_use = SerdeUse::of(named.model.type_model(id), options);
    let mut roles = Vec::new();
    if serde_use.serialize {
        roles.push(quote!(sent_in_parts));
        roles.extend(construct::roles(named, id, model));
    }
    if serde_use.deserialize {
        roles.push(quote!(received_in_parts));
    }
    object::table(named, options, id, model, &roles)
}
