//! Which generators are compared, where they come from and how each is asked for a client.

use std::ffi::OsStr;
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

/// Packages of the Python registry; this one brings a program for Java, which has to be there.
const PYTHON: &[&str] = &["openapi-generator-cli==7.26.0"];

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
    /// One that makes a whole crate, asked by its arguments alone.
    fn new(name: &'static str, program: PathBuf, command: fn(&Path, &Job) -> Command) -> Self {
        Self {
            name,
            program,
            endings: &["rs"],
            prepare: None,
            command,
            finish: None,
        }
    }

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
        let krate: String = name(document)
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

/// What a document is called: many are `openapi.json`, each in a folder of its own.
pub(super) fn name(document: &Path) -> String {
    let parts = [
        document.parent().and_then(Path::file_name),
        document.file_stem(),
    ];
    let parts = parts.into_iter().flatten().map(OsStr::to_string_lossy);
    parts.collect::<Vec<_>>().join("/")
}

/// Every generator, ours first.
pub(super) fn all(countersign: &Path, tools: &Path) -> Vec<Generator> {
    let installed = |program: &str| tools.join(program);
    vec![
        Generator::new("countersign client", countersign.into(), client),
        Generator::new("countersign both", countersign.into(), both),
        Generator::new("progenitor", installed("bin/cargo-progenitor"), progenitor),
        Generator {
            prepare: Some(openapi_to_rust_config),
            finish: Some(openapi_to_rust_crate),
            ..Generator::new(
                "openapi-to-rust",
                installed("bin/openapi-to-rust"),
                openapi_to_rust,
            )
        },
        Generator::new("oas3-gen", installed("bin/oas3-gen"), oas3_gen),
        Generator::new(
            "openapi-generator",
            installed("python/bin/openapi-generator-cli"),
            openapi_generator,
        ),
        Generator {
            endings: &["ts"],
            ..Generator::new(
                "hey-api",
                installed("npm/node_modules/.bin/openapi-ts"),
                hey_api,
            )
        },
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

fn client(program: &Path, job: &Job) -> Command {
    let mut command = both(program, job);
    command.arg("--client");
    command
}

fn both(program: &Path, job: &Job) -> Command {
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

/// What pip installed is found where it says.
fn openapi_generator(program: &Path, job: &Job) -> Command {
    let mut command = Command::new(program);
    let modules = program.ancestors().nth(2).unwrap_or(program);
    command.env("PYTHONPATH", modules);
    command.args(["generate", "--generator-name", "rust", "--input-spec"]);
    command.arg(&job.document).arg("--output").arg(&job.out);
    command.args(["--library", "reqwest", "--package-name", &job.krate]);
    command
}

fn hey_api(program: &Path, job: &Job) -> Command {
    let mut command = Command::new(program);
    command.arg("--input").arg(&job.document);
    command.arg("--output").arg(job.out.join("client"));
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
    // The same crate without a provider of cryptography, which takes a C compiler minutes.
    let dependencies = dependencies.replace("\"rustls\"", "\"rustls-no-provider\"");
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
