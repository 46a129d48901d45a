//! Generates every fixture of `specs/features/schemas/` and `references/`, and a list of the types of their named schemas.

#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads the environment and files"
)]

use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use countersign_contract::load::load_path;

const FIXTURES: [&str; 2] = [
    "../../../specs/features/references",
    "../../../specs/features/schemas",
];

fn main() -> Result<(), Box<dyn Error>> {
    countersign_fixtures::generate(&FIXTURES)?;
    let out = env::var("OUT_DIR")?;
    let mut entries = String::new();
    let mut fixtures = Vec::new();
    for folder in FIXTURES {
        for entry in fs::read_dir(folder)? {
            // What lies deeper is a part of one of these.
            fixtures.push(entry?.path());
        }
    }
    fixtures.retain(|path| path.is_file());
    fixtures.sort();
    for fixture in fixtures {
        let file = fixture.to_string_lossy();
        let module = fixture
            .file_stem()
            .ok_or("a fixture has a name")?
            .to_string_lossy()
            .replace('-', "_");
        let types = text_below(&Path::new(&out).join(&module).join("types"))?;
        let contract = load_path(&fixture)
            .contract
            .ok_or("a fixture is a contract")?;
        let is_defined = |name: &str| {
            ["struct", "enum", "type"]
                .iter()
                .flat_map(|word| [" ", "(", ":"].map(|end| format!("pub {word} {name}{end}")))
                .any(|declaration| types.contains(&declaration))
        };
        for name in contract.component_schemas.keys() {
            let input = format!("{name}Input");
            let views = [(name, "Response"), (&input, "Request")];
            for (ident, projection) in views.into_iter().filter(|(ident, _)| is_defined(ident)) {
                writeln!(
                    entries,
                    "Entry {{ fixture: {file:?}, schema: {name:?}, projection: Projection::{projection}, there_and_back: there_and_back::<crate::{module}::types::{ident}> }},"
                )?;
            }
            if !is_defined(name) && !is_defined(&input) {
                return Err(format!("{file}: {name} has no type of its name").into());
            }
        }
    }
    fs::write(
        Path::new(&out).join("entries.rs"),
        format!("&[\n{entries}]\n"),
    )?;
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}

/// Everything in a module, whether it is a file or a folder.
fn text_below(module: &Path) -> Result<String, Box<dyn Error>> {
    let file = module.with_extension("rs");
    if file.is_file() {
        return Ok(fs::read_to_string(file)?);
    }
    let mut text = String::new();
    for entry in fs::read_dir(module)? {
        text += &fs::read_to_string(entry?.path())?;
    }
    Ok(text)
}
