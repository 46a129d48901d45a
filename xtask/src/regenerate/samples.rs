//! The crates below `tests/generated/` that are checked in: one call of `countersign generate` each.

use std::path::Path;
use std::process::Command;

use super::{Mode, commands};
use crate::shell::{Outcome, root, run};

/// Generates every crate in place, or says how it differs from what its contract says.
pub(super) fn all(countersign: &Path, mode: Mode) -> Outcome {
    let folder = root().join("tests");
    for arguments in commands(&folder.join("generated/samples"))? {
        let mut command = Command::new(countersign);
        command.current_dir(&folder).arg("generate").args(arguments);
        if mode == Mode::Check {
            command.arg("--check");
        }
        run(&mut command)?;
    }
    Ok(())
}
