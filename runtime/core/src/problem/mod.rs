//! What an error answer says: RFC 9457 problem details.

mod document;
mod item;
pub mod types;

pub use document::{MEDIA_TYPE, Members, Problem};
pub use item::ProblemItem;
