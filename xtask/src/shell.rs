//! Running other programs: echo the command, fail with its name.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a verb answers: nothing, or one sentence about what failed.
pub(crate) type Outcome = Result<(), String>;

/// The repository's root folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask/ lies in the repository")
        .to_path_buf()
}

/// The cargo that runs this verb.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a command to its end, inheriting the terminal.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let line = describe(command);
    eprintln!("$ {line}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` ended with {status}")),
        Err(error) => Err(format!("`{line}` could not be started: {error}")),
    }
}

/// Runs an example of the end-to-end crate, which may use what `xtask` does not build.
pub(crate) fn run_example(name: &str, folders: &[&Path]) -> Outcome {
    let package = ["--package", "countersign-end-to-end", "--example", name];
    let mut command = cargo();
    command.args(["run", "--quiet"]).args(package);
    run(command.arg("--").args(folders))
}

/// Runs a command and gives its standard output.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let line = describe(command);
    let output = command
        .output()
        .map_err(|error| format!("`{line}` could not be started: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "`{line}` ended with {}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The last lines of a text, where a program says what went wrong.
pub(crate) fn last_lines(text: &str, count: usize) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].to_vec()
}

fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default();
    std::iter::once(program)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Builds the command line tool and gives its path. `profile` is `dev` or `release`.
pub(crate) fn build_countersign(profile: &str) -> Result<PathBuf, String> {
    run(cargo().args([
        "build",
        "--quiet",
        "--package",
        "countersign",
        "--profile",
        profile,
    ]))?;
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(target_folder()?
        .join(folder)
        .join(format!("countersign{}", std::env::consts::EXE_SUFFIX)))
}

/// Cargo's target folder.
pub(crate) fn target_folder() -> Result<PathBuf, String> {
    let metadata = output(cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: serde_json::Value =
        serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    metadata["target_directory"]
        .as_str()
        .map(PathBuf::from)
        .ok_or_else(|| "cargo metadata names no target folder".to_owned())
}
