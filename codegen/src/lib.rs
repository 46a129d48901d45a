//! Turns a contract into a Rust source tree: types, a client and an axum server.
//!
//! [`generate`] is the whole story: what shape (`lower`), what it is called (`name`), what text (`emit`, `format`).
//! Only [`mod@write`] touches the file system; [`mod@build`] is the API for a user's `build.rs`.
#![expect(
    clippy::similar_names,
    reason = "`named` is the model with its names, `names` is what one thing in it is called"
)]

pub mod build;
mod codes;
mod emit;
mod file_tree;
mod format;
mod gate;
mod lower;
mod manifest;
mod model;
mod name;
pub mod options;
mod print;
mod select;
pub mod write;

use countersign_contract::{Contract, Diagnostics};

pub use codes::{codes, explain};
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
    let kept = select::select(contract, &options.filter, &mut diagnostics);
    let left_out = select::left_out(contract, &kept);
    let model = lower::lower(&kept, left_out, options, &mut diagnostics);
    let contract = kept.as_ref();
    let named = name::assign(model);
    let mut files = FileTree::default();
    for layout in emit::emit(named, contract, options) {
        format::format(layout, contract, options, &mut files);
    }
    (files, diagnostics)
}
