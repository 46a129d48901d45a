//! Runs a suite of questions whether one schema is contained in another:
//! `cargo run --package countersign-end-to-end --example containment -- FOLDER`.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use countersign_end_to_end::conformance::suites;
use countersign_end_to_end::containment::{Answer, run};

/// Of a hundred questions, so many must be answered.
const ANSWERED: usize = 99;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        drop(writeln!(io::stderr(), "which folder holds the suites?"));
        return ExitCode::from(2);
    };
    match ask_all(Path::new(&folder), &mut io::stdout().lock()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            drop(writeln!(io::stderr(), "{error}"));
            ExitCode::from(2)
        }
    }
}

/// Is nothing wrong and nearly everything answered?
fn ask_all(folder: &Path, out: &mut dyn Write) -> io::Result<bool> {
    let mut fine = true;
    for suite in suites(folder)? {
        let questions = folder.join("json-schema-containment").join(suite.name);
        if !questions.exists() {
            continue;
        }
        let answers = run(&questions, &suite)?;
        let (mut wrong, mut unknown, mut exceptions) = (0, 0, 0);
        for answered in &answers {
            match &answered.answer {
                Answer::Right => {}
                Answer::Wrong(said) => {
                    wrong += 1;
                    writeln!(out, "    wrong: {}: {said}", answered.question)?;
                }
                Answer::Unknown(reason) => {
                    unknown += 1;
                    writeln!(out, "    unknown: {}: {reason}", answered.question)?;
                }
                Answer::Exception(_) => exceptions += 1,
            }
        }
        let right = answers.len() - wrong - unknown - exceptions;
        let name = suite.name;
        writeln!(
            out,
            "containment on {name}: {right} right, {wrong} wrong, {unknown} unknown, {exceptions} mistaken questions"
        )?;
        fine &= wrong == 0 && right * 100 >= (answers.len() - exceptions) * ANSWERED;
    }
    Ok(fine)
}
