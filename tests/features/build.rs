//! Generates every fixture of `specs/features/` into a module of its own.

#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads the environment and files"
)]

use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs};

use countersign_codegen::build::Builder;

const FOLDER: &str = "../../specs/features";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let mut contracts: Vec<PathBuf> = fs::read_dir(FOLDER)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
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
            "/// The fixture `{name}`.\npub mod {name} {{\n    include!(concat!(env!(\"OUT_DIR\"), \"/{name}/mod.rs\"));\n}}"
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
