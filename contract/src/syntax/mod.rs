//! Text to spanned nodes: JSON by our own scanner, YAML from parser events, both into one tree.

mod json;
mod mapping;
mod node;
mod number;
mod parse;
mod report;
mod yaml;

pub use node::{Entry, Key, Node, NodeValue, Object};
pub use number::Number;
pub(crate) use parse::parse_text;
pub use parse::{MAX_NESTING, SyntaxLimits, parse};
