//! Do callers still compile where `diff` says so? `cargo run --package countersign-end-to-end --example evolution -- FOLDER TARGET`.
//!
//! Each revision of `tests/evolution/revisions.yaml` becomes a crate in FOLDER with the old caller beside it, and cargo checks
//! all of them in the target folder TARGET. A finding that breaks the source alone must stop the caller, and one that no finding stands against must not.

#![expect(clippy::disallowed_methods, reason = "crates are files")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use countersign_breaking_check::{Change, Date, Promise, compare, rules};
use countersign_codegen::options::{CrateOptions, Output, RuntimeSource, Sides};
use countersign_codegen::{Options, generate, write};
use countersign_contract::{Contract, load};
use serde::Deserialize;
use serde_json::Value;

/// What becomes of the base.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Revision {
    /// The rule that names the change.
    rule: String,
    /// What is expected of the caller.
    callers: Callers,
    /// What is different in the base already.
    #[serde(default)]
    base: Value,
    /// What is different in the revision.
    patch: Value,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
enum Callers {
    #[serde(rename = "go on")]
    GoOn,
    #[serde(rename = "stop")]
    Stop,
}

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [folder, target] = arguments.as_slice() else {
        return told(&Err("in which folders?".into()));
    };
    told(&evolve(folder, target, &mut io::stdout().lock()))
}

/// Says how it went, and makes an exit code of it.
fn told(wrong: &Result<usize, Box<dyn Error>>) -> ExitCode {
    let said = match wrong {
        Ok(0) => return ExitCode::SUCCESS,
        Ok(wrong) => format!("{wrong} revisions are not what is said of them"),
        Err(error) => error.to_string(),
    };
    let _ = writeln!(io::stderr(), "evolution: {said}");
    ExitCode::FAILURE
}

/// How many revisions are not what `revisions.yaml` or `diff` says.
fn evolve(folder: &Path, target: &Path, out: &mut dyn Write) -> Result<usize, Box<dyn Error>> {
    let sources = repository().join("tests/evolution");
    let base: Value = serde_yaml::from_str(&fs::read_to_string(sources.join("base.yaml"))?)?;
    let revisions: Vec<Revision> =
        serde_yaml::from_str(&fs::read_to_string(sources.join("revisions.yaml"))?)?;
    let caller = fs::read_to_string(sources.join("caller.rs"))?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let policy = countersign_breaking_check::Options {
        today: Date::new(2026, 11, 1),
        deprecation_days_stable: 30,
        ..countersign_breaking_check::Options::default()
    };
    let mut wrong = 0;
    let mut findings = Vec::new();
    let mut crates = vec![krate(folder, BASE, &contract(&base)?, &caller)?];
    for (number, revision) in revisions.iter().enumerate() {
        let old = merged(base.clone(), &revision.base);
        let new = merged(old.clone(), &revision.patch);
        let (old, new) = (contract(&old)?, contract(&new)?);
        findings.push(compare(&old, &new, &policy).changes);
        if !revision.base.is_null() {
            crates.push(krate(folder, &before(number, revision), &old, &caller)?);
        }
        crates.push(krate(
            folder,
            &format!("{}_after", name(number)),
            &new,
            &caller,
        )?);
    }
    let stopped = check(folder, target, &crates)?;
    for (number, (revision, findings)) in revisions.iter().zip(&findings).enumerate() {
        let errors = stopped.get(&format!("{}_after", name(number)));
        if let Some(errors) = stopped.get(&before(number, revision)) {
            return Err(format!("{}: before the change: {errors}", revision.rule).into());
        }
        let said = judge(revision, findings, errors.map(String::as_str));
        wrong += usize::from(said.is_err());
        let (Ok(said) | Err(said)) = said;
        writeln!(out, "{}: {said}", revision.rule)?;
    }
    let named: BTreeSet<&str> = revisions
        .iter()
        .map(|revision| revision.rule.as_str())
        .collect();
    // Schemas that no operation uses are in no client, and tags order the code of servers.
    let elsewhere = ["operation-tags-changed", "schema-added", "schema-removed"];
    for rule in rules().filter(|rule| !named.contains(rule.id) && !elsewhere.contains(&rule.id)) {
        writeln!(out, "{}: no revision shows it", rule.id)?;
        wrong += 1;
    }
    Ok(wrong)
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn name(number: usize) -> String {
    format!("revision_{number}")
}

/// The crate of base.yaml as it is.
const BASE: &str = "base_before";

/// The crate of what a revision revises: base.yaml as it is, or as the revision wants it.
fn before(number: usize, revision: &Revision) -> String {
    if revision.base.is_null() {
        BASE.to_owned()
    } else {
        format!("{}_before", name(number))
    }
}

/// A JSON merge patch (RFC 7396 section 2).
fn merged(mut target: Value, patch: &Value) -> Value {
    let Value::Object(members) = patch else {
        return if patch.is_null() {
            target
        } else {
            patch.clone()
        };
    };
    if !target.is_object() {
        target = Value::Object(serde_json::Map::new());
    }
    if let Value::Object(object) = &mut target {
        for (name, value) in members {
            if value.is_null() {
                object.shift_remove(name);
            } else {
                let before = object.get_mut(name).map_or(Value::Null, Value::take);
                object.insert(name.clone(), merged(before, value));
            }
        }
    }
    target
}

fn contract(document: &Value) -> Result<Contract, Box<dyn Error>> {
    let loaded = load::load_text("contract.json", &document.to_string());
    loaded
        .contract
        .ok_or_else(|| format!("it does not load: {:?}", loaded.diagnostics).into())
}

/// Writes a crate with the client of a contract, and the caller as its example; gives its name.
fn krate(
    folder: &Path,
    name: &str,
    contract: &Contract,
    caller: &str,
) -> Result<String, Box<dyn Error>> {
    let runtime = repository().join("runtime").to_string_lossy().into_owned();
    let options = Options {
        output: Output::Crate(CrateOptions {
            name: name.to_owned(),
            runtime: RuntimeSource::Path(runtime),
        }),
        sides: Sides::Client,
        ..Options::default()
    };
    let (tree, _) = generate(contract, &options);
    let folder = folder.join(name);
    write::write(&tree, &folder)?;
    fs::create_dir_all(folder.join("examples"))?;
    let caller = caller.replacen(
        "\nuse ",
        &format!("\nextern crate {name} as contract;\n\nuse "),
        1,
    );
    fs::write(
        folder.join("examples").join(format!("{name}_caller.rs")),
        caller,
    )?;
    Ok(name.to_owned())
}

/// The first error of each crate whose caller does not compile.
fn check(
    folder: &Path,
    target: &Path,
    crates: &[String],
) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let members: Vec<String> = crates.iter().map(|name| format!("\"{name}\"")).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let checked = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(folder)
        .args([
            "check",
            "--quiet",
            "--workspace",
            "--examples",
            "--keep-going",
        ])
        .args(["--message-format", "json"])
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .output()?;
    let mut stopped = BTreeMap::new();
    let mut compiled = 0;
    for line in String::from_utf8_lossy(&checked.stdout).lines() {
        let message: Value = serde_json::from_str(line)?;
        let target = message["target"]["name"].as_str().unwrap_or_default();
        match message["reason"].as_str() {
            Some("compiler-artifact") if target.ends_with("_caller") => compiled += 1,
            Some("compiler-message") if message["message"]["level"] == "error" => {
                let Some(krate) = target.strip_suffix("_caller") else {
                    let error = &message["message"]["rendered"];
                    return Err(format!("{target} does not compile: {error}").into());
                };
                let error = message["message"]["message"].as_str().unwrap_or_default();
                stopped
                    .entry(krate.to_owned())
                    .or_insert_with(|| error.to_owned());
            }
            _ => {}
        }
    }
    if compiled + stopped.len() == members.len() {
        Ok(stopped)
    } else {
        Err(String::from_utf8_lossy(&checked.stderr).into_owned().into())
    }
}

/// What is to be said of a revision; an error where it is not as expected.
fn judge(revision: &Revision, findings: &[Change], error: Option<&str>) -> Result<String, String> {
    if !findings.iter().any(|finding| finding.rule == revision.rule) {
        let found: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
        return Err(format!("`diff` finds {found:?} in its place"));
    }
    let breaks = |promise| {
        findings
            .iter()
            .any(|finding| finding.breaks == Some(promise))
    };
    let observed = if error.is_some() {
        Callers::Stop
    } else {
        Callers::GoOn
    };
    let error = error.unwrap_or("none");
    if observed != revision.callers {
        return Err(format!(
            "callers shall {:?}, the compiler's error is: {error}",
            revision.callers
        ));
    }
    match observed {
        Callers::GoOn if breaks(Promise::Source) => {
            Err("`diff` says that the source breaks, but callers go on".to_owned())
        }
        Callers::Stop if !breaks(Promise::Source) && !breaks(Promise::Wire) => Err(format!(
            "`diff` says that nothing breaks, but callers stop: {error}"
        )),
        Callers::GoOn => Ok("callers go on".to_owned()),
        Callers::Stop => Ok(format!("callers stop: {error}")),
    }
}
