//! Runs the official JSON Schema test suite: `cargo run --package countersign-end-to-end --example conformance -- FOLDER`.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use countersign_end_to_end::conformance::{Implementation, engine, run, suites, tables};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        return told(&Err(io::Error::other("which folder holds the suite?")));
    };
    told(&judge_all(Path::new(&folder), &mut io::stdout().lock()))
}

/// How many tests failed.
fn judge_all(folder: &Path, out: &mut dyn Write) -> io::Result<usize> {
    let suites = suites(folder);
    if suites.is_empty() {
        return Err(io::Error::other(
            "there is no suite (draft2020-12) in this folder",
        ));
    }
    let judges: [(&str, &Implementation<'_>); 2] = [("tables", &tables), ("engine", &engine)];
    let mut failed = 0;
    for (name, implementation) in judges {
        for suite in &suites {
            let (mut passed, mut wrong, mut out_of_scope) = (0, 0, 0);
            for report in run(suite, implementation)? {
                passed += report.passed;
                wrong += report.failed.len();
                out_of_scope += report.out_of_scope;
                if !report.failed.is_empty() {
                    writeln!(out, "{name}: {report}")?;
                }
                for test in &report.failed {
                    writeln!(out, "    {test}")?;
                }
            }
            let suite = suite.display();
            writeln!(
                out,
                "{name} on {suite}: {passed} passed, {wrong} failed, {out_of_scope} out of scope"
            )?;
            failed += wrong;
        }
    }
    Ok(failed)
}

fn told(result: &io::Result<usize>) -> ExitCode {
    match result {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            // Nobody is left to tell when this fails too.
            drop(writeln!(io::stderr(), "{error}"));
            ExitCode::from(2)
        }
    }
}
