//! Are the generated crates that are checked in what today's generator makes of today's contracts?

#![expect(clippy::disallowed_methods, reason = "generated crates are files")]

use std::path::{Path, PathBuf};
use std::process::Command;

use countersign_codegen::options::{CrateOptions, Output, RuntimeSource, Sides};
use countersign_codegen::{Options, generate, write};
use countersign_contract::load;
use countersign_end_to_end::command::countersign;

#[test]
fn generated_crates_are_fresh() {
    let samples = repository().join("tests/generated/samples");
    let samples = std::fs::read_to_string(samples).expect("readable");
    let commands = samples.lines().filter(|line| !line.starts_with('#'));
    let mut checked = 0;
    for command in commands {
        let arguments = std::iter::once("generate")
            .chain(command.split_whitespace())
            .chain(std::iter::once("--check"));
        let finished = countersign(&arguments.collect::<Vec<_>>(), "");
        assert_eq!(
            finished.code, 0,
            "run `cargo xtask regenerate`: {command}\n{}{}",
            finished.stdout, finished.stderr
        );
        checked += 1;
    }
    assert!(checked >= 4, "samples are missing: {checked}");
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
