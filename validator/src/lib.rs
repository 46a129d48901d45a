//! Does this message or instance obey the contract?
//!
//! [`Validator`] judges JSON instances against schemas and recorded requests and responses against operations. What it
//! finds is data with places in the input and in the contract; nothing is printed, nothing is fetched.

mod engine;
mod format;
mod validator;

pub use engine::EngineError;
pub use validator::Validator;
