//! Any text read as YAML: no panic, and either a tree or an error.
#![no_main]

use countersign_contract::syntax::{SyntaxLimits, parse};
use countersign_contract::{Diagnostics, SourceMap};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let source = sources.add("fuzz.yaml", text);
    let node = parse(source, &sources, &SyntaxLimits::default(), &mut diagnostics);
    for diagnostic in &diagnostics {
        let _ = diagnostic.span.map(|span| sources.line_column(span));
    }
    assert!(node.is_some() || diagnostics.has_errors());
});
