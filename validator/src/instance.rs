//! An instance that was read from text and remembers where everything stands.

use countersign_contract::syntax::{Node, SyntaxLimits, parse};
use countersign_contract::{Diagnostics, JsonPointer, SourceMap, SourceSpan};
use serde_json::Value;

/// A JSON or YAML text and what it says. What is wrong with the text itself (syntax, duplicate keys) stands in
/// [`Instance::diagnostics`]; spans point into [`Instance::sources`].
#[derive(Clone, Debug)]
pub struct Instance {
    /// The text, under its name.
    pub sources: SourceMap,
    /// What is wrong with the text.
    pub diagnostics: Diagnostics,
    root: Option<Node>,
}

impl Instance {
    /// Reads a text; `name` is what users know it by and, by its extension, says which notation it is in.
    pub fn parse(name: &str, text: &str) -> Self {
        let mut sources = SourceMap::new();
        let source = sources.add(name, text);
        let mut diagnostics = Diagnostics::new();
        let root = parse(source, &sources, &SyntaxLimits::default(), &mut diagnostics);
        Self {
            sources,
            diagnostics,
            root,
        }
    }

    /// The value; `None` when the text could not be read.
    pub fn value(&self) -> Option<Value> {
        self.root.as_ref().map(Node::to_json)
    }

    /// Where the value at a pointer stands; the nearest one around it when it does not exist.
    pub fn span(&self, pointer: &JsonPointer) -> Option<SourceSpan> {
        let mut node = self.root.as_ref()?;
        for token in pointer.tokens() {
            match node.child(token) {
                Some(child) => node = child,
                None => break,
            }
        }
        Some(node.span())
    }
}
