//! Runs the official JSON Schema test suite: `cargo run --package countersign-end-to-end --example conformance -- FOLDER`.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use countersign_end_to_end::conformance::{Implementation, engine, suites, tables};

/// How many tests of each draft passed when this was written last; fewer are a failure even where none fails.
const AT_LEAST: [(&str, usize); 5] = [
    ("draft4", 717),
    ("draft6", 945),
    ("draft7", 1041),
    ("draft2019-09", 1416),
    ("draft2020-12", 1458),
];

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        return told(&Err(io::Error::other("which folder holds the suite?")));
    };
    told(&judge_all(Path::new(&folder), &mut io::stdout().lock()))
}

/// How many tests failed.
fn judge_all(folder: &Path, out: &mut dyn Write) -> io::Result<usize> {
    let suites = suites(folder)?;
    if suites.is_empty() {
        return Err(io::Error::other(
            "there is no JSON-Schema-Test-Suite in this folder",
        ));
    }
    let judges: [(&str, &Implementation<'_>); 2] = [("tables", &tables), ("engine", &engine)];
    let mut failed = 0;
    for (name, implementation) in judges {
        for suite in &suites {
            let (mut passed, mut wrong, mut out_of_scope) = (0, 0, 0);
            for report in suite.run(implementation)? {
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
            let at_least = AT_LEAST.iter().find(|(name, _)| *name == suite.name);
            let at_least = at_least.map_or(0, |(_, tests)| *tests);
            let suite = suite.name;
            writeln!(
                out,
                "{name} on {suite}: {passed} passed, {wrong} failed, {out_of_scope} out of scope"
            )?;
            failed += wrong;
            if passed < at_least {
                writeln!(out, "{name} on {suite}: passed {at_least} before")?;
                failed += 1;
            }
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
