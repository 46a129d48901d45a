//! Any text read as JSON: no panic, and what has no finding means what another reader says it means.
#![no_main]

use countersign_contract::syntax::{SyntaxLimits, parse};
use countersign_contract::{Diagnostics, SourceMap};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let source = sources.add("fuzz.json", text);
    let node = parse(source, &sources, &SyntaxLimits::default(), &mut diagnostics);
    for diagnostic in &diagnostics {
        let _ = diagnostic.span.map(|span| sources.line_column(span));
    }
    if diagnostics.is_empty() {
        let text = text.trim_start_matches('\u{feff}');
        // Numbers beyond its range are the one thing that the other reader refuses.
        if let Ok(theirs) = serde_json::from_str::<serde_json::Value>(text) {
            let ours = node.expect("no finding, so a value").to_json();
            assert_eq!(ours, theirs);
        }
    }
});
