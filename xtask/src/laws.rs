//! `cargo xtask laws`: random pairs of schemas, compared and held against two validators; a failure names its seed.

use crate::shell::{Outcome, cargo, run};

/// Runs the laws of the comparison on `cases` pairs from `seed` on. Optimised code takes minutes to build and pays from some
/// ten thousand pairs on.
pub(crate) fn verb(cases: u64, seed: u64, optimised: bool) -> Outcome {
    let mut command = cargo();
    command.args(["test", "--quiet", "--package", "countersign-breaking-check"]);
    if optimised {
        command.arg("--release");
    }
    command.args(["--test", "laws", "--", "--cases", &cases.to_string()]);
    run(command.args(["--seed", &seed.to_string()]))
}
