//! The root module: what the contract says about itself.

use super::doc;
use crate::file_tree::{Declared, Module, ModulePath};
use crate::model::Docs;
use crate::options::Sides;

/// The root of the output.
pub(super) fn module(title: &str, description: Option<&str>, sides: Sides) -> Module {
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
    Module {
        path: ModulePath::default(),
        doc: doc::text(&docs, what),
        declared: Declared::Public,
        items: Vec::new(),
    }
}
