//! Turns a contract into a Rust source tree: types, a client and an axum server.
//!
//! [`generate`] is the whole story: what shape (`lower`), what it is called (`name`), what text (`emit`, `format`).
//! Only [`mod@write`] touches the file system; [`mod@build`] is the API for a user's `build.rs`.
#![expect(
    clippy::similar_names,
    reason = "`named` is the model with its names, `names` is what one thing in it is called"
)]

pub mod build;
mod emit;
mod file_tree;
mod format;
mod lower;
mod model;
mod name;
pub mod options;
mod print;
mod select;
pub mod write;

use countersign_contract::{Contract, Diagnostics};

pub use file_tree::FileTree;
pub use options::Options;
pub use print::{Pass, print_after};

/// Generates the source tree of a contract.
///
/// The tree depends on nothing but the arguments and this crate's version. Whatever could not be expressed went through
/// in a wider shape (`serde_json::Value`, raw bytes) and is named in the diagnostics. A JSON Schema file gives types alone.
pub fn generate(contract: &Contract, options: &Options) -> (FileTree, Diagnostics) {
    let options = &options.clone().for_contract(contract);
    let mut diagnostics = Diagnostics::new();
    let contract = select::select(contract, &options.filter, &mut diagnostics);
    let contract = contract.as_ref();
    let model = lower::lower(contract, options, &mut diagnostics);
    let named = name::assign(model);
    let modules = emit::emit(named, contract, options);
    let files = format::format(&modules, contract, options);
    (files, diagnostics)
}
