//! `cargo xtask codegen` makes the crate `api` what the contract says; with `--check` it only compares.

use std::path::Path;

use countersign_codegen::build::{BuildError, Builder};
use countersign_codegen::options::{CrateOptions, Output};

fn main() -> Result<(), BuildError> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let api = Builder::new(root.join("contracts/parcels.yaml"))
        .output(Output::Crate(CrateOptions::new("parcels-api")));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let warnings = match arguments.join(" ").as_str() {
        "codegen" => api.write(root.join("api"))?,
        "codegen --check" => api.check(root.join("api"))?,
        _ => {
            eprintln!("usage: cargo xtask codegen [--check]");
            std::process::exit(2);
        }
    };
    for warning in warnings {
        eprintln!("warning: {warning}");
    }
    Ok(())
}
