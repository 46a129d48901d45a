//! Are the generated crates that are checked in what today's generator makes of today's contracts?

#![expect(clippy::disallowed_methods, reason = "generated crates are files")]

use std::path::{Path, PathBuf};
use std::process::Command;

use countersign_codegen::options::{CrateOptions, Features, Output, RuntimeSource, Sides};
use countersign_codegen::{Options, generate, write};
use countersign_contract::load;

/// Contract below `specs/`, crate below `tests/generated/`, its form, its features.
const CRATES: &[(&str, &str, Form, Features)] = &[
    ("orders/v1.yaml", "orders", Output::Crate, Features::Few),
    ("orders/v2.yaml", "orders-v2", Output::Crate, Features::Few),
    (
        "features/tags.yaml",
        "by-tag",
        Output::Crate,
        Features::PerTag,
    ),
    ("features/tags.yaml", "split", split, Features::Few),
];

/// The first tags are long enough for crates of their own, the others share one.
fn split(package: CrateOptions) -> Output {
    Output::Crates {
        package,
        lines: 130,
    }
}

type Form = fn(CrateOptions) -> Output;

#[test]
fn generated_crates_are_fresh() {
    let mut stale = String::new();
    for (spec, name, form, features) in CRATES {
        let loaded = load::load_path(&repository().join("specs").join(spec));
        let contract = loaded.contract.expect("our own contract loads");
        let runtime = RuntimeSource::Path("../../../runtime".to_owned());
        let output = form(CrateOptions {
            name: (*name).to_owned(),
            runtime,
        });
        let (tree, diagnostics) = generate(
            &contract,
            &Options {
                output,
                sides: Sides::Both,
                features: *features,
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
fn a_generated_crate_passes_a_users_cargo_fmt() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let loaded = load::load_path(&repository().join("specs/orders/v1.yaml"));
    let contract = loaded.contract.expect("our own contract loads");
    let outputs = [
        ("mod.rs", Output::ModuleTree),
        (
            "src/lib.rs",
            Output::Crate(CrateOptions {
                name: String::from("orders"),
                runtime: RuntimeSource::Registry,
            }),
        ),
    ];
    for (root, output) in outputs {
        let options = Options {
            output,
            sides: Sides::Both,
            ..Options::default()
        };
        let (tree, _) = generate(&contract, &options);
        write::write(&tree, folder.path()).expect("writable");
        let rustfmt = Command::new("rustfmt")
            .args(["--check", "--edition", "2024"])
            .arg(folder.path().join(root))
            .output()
            .expect("rustfmt comes with the toolchain");
        let differences = String::from_utf8_lossy(&rustfmt.stdout);
        assert!(rustfmt.status.success(), "{root}: {differences}");
    }
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
