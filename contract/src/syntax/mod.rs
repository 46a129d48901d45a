//! Text to spanned nodes: JSON by our own scanner, YAML from parser events, both into one tree.

mod node;
mod number;

pub use node::{Entry, Key, Node, NodeValue, Object};
pub use number::Number;
