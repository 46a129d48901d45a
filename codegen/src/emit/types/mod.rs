//! Types as Rust text.

use crate::file_tree::Module;
use crate::name::NamedModel;
use crate::options::Options;

/// The modules of the types.
pub(crate) fn modules(_named: &NamedModel, _options: &Options) -> Vec<Module> {
    Vec::new()
}
