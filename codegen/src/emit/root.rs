//! The root module: what the contract says about itself.

use quote::quote;

use super::doc;
use crate::file_tree::{Declared, Item, Module, ModulePath};
use crate::gate::Gate;
use crate::model::Docs;
use crate::options::Sides;

/// The limit that types need of which so many lead to each other; `None` where the compiler's own is enough.
///
/// Whether a type may be sent, shared or seen after a panic is asked of everything in it, a level for each pointer, list and
/// type on the way; rustdoc asks it of every type.
pub(super) fn recursion_limit(largest_cycle: usize) -> Option<usize> {
    const OF_THE_COMPILER: usize = 128;
    const LEVELS_PER_TYPE: usize = 8;
    let limit = largest_cycle.saturating_mul(LEVELS_PER_TYPE);
    (limit > OF_THE_COMPILER).then(|| limit.next_power_of_two())
}

/// The root of the output.
pub(super) fn module(
    title: &str,
    description: Option<&str>,
    sides: Sides,
    client_gate: &Gate,
) -> Module {
    let what = match sides {
        Sides::TypesOnly => "Types",
        Sides::Client => "Types and client",
        Sides::Server => "Types and server",
        Sides::Both => "Types, client and server",
    };
    let docs = Docs {
        title: Some(format!("{what} of {title}")),
        description: description.map(str::to_owned),
        ..Docs::default()
    };
    let client = sides.client().then(|| {
        let item = Item::new(quote!(
            pub use self::client::Client;
        ));
        item.behind(client_gate)
    });
    let items = client.into_iter().collect();
    Module {
        path: ModulePath::default(),
        doc: doc::text(&docs, what),
        declared: Declared::Public,
        items,
    }
}
