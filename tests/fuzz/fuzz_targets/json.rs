//! Any text read as JSON: no panic, and what has no finding means what another reader says it means.
#![no_main]

use countersign_contract::syntax::{SyntaxLimits, parse};
use countersign_contract::{Diagnostics, SourceMap};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

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
        if let Ok(theirs) = serde_json::from_str::<Value>(text) {
            let ours = node.expect("no finding, so a value").to_json();
            assert_eq!(unsigned_zeros(ours), unsigned_zeros(theirs));
        }
    }
});

/// `-0` is the integer zero to a schema and to us; the other reader makes a float of it, which has a sign.
fn unsigned_zeros(value: Value) -> Value {
    match value {
        Value::Number(number) if number.to_string() == "-0.0" => 0.into(),
        Value::Array(items) => items.into_iter().map(unsigned_zeros).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| (name, unsigned_zeros(value)))
            .collect(),
        other => other,
    }
}
