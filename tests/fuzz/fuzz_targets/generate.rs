//! Any document, loaded and generated: no panic, and what is emitted always parses as Rust.
#![no_main]

use countersign_codegen::options::Sides;
use countersign_codegen::{Options, generate};
use countersign_contract::load::load_text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let loaded = load_text("fuzz.yaml", text);
    let Some(contract) = loaded.contract else {
        assert!(loaded.diagnostics.has_errors());
        return;
    };
    for sides in [Sides::Client, Sides::Server, Sides::Both] {
        let options = Options {
            sides,
            ..Options::default()
        };
        let (files, _) = generate(&contract, &options);
        for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
            if let Err(error) = syn::parse_file(text) {
                panic!("{path}: {error}\n{text}");
            }
        }
    }
});
