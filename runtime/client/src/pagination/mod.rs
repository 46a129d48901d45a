//! How is a list received that comes in pages? One ordinary call for each page, asked for when it is needed.
//!
//! A static table says where a page has its items and what leads to the next one; one walker, which knows no types, follows
//! it. A page that leads back to one seen before, or to another origin, where the credentials of the client do not belong,
//! ends the walk with an error.

mod error;
mod link;
mod pages;
mod pointer;
mod walk;

pub use error::PaginationError;
pub use pages::{Items, Pages};
