//! Generates every fixture of `specs/features/`, and every contract that only the tests here need, into a module each.

#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads the environment and files"
)]

use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs};

use countersign_codegen::build::Builder;

const FOLDERS: [&str; 2] = ["../../specs/features", "contracts"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let mut contracts = Vec::new();
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        for entry in fs::read_dir(folder)? {
            contracts.push(entry?.path());
        }
    }
    contracts.sort();
    let mut modules = String::new();
    let mut instructions = Vec::new();
    for contract in contracts {
        let name = contract
            .file_stem()
            .ok_or("a fixture has a name")?
            .to_string_lossy()
            .replace('-', "_");
        let generated = Builder::new(&contract)
            .module(&name)
            .generate_into(&out, &mut instructions);
        generated.map_err(|error| format!("{}: {error}", contract.display()))?;
        writeln!(
            modules,
            "/// The contract `{name}`.\npub mod {name} {{\n    include!(concat!(env!(\"OUT_DIR\"), \"/{name}/mod.rs\"));\n}}"
        )?;
    }
    // A fixture may show a construct that is generated in a wider shape; its snapshot has the diagnostic.
    for instruction in instructions
        .iter()
        .filter(|instruction| !instruction.starts_with("cargo::warning"))
    {
        println!("{instruction}");
    }
    fs::write(out.join("features.rs"), modules)?;
    Ok(())
}
