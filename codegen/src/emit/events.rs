//! `webhooks`: what the API calls. A receiver for its users, a sender for itself.

use countersign_contract::Contract;

use super::{client, operations, schemas, server, xml};
use crate::file_tree::{Declared, Item, Module, ModulePath};
use crate::name::NamedModel;
use crate::options::{Features, Sides};
use quote::quote;

/// The modules of webhooks and callbacks; nothing when there are none. `events` is the model with their operations.
pub(super) fn modules(events: &NamedModel, contract: &Contract, sides: Sides) -> Vec<Module> {
    if events.model.operations.is_empty() {
        return Vec::new();
    }
    let root = ModulePath::new(["webhooks"]);
    let mut modules =
        operations::modules(events, contract, sides.client(), &root.child("operations"));
    modules.extend(xml::modules(events, root.child("xml"), Features::Few));
    if sides.client() {
        modules.extend(server::modules(
            events,
            contract,
            &root.child("receiver"),
            Features::Few,
        ));
    }
    modules.extend(schemas::modules(
        events,
        contract,
        root.child("schemas"),
        &[],
    ));
    if sides.server() {
        modules.extend(client::modules(events, contract, &root.child("sender")));
    }
    let uses_types = |item: &Item| item.text.contains("super::types;");
    let uses_types = modules
        .iter()
        .any(|module| module.items.iter().any(uses_types));
    modules.insert(
        0,
        Module {
            path: root,
            doc: String::from(
                "Webhooks and callbacks: what the API calls. A `receiver` answers them, a `sender` makes them.",
            ),
            declared: Declared::Public,
            items: uses_types
                .then(|| Item::new(quote!(use super::types;)))
                .into_iter()
                .collect(),
        },
    );
    modules
}
