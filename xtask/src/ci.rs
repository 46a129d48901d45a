//! `cargo xtask ci`: what must hold before a commit.

use crate::shell::{Outcome, cargo, run};
use crate::{regenerate, test, tidy};

/// Cheap checks first, so that a slip shows early.
pub(crate) fn verb(tests: bool) -> Outcome {
    run(cargo().args(["fmt", "--all", "--check"]))?;
    tidy::run()?;
    run(cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ]))?;
    run(cargo()
        .args(["doc", "--workspace", "--no-deps", "--all-features"])
        .env("RUSTDOCFLAGS", "-D warnings"))?;
    regenerate::verb(None, regenerate::Mode::Check)?;
    if tests { test::run(false) } else { Ok(()) }
}
