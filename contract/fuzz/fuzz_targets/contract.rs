//! Any bytes loaded as a contract: no panic, no overflow, no hang.
#![no_main]

use countersign_contract::LoadOptions;
use countersign_contract::load::{MemoryFetch, load};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let fetch = MemoryFetch::new().with("fuzz.yaml", bytes);
    let loaded = load("fuzz.yaml", &fetch, &LoadOptions::default());
    assert!(loaded.contract.is_some() || loaded.diagnostics.has_errors());
});
