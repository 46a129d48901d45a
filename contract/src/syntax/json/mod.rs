//! JSON text to nodes (RFC 8259), by one pass over the bytes that never recurses and goes on after a mistake.

mod parser;
mod scan;
mod string;
mod tree;

pub(super) use parser::parse;
