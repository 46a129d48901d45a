//! From named shapes to Rust text. Nothing is decided here but wording.

pub(crate) mod doc;
mod root;
pub(crate) mod runtime_path;
pub(crate) mod types;

use countersign_contract::model::Info;

use crate::file_tree::Module;
use crate::name::NamedModel;
use crate::options::Options;

/// All modules of the output.
pub(crate) fn emit(named: &NamedModel, info: &Info, options: &Options) -> Vec<Module> {
    let mut modules = vec![root::module(
        &info.title,
        info.description.as_deref(),
        options.sides,
    )];
    modules.extend(types::modules(named, options));
    modules
}
