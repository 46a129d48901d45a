//! `cargo xtask bless PACKAGE`: shows every snapshot difference, then accepts them.

use crate::shell::{Outcome, cargo, output, root, run};
use std::process::Command;

/// Rewrites the package's snapshots and prints what changed, so that the reading is part of the blessing.
pub(crate) fn verb(package: &str) -> Outcome {
    run(cargo()
        .args(["test", "--package", package])
        .env("INSTA_UPDATE", "always")
        .env("COUNTERSIGN_BLESS", "1"))?;
    let changed = output(Command::new("git").current_dir(root()).args([
        "status",
        "--porcelain",
        "--",
        "*.snap",
        "*.txt",
    ]))?;
    if changed.is_empty() {
        eprintln!("no snapshot changed");
        return Ok(());
    }
    run(Command::new("git").current_dir(root()).args([
        "--no-pager",
        "diff",
        "--",
        "*.snap",
        "*.txt",
    ]))?;
    eprintln!("Read the above. New files:\n{changed}");
    Ok(())
}
