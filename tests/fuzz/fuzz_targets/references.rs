//! Any files that refer to each other, loaded as a contract: no panic, no overflow, no hang, and a refusal says why.
//!
//! A line `=====` begins the next file; the first is `a.yaml`, then come `b.yaml` and `c.json`.
#![no_main]

use countersign_contract::LoadOptions;
use countersign_contract::load::{MemoryFetch, load};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut fetch = MemoryFetch::new();
    for (name, part) in ["a.yaml", "b.yaml", "c.json"]
        .iter()
        .zip(text.splitn(3, "\n=====\n"))
    {
        fetch = fetch.with(*name, part.as_bytes());
    }
    let loaded = load("a.yaml", &fetch, &LoadOptions::default());
    assert!(loaded.contract.is_some() || loaded.diagnostics.has_errors());
});
