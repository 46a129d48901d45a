//! Are the generated crates that are checked in what today's generator makes of today's contracts?

#![expect(clippy::disallowed_methods, reason = "generated crates are files")]

use std::path::{Path, PathBuf};

use countersign_codegen::options::{CrateOptions, Output, RuntimeSource, Sides};
use countersign_codegen::{Options, generate, write};
use countersign_contract::load;

/// Contract below `specs/`, crate below `tests/generated/`.
const CRATES: &[(&str, &str)] = &[
    ("orders/v1.yaml", "orders"),
    ("orders/v2.yaml", "orders-v2"),
];

#[test]
fn generated_crates_are_fresh() {
    let mut stale = String::new();
    for (spec, name) in CRATES {
        let loaded = load::load_path(&repository().join("specs").join(spec));
        let contract = loaded.contract.expect("our own contract loads");
        let runtime = RuntimeSource::Path("../../../runtime".to_owned());
        let output = Output::Crate(CrateOptions {
            name: (*name).to_owned(),
            runtime,
        });
        let (tree, diagnostics) = generate(
            &contract,
            &Options {
                output,
                sides: Sides::Both,
                ..Options::default()
            },
        );
        assert!(diagnostics.is_empty(), "{spec}: {diagnostics:?}");
        let folder = repository().join("tests/generated").join(name);
        if std::env::var_os("COUNTERSIGN_BLESS").is_some() {
            write::write(&tree, &folder).expect("writable");
        }
        let drift = write::check(&tree, &folder).expect("readable");
        stale.push_str(&drift.to_string());
    }
    assert!(
        stale.is_empty(),
        "stale: run `cargo xtask regenerate`\n{stale}"
    );
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    let spec = repository().join("specs/orders/v1.yaml");
    let text = std::fs::read_to_string(&spec).expect("readable");
    let once = || {
        let contract = load::load_text("v1.yaml", &text)
            .contract
            .expect("our own contract loads");
        generate(&contract, &Options::default()).0
    };
    assert_eq!(once(), once());
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ lies in the repository")
        .to_path_buf()
}
