//! The crates of these documents compile, client and server, without an error and without a warning.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use super::table::{Checked, Row};
use crate::measure::{Run, run};
use crate::shell::{root, target_folder};

/// Which crates to compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Selection {
    /// A fixed sample that fits into CI.
    Sample,
    /// Every document that is generated.
    All,
}

/// The sample, by path below `specs/`: every dialect and every family of constructs, none of them huge.
const SAMPLE: &[&str] = &[
    "museum/openapi.yaml",
    "progenitor/buildomat.json",
    "progenitor/keeper.json",
    "progenitor/propolis-server.json",
    "progenitor/nexus.json",
    "ogen-examples/telegram_bot_api.json",
    "adyen-checkout/CheckoutService-v71.json",
    "twilio-lookups/twilio_lookups_v2.yaml",
    // Swagger 2.0, XML, and answers of several media types.
    "netlify/swagger.yml",
    "aws-s3-xml/s3.json",
    "openai-2023/openapi.yaml",
];

/// The compiler gets this long for one crate.
const LIMIT: Duration = Duration::from_secs(1200);

/// Checks the crates of the selected rows one by one, their dependencies built before, and notes what each cost.
pub(super) fn check(
    rows: &mut [Row],
    workspace: &Path,
    selection: Selection,
    failures: &mut Vec<String>,
) -> Result<(), String> {
    let mut selected: Vec<&mut Row> = rows
        .iter_mut()
        .filter(|row| selection == Selection::All || SAMPLE.contains(&row.document.as_str()))
        .collect();
    for row in selected.iter().filter(|row| row.lines == 0) {
        if selection == Selection::Sample {
            failures.push(format!("{}: not generated, so not compiled", row.document));
        }
    }
    selected.retain(|row| row.lines > 0);
    if selected.is_empty() {
        return Ok(());
    }
    let members = selected.iter().fold(String::new(), |list, row| {
        list + "    \"" + &row.krate + "\",\n"
    });
    fs::write(
        workspace.join("Cargo.toml"),
        format!("[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n"),
    )
    .and_then(|()| fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock")))
    .map_err(|error| format!("{}: {error}", workspace.display()))?;
    // What the first crate needs is built with the features that generated crates ask for, and the crate is then as good as new.
    if let Some(row) = selected.first() {
        cargo(workspace, &[&row.krate])?;
        touch(&workspace.join(&row.krate).join("src/lib.rs"))?;
    }
    let mut clean = 0;
    for row in selected {
        let checked = cargo(workspace, &[&row.krate])?;
        let (errors, warnings, first) = messages(&checked.stdout);
        if checked.code == Some(0) && warnings == 0 {
            clean += 1;
        } else {
            let said = first.unwrap_or_else(|| super::documents::tail(&checked.stderr));
            failures.push(format!(
                "{}: the generated crate has {errors} errors and {warnings} warnings:\n{said}",
                row.document
            ));
        }
        if selection == Selection::All {
            // The whole corpus takes a quarter of an hour: somebody is watching.
            let seconds = checked.cpu.as_secs_f64();
            eprintln!(
                "corpus: {}: {seconds:.1} s, {errors} errors, {warnings} warnings",
                row.document
            );
        }
        row.check = Some(Checked {
            cpu: checked.cpu,
            peak: checked.peak,
            errors,
            warnings,
        });
    }
    eprintln!("corpus: compiled: {clean} crates without a warning");
    Ok(())
}

/// Writes a file as it is, so that it is compiled again.
fn touch(path: &Path) -> Result<(), String> {
    fs::read(path)
        .and_then(|text| fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

fn cargo(workspace: &Path, packages: &[&str]) -> Result<Run, String> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .current_dir(workspace)
        .args([
            "check",
            "--quiet",
            "--message-format",
            "json",
            "--all-features",
        ])
        .env("CARGO_TARGET_DIR", target_folder()?.join("corpus/target"))
        // What is written for incremental builds is neither wanted nor part of the cost.
        .env("CARGO_INCREMENTAL", "0");
    for package in packages {
        command.args(["--package", package]);
    }
    run(&mut command, LIMIT)
}

/// Errors, warnings, and the first of them as rustc prints it.
pub(crate) fn messages(stdout: &str) -> (usize, usize, Option<String>) {
    let (mut errors, mut warnings, mut first) = (0, 0, None);
    for line in stdout.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        if message["reason"] != "compiler-message" {
            continue;
        }
        match message["message"]["level"].as_str() {
            Some("error") => errors += 1,
            Some("warning") => warnings += 1,
            _ => continue,
        }
        first = first.or_else(|| Some(message["message"]["rendered"].as_str()?.to_owned()));
    }
    (errors, warnings, first)
}

#[cfg(test)]
mod tests {
    use super::messages;

    #[test]
    fn errors_and_warnings_are_counted_apart_and_the_first_is_shown() {
        let line = |level: &str| {
            format!(
                "{{\"reason\":\"compiler-message\",\"message\":{{\"level\":\"{level}\",\"rendered\":\"{level}!\"}}}}\n"
            )
        };
        let text =
            line("warning") + "not json\n" + &line("error") + &line("warning") + &line("note");
        assert_eq!(messages(&text), (1, 2, Some("warning!".to_owned())));
        assert_eq!(messages("{\"reason\":\"build-finished\"}"), (0, 0, None));
    }
}
