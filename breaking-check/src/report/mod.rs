//! A report as text for people and as JSON for programs: pure functions.

mod json;
mod text;

pub use json::json;
pub(crate) use text::severity;
pub use text::text;
