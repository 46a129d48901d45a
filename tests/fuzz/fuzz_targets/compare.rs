//! Any two contracts compared and linted: no panic, no hang, and a contract never breaks itself.
//!
//! A line `=====` begins the second.
#![no_main]

use countersign_breaking_check::{Options, compare};
use countersign_contract::load::load_text;
use countersign_validator::lint::{LintPolicy, lint};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (base, revision) = text.split_once("\n=====\n").unwrap_or((text, text));
    let Some(base) = load_text("base.yaml", base).contract else {
        return;
    };
    let _ = lint(&base, &LintPolicy::default());
    let itself = compare(&base, &base, &Options::default());
    assert!(itself.changes.is_empty(), "{:?}", itself.changes);
    if let Some(revision) = load_text("revision.yaml", revision).contract {
        let _ = compare(&base, &revision, &Options::default());
    }
});
