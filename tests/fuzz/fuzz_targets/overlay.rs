//! Any overlay on a small contract, JSONPath queries included: no panic, no hang, and a refusal says why.
#![no_main]

use countersign_contract::LoadOptions;
use countersign_contract::load::{MemoryFetch, OverlayFile, load_overlaid};
use libfuzzer_sys::fuzz_target;

const CONTRACT: &str = include_str!("../../../specs/orders/v1.yaml");

fuzz_target!(|text: &str| {
    let fetch = MemoryFetch::new()
        .with("orders.yaml", CONTRACT)
        .with("overlay.yaml", text);
    // A bare query is tried as well, so that the fuzzer need not invent the document around it.
    let query = format!(
        "overlay: 1.1.0\ninfo: {{title: q, version: '1'}}\nactions:\n- target: {}\n  remove: true\n",
        serde_json::Value::from(text)
    );
    let fetch = fetch.with("query.yaml", query);
    for name in ["overlay.yaml", "query.yaml"] {
        let overlay = OverlayFile {
            location: name,
            fetch: &fetch,
        };
        let loaded = load_overlaid("orders.yaml", &[overlay], &fetch, &LoadOptions::default());
        assert!(loaded.contract.is_some() || loaded.diagnostics.has_errors());
    }
});
