//! Takes orders. This is what a generated server crate looks like: code generation imitates it to the letter.

mod operations;
mod schemas;
pub mod server;
pub mod types;
