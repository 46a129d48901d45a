//! Reading contracts: where bytes come from, which files belong together, and how much of them is accepted.
//!
//! The only room of this crate that touches files and processes.

mod arena;
mod encoding;
mod failure;
mod fetch;
mod file;
mod git;
mod location;
mod memory;
mod options;
mod overlaid;
mod pipeline;
mod workspace;

pub use crate::dialect::Draft;
pub use fetch::{Fetch, FetchError};
pub use file::FileFetch;
pub use git::GitFetch;
pub use memory::MemoryFetch;
pub use options::LoadOptions;
pub use pipeline::{Loaded, OverlayFile, load, load_overlaid, load_path, load_text};
pub use workspace::Workspace;
