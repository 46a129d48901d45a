//! `cargo xtask fuzz`: every fuzz target for a bounded time, seeded with our own documents.
//!
//! The engine is libFuzzer, built by the target's own dependency with the machine's C++ compiler. Coverage comes from
//! LLVM passes that stable rustc can name, so no nightly toolchain is wanted; without a sanitizer, since `unsafe` is
//! forbidden here and panics, overflows and hangs are what is looked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{Outcome, cargo, last_lines, output, root, run, target_folder};

/// What rustc is asked for: edge counters and the operands of comparisons.
const COVERAGE: &[&str] = &[
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// One input may take this many seconds, and this many MiB.
const LIMITS: &[&str] = &["-timeout=10", "-rss_limit_mb=2048", "-max_len=16384"];

/// How many lines of a failed engine are shown: the panic, where it was, and the input in base64.
const LAST_WORDS: usize = 40;

/// Runs `target`, or all of them, for `seconds` each. Inputs that crash stay in `target/fuzz/<target>/`.
pub(crate) fn verb(target: Option<&str>, seconds: u32) -> Outcome {
    let folder = root().join("tests/fuzz");
    let targets: Vec<String> = targets(&folder)?
        .into_iter()
        .filter(|name| target.is_none_or(|target| target == name))
        .collect();
    if targets.is_empty() {
        return Err(format!(
            "there is no fuzz target `{}` in tests/fuzz/fuzz_targets",
            target.unwrap_or_default()
        ));
    }
    let work = target_folder()?.join("fuzz");
    let host = host()?;
    // An explicit `--target` keeps the flags away from build scripts and macros.
    run(cargo()
        .current_dir(&folder)
        .args(["build", "--quiet", "--release", "--bins", "--target", &host])
        .env("CARGO_TARGET_DIR", work.join("build"))
        .env("CARGO_ENCODED_RUSTFLAGS", COVERAGE.join("\u{1f}")))?;
    let seeds = seeds(&work)?;
    let mut failed = Vec::new();
    for name in targets {
        let corpus = work.join(&name).join("corpus");
        fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
        let mut command = Command::new(work.join("build").join(&host).join("release").join(&name));
        command
            .args(LIMITS)
            .arg(format!("-max_total_time={seconds}"))
            .arg("-print_final_stats=1")
            .arg(format!("-artifact_prefix={}/", work.join(&name).display()))
            .arg(&corpus)
            .arg(&seeds);
        let log = work.join(&name).join("log");
        match logged(&mut command, &log)? {
            (true, text) => eprintln!("{name}: {}", summary(&text)),
            (false, text) => {
                eprintln!(
                    "{name}: the engine's last words, whole in {}",
                    log.display()
                );
                eprintln!("{}", last_lines(&text, LAST_WORDS).join("\n"));
                failed.push(name);
            }
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "{} found something; the inputs are in {}",
            failed.join(", "),
            work.display()
        ))
    }
}

/// Runs an engine with its own words in a file: it prints thousands of lines, of which the last ones tell what it found.
fn logged(command: &mut Command, log: &Path) -> Result<(bool, String), String> {
    let told = |error: std::io::Error| format!("{}: {error}", log.display());
    let file = fs::File::create(log).map_err(told)?;
    let other = file.try_clone().map_err(told)?;
    let status = command
        .stdout(file)
        .stderr(other)
        .status()
        .map_err(|error| {
            format!(
                "`{}` could not be started: {error}",
                command.get_program().display()
            )
        })?;
    let text = fs::read(log).map_err(told)?;
    Ok((
        status.success(),
        String::from_utf8_lossy(&text).into_owned(),
    ))
}

/// How many inputs were tried, as the engine says it at its end.
fn summary(text: &str) -> &str {
    text.lines()
        .rev()
        .find(|line| line.starts_with("Done "))
        .unwrap_or("ended without a summary")
}

/// The names of the targets: one file each.
fn targets(folder: &Path) -> Result<Vec<String>, String> {
    let mut names: Vec<String> = files(&folder.join("fuzz_targets"))?
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// Every document of `specs/` in one folder, since libFuzzer takes folders of files.
fn seeds(work: &Path) -> Result<PathBuf, String> {
    let seeds = work.join("seeds");
    fs::create_dir_all(&seeds).map_err(|error| format!("{}: {error}", seeds.display()))?;
    let specs = root().join("specs");
    for path in files(&specs)? {
        let name = path
            .strip_prefix(&specs)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace(['/', '\\'], "-");
        fs::copy(&path, seeds.join(name))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(seeds)
}

/// Every file below a folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// The triple of the machine, as rustc says it.
fn host() -> Result<String, String> {
    let version = output(Command::new("rustc").arg("-vV"))?;
    version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
        .ok_or_else(|| "rustc names no host".to_owned())
}
