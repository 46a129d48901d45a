//! Every document loads or says where it is wrong; none crashes the tool or takes longer than seconds.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::{Map, Value};

use super::slice::Slice;
use super::table::Row;
use crate::measure::{Run, run};
use crate::shell::{last_lines, root};

/// No document may take longer than this to load and generate on a slow machine.
const LIMIT: Duration = Duration::from_secs(60);

/// The documents below `folder`, in order of their paths; those of a slice in order of their sizes.
pub(super) fn find(
    folder: &Path,
    only: Option<&str>,
    slice: Option<Slice>,
) -> Result<Vec<PathBuf>, String> {
    let mut documents = Vec::new();
    collect(folder, &mut documents)?;
    documents.retain(|path| only.is_none_or(|only| name(folder, path).contains(only)));
    documents.sort();
    let Some(slice) = slice else {
        return Ok(documents);
    };
    documents.sort_by_key(|path| fs::metadata(path).map_or(0, |metadata| metadata.len()));
    Ok(documents[slice.range(documents.len())].to_vec())
}

/// Checks these documents below `folder` and generates types, client and server of each into a crate below `out`.
pub(super) fn check(
    folder: &Path,
    documents: &[PathBuf],
    out: &Path,
    countersign: &Path,
    failures: &mut Vec<String>,
) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    for path in documents {
        let mut row = Row::new(name(folder, path), crate_name(folder, path));
        judge(path, countersign, &mut row, failures)?;
        generate(path, out, countersign, &mut row, failures)?;
        rows.push(row);
    }
    let generated = rows.iter().filter(|row| row.lines > 0).count();
    let refused = rows.iter().filter(|row| row.refusal.is_some()).count();
    eprintln!(
        "corpus: documents: {} in all, {refused} refused with a place, {generated} generated",
        rows.len()
    );
    Ok(rows)
}

/// What `countersign check` says.
fn judge(
    path: &Path,
    countersign: &Path,
    row: &mut Row,
    failures: &mut Vec<String>,
) -> Result<(), String> {
    let checked = run(
        Command::new(countersign)
            .arg("check")
            .arg(path)
            .args(["--format", "json"]),
        LIMIT,
    )?;
    if checked.crashed() {
        failures.push(crash(&row.document, "check", &checked));
        return Ok(());
    }
    if checked.code != Some(0) {
        if !checked.stdout.contains("\"line\"") {
            failures.push(format!("{}: refused without a place", row.document));
        }
        let report: Value = serde_json::from_str(&checked.stdout).unwrap_or_default();
        row.refusal = Some(first_error(&report));
    }
    Ok(())
}

/// The code of the first error of a report.
fn first_error(report: &Value) -> String {
    report["diagnostics"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|diagnostic| diagnostic["severity"] == "error")
        .and_then(|diagnostic| diagnostic["code"].as_str())
        .unwrap_or("?")
        .to_owned()
}

/// What `countersign generate` makes of it, and what that costs.
fn generate(
    path: &Path,
    out: &Path,
    countersign: &Path,
    row: &mut Row,
    failures: &mut Vec<String>,
) -> Result<(), String> {
    let target = out.join(&row.krate);
    let made = run(
        Command::new(countersign)
            .arg("generate")
            .arg(path)
            .arg("--out")
            .arg(&target)
            .args(["--crate", &row.krate, "--quiet", "--format", "json"])
            .arg("--runtime-path")
            .arg(root().join("runtime")),
        LIMIT,
    )?;
    if made.crashed() {
        failures.push(crash(&row.document, "generate", &made));
    } else if made.code == Some(0) {
        let report: Value = serde_json::from_str(&made.stdout).map_err(|error| {
            format!("{}: generate printed no JSON report: {error}", row.document)
        })?;
        row.operations = report["operations"].as_u64().unwrap_or_default();
        row.lines = report["lines"].as_u64().unwrap_or_default();
        row.generation = Some((made.cpu, made.peak));
    } else if target.exists() {
        failures.push(format!(
            "{}: generate refused and still left files in {}",
            row.document,
            target.display()
        ));
    }
    Ok(())
}

fn crash(document: &str, verb: &str, run: &Run) -> String {
    format!(
        "{document}: {verb} crashed or hung ({:?}) after {:?}: {}",
        run.code,
        run.elapsed,
        tail(&run.stderr)
    )
}

/// The path below the folder.
fn name(folder: &Path, document: &Path) -> String {
    let below = document.strip_prefix(folder).unwrap_or(document);
    below.display().to_string()
}

/// A package name made of the path below the folder.
fn crate_name(folder: &Path, document: &Path) -> String {
    let below = document.strip_prefix(folder).unwrap_or(document);
    let text = below.with_extension("").display().to_string();
    let name: String = text
        .chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() => c.to_ascii_lowercase(),
            _ => '-',
        })
        .collect();
    let ending = below.extension().unwrap_or_default().to_string_lossy();
    format!("corpus-{name}-{ending}")
}

/// Every JSON or YAML file that is the root of an OpenAPI, Swagger, AsyncAPI or JSON Schema document.
fn collect(folder: &Path, documents: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            collect(&path, documents)?;
        } else if path
            .extension()
            .is_some_and(|ending| ["json", "yaml", "yml"].iter().any(|known| ending == *known))
            && is_root(&path)
        {
            documents.push(path);
        }
    }
    Ok(())
}

/// Has it a version at the top? Parts of multi-file documents name none. In a document on one line, and in one whose keys are
/// sorted, that stands anywhere.
fn is_root(path: &Path) -> bool {
    const VERSIONS: [&str; 4] = ["openapi", "swagger", "asyncapi", "$schema"];
    let Ok(bytes) = fs::read(path) else {
        return false;
    };
    if let Ok(members) = serde_json::from_slice::<Map<String, Value>>(&bytes) {
        return VERSIONS.iter().any(|key| members.contains_key(*key));
    }
    // YAML, or JSON that is broken on purpose: a key at the beginning of a line, or of an object.
    let text = String::from_utf8_lossy(&bytes);
    let head = text.get(..4096).unwrap_or(&text);
    let is_version = |line: &str| {
        let key = line.trim_start_matches(['{', '"', ' ', '\t']);
        VERSIONS.iter().any(|version| key.starts_with(version))
    };
    head.lines().any(is_version)
        || text
            .lines()
            .any(|line| !line.starts_with(' ') && is_version(line))
}

pub(super) fn tail(text: &str) -> String {
    last_lines(text, 3).join(" | ")
}
