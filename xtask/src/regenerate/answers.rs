//! What the command answers in the cases below `tests/cli/`: a folder each, with `command`, maybe `stdin`, and `expected`.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{Mode, commands};
use crate::shell::{Outcome, root};

/// Runs every case and writes what was answered, or names the cases whose answer is another one.
pub(super) fn all(countersign: &Path, mode: Mode) -> Outcome {
    let folder = root().join("tests");
    let mut stale = Vec::new();
    let listing = |error| format!("cases cannot be listed: {error}");
    for case in std::fs::read_dir(folder.join("cli")).map_err(listing)? {
        let case = case.map_err(listing)?.path();
        let answer = answer(countersign, &folder, &case)?;
        let expected = case.join("expected");
        // A checkout may have other line ends.
        let there = std::fs::read_to_string(&expected).unwrap_or_default();
        if there.replace("\r\n", "\n") == answer {
            continue;
        }
        if mode == Mode::Check {
            stale.push(case.display().to_string());
        } else {
            std::fs::write(&expected, answer).map_err(|error| error.to_string())?;
        }
    }
    stale.sort();
    if stale.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "other answers than expected:\n{}",
            stale.join("\n")
        ))
    }
}

/// The exit code and both outputs, as `tests/tests/cli.rs` compares them.
fn answer(countersign: &Path, folder: &Path, case: &Path) -> Result<String, String> {
    let failed = |error| format!("{}: {error}", case.display());
    let arguments = commands(&case.join("command"))?;
    let mut child = Command::new(countersign)
        .current_dir(folder)
        .args(arguments.iter().flatten())
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let input = std::fs::read(case.join("stdin")).unwrap_or_default();
    if let Some(mut stdin) = child.stdin.take() {
        // A command that does not read its input has closed it.
        let _ = stdin.write_all(&input);
    }
    let finished = child.wait_with_output().map_err(failed)?;
    Ok(format!(
        "exit: {}\n--- stdout\n{}--- stderr\n{}",
        finished.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&finished.stdout),
        String::from_utf8_lossy(&finished.stderr)
    ))
}
