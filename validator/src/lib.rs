//! Does this message or instance obey the contract?
//!
//! [`Validator`] judges JSON instances against schemas and recorded requests and responses against operations. What it
//! finds is data with places in the input and in the contract; nothing is printed, nothing is fetched.

mod engine;
mod explain;
mod format;
mod instance;
mod locate;
mod report;
mod target;
mod validator;
mod violation;
mod words;

pub use engine::EngineError;
pub use instance::Instance;
pub use report::Report;
pub use target::find_schema;
pub use validator::Validator;
pub use violation::{SchemaPlace, Violation, ViolationKind};
