//! Coming from and going to the typed OpenAPI 3.0 documents of the `openapiv3` crate.
//!
//! That crate's users (progenitor, dropshot, aide) can hand their document in as it is, and take a contract out as one.

mod incoming;
mod operation;
mod outgoing;
mod schema;
mod security;
