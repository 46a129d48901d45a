//! Which generators are compared, where they come from and how each is asked for a client.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::describe;
use crate::shell::{Outcome, cargo, root, run};

/// Packages of the Rust registry.
const RUST: &[&str] = &[
    "cargo-progenitor@0.15.1",
    "oas3-gen@0.29.0",
    "openapi-to-rust@0.23.0",
];

/// Packages of the Python registry.
const PYTHON: &[&str] = &["openapi-python-client==0.25.3"];

/// Packages of the npm registry. The generator does not run with TypeScript 7.
const NPM: &[&str] = &["@hey-api/openapi-ts@0.99.0", "typescript@5.9"];

/// One generator, asked for one kind of output.
pub(super) struct Generator {
    pub(super) name: &'static str,
    /// What is started.
    pub(super) program: PathBuf,
    /// Endings of the files whose lines count.
    pub(super) endings: &'static [&'static str],
    /// Writes what the program wants to find.
    pub(super) prepare: Option<fn(&Job) -> Outcome>,
    /// Generates into `job.out`.
    pub(super) command: fn(&Path, &Job) -> Command,
    /// Makes a crate of what was generated, where it is none yet.
    pub(super) finish: Option<fn(&Job) -> Outcome>,
}

impl Generator {
    pub(super) fn is_rust(&self) -> bool {
        self.endings == ["rs"]
    }
}

/// One document for one generator.
pub(super) struct Job {
    pub(super) document: PathBuf,
    /// An empty folder.
    pub(super) out: PathBuf,
    /// The crate to make.
    pub(super) krate: String,
}

impl Job {
    pub(super) fn new(document: &Path, folder: &Path, generator: &str) -> Self {
        let stem = document.file_stem().unwrap_or_default().to_string_lossy();
        let krate: String = stem
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_ascii_lowercase()
                } else {
                    '-'
                }
            })
            .collect();
        let folder = folder.join(generator.replace([' ', ','], "-"));
        Self {
            document: document.to_path_buf(),
            out: folder.join(&krate),
            krate: format!("bench-{krate}"),
        }
    }
}

/// Every generator, ours first.
pub(super) fn all(countersign: &Path, tools: &Path) -> Vec<Generator> {
    let rust = |name,
                program: &str,
                prepare: Option<fn(&Job) -> Outcome>,
                command,
                finish: Option<fn(&Job) -> Outcome>| Generator {
        name,
        program: tools.join("bin").join(program),
        endings: &["rs"],
        prepare,
        command,
        finish,
    };
    let other = |name, program: &str, endings, command| Generator {
        name,
        program: tools.join(program),
        endings,
        prepare: None,
        command,
        finish: None,
    };
    let ours = |name, command| Generator {
        name,
        program: countersign.to_path_buf(),
        endings: &["rs"],
        prepare: None,
        command,
        finish: None,
    };
    vec![
        ours("countersign client", |program, job| {
            let mut command = countersign_command(program, job);
            command.arg("--client");
            command
        }),
        ours("countersign both", countersign_command),
        rust("progenitor", "cargo-progenitor", None, progenitor, None),
        rust(
            "openapi-to-rust",
            "openapi-to-rust",
            Some(openapi_to_rust_config),
            openapi_to_rust,
            Some(openapi_to_rust_crate),
        ),
        rust("oas3-gen", "oas3-gen", None, oas3_gen, None),
        other(
            "openapi-python-client",
            "python/bin/openapi-python-client",
            &["py"],
            |program, job| {
                let mut command = Command::new(program);
                let modules = program.ancestors().nth(2).unwrap_or(program);
                command.env("PYTHONPATH", modules);
                command.args(["generate", "--meta", "none", "--overwrite", "--path"]);
                command
                    .arg(&job.document)
                    .arg("--output-path")
                    .arg(job.out.join("client"));
                command
            },
        ),
        other(
            "hey-api",
            "npm/node_modules/.bin/openapi-ts",
            &["ts"],
            |program, job| {
                let mut command = Command::new(program);
                command
                    .arg("--input")
                    .arg(&job.document)
                    .arg("--output")
                    .arg(job.out.join("client"));
                command
            },
        ),
    ]
}

/// Installs the peers, those of each registry in a folder of their own.
pub(super) fn install(tools: &Path) -> Outcome {
    for package in RUST {
        run(cargo()
            .args(["install", "--locked", "--root"])
            .arg(tools)
            .arg(package))?;
    }
    let python = tools.join("python");
    run(Command::new("python3")
        .args(["-m", "pip", "install", "--quiet", "--upgrade", "--target"])
        .arg(&python)
        .args(PYTHON))?;
    let npm = tools.join("npm");
    fs::create_dir_all(&npm).map_err(|error| describe(&npm, &error))?;
    run(Command::new("npm")
        .args(["install", "--no-fund", "--no-audit", "--prefix"])
        .arg(&npm)
        .args(NPM))
}

fn countersign_command(program: &Path, job: &Job) -> Command {
    let mut command = Command::new(program);
    command
        .arg("generate")
        .arg(&job.document)
        .arg("--out")
        .arg(&job.out);
    command.args(["--crate", &job.krate, "--quiet", "--runtime-path"]);
    command.arg(root().join("runtime"));
    command
}

fn progenitor(program: &Path, job: &Job) -> Command {
    let mut command = Command::new(program);
    command
        .arg("progenitor")
        .arg("--input")
        .arg(&job.document)
        .arg("--output")
        .arg(&job.out);
    command.args(["--name", &job.krate, "--version", "0.1.0"]);
    command
}

fn oas3_gen(program: &Path, job: &Job) -> Command {
    let mut command = Command::new(program);
    command
        .args(["generate", "client-mod", "--workspace", "--input"])
        .arg(&job.document);
    command.arg("--output").arg(&job.out);
    command
}

/// It is asked by a file; paths in it are relative to the file.
fn openapi_to_rust_config(job: &Job) -> Outcome {
    let text = format!(
        "[generator]\nspec_path = {:?}\noutput_dir = \"src/api\"\nmodule_name = \"api\"\n\n[features]\nenable_async_client = true\n",
        job.document.display().to_string()
    );
    write(&job.out.join("openapi-to-rust.toml"), &text)
}

fn openapi_to_rust(program: &Path, job: &Job) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&job.out);
    command.args(["generate", "--config", "openapi-to-rust.toml"]);
    command
}

/// It writes modules and says which dependencies they have.
fn openapi_to_rust_crate(job: &Job) -> Outcome {
    let dependencies = job.out.join("src/api/REQUIRED_DEPS.toml");
    let dependencies =
        fs::read_to_string(&dependencies).map_err(|error| describe(&dependencies, &error))?;
    let heading = if dependencies.contains("[dependencies]") {
        ""
    } else {
        "[dependencies]\n"
    };
    let manifest = format!(
        "[package]\nname = {:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{heading}{dependencies}\n[workspace]\n",
        job.krate
    );
    write(&job.out.join("Cargo.toml"), &manifest)?;
    write(&job.out.join("src/lib.rs"), "pub mod api;\n")
}

fn write(path: &Path, text: &str) -> Outcome {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| describe(folder, &error))?;
    }
    fs::write(path, text).map_err(|error| describe(path, &error))
}
