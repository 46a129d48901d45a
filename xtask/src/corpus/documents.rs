//! Every document loads or says where it is wrong; none crashes the tool or takes longer than seconds.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::process::run;

/// No document may take longer than this to load and generate on a slow machine.
const LIMIT: Duration = Duration::from_secs(30);

/// Checks and generates every document below `folder`.
pub(super) fn check(
    folder: &Path,
    countersign: &Path,
    only: Option<&str>,
    failures: &mut Vec<String>,
) -> Result<(), String> {
    let mut documents = Vec::new();
    collect(folder, &mut documents)?;
    documents.sort();
    let out = crate::shell::target_folder()?.join("corpus/generated");
    let (mut loaded, mut refused, mut generated) = (0, 0, 0);
    for document in &documents {
        let name = document
            .strip_prefix(folder)
            .unwrap_or(document)
            .display()
            .to_string();
        if only.is_some_and(|only| !name.contains(only)) {
            continue;
        }
        let path = document.to_string_lossy();
        let checked = run(countersign, &["check", &path, "--format", "json"], LIMIT)?;
        if checked.crashed() {
            failures.push(format!(
                "{name}: check crashed or hung ({:?}) after {:?}: {}",
                checked.code,
                checked.elapsed,
                tail(&checked.stderr)
            ));
            continue;
        }
        if checked.code == Some(2) || checked.code == Some(1) {
            if !checked.stdout.contains("\"line\"") {
                failures.push(format!("{name}: refused without a place"));
            }
            refused += 1;
        } else {
            loaded += 1;
        }
        let target = out.join(name.replace(['/', '.'], "_"));
        let made = run(
            countersign,
            &[
                "generate",
                &path,
                "--out",
                &target.to_string_lossy(),
                "--crate",
                "sample",
                "--quiet",
            ],
            LIMIT,
        )?;
        if made.crashed() {
            failures.push(format!(
                "{name}: generate crashed or hung ({:?}) after {:?}: {}",
                made.code,
                made.elapsed,
                tail(&made.stderr)
            ));
        } else if made.code == Some(0) {
            generated += 1;
        } else if target.exists() && made.code == Some(2) {
            failures.push(format!(
                "{name}: generate refused and still left files in {}",
                target.display()
            ));
        }
        if target.exists() {
            fs::remove_dir_all(&target)
                .map_err(|error| format!("{}: {error}", target.display()))?;
        }
    }
    eprintln!(
        "corpus: documents: {loaded} clean, {refused} with located errors, {generated} generated"
    );
    Ok(())
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

/// Looks at the first kilobytes only: parts of multi-file documents name no version.
fn is_root(path: &Path) -> bool {
    let Ok(bytes) = fs::read(path) else {
        return false;
    };
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).into_owned();
    head.lines().any(|line| {
        let line = line.trim_start().trim_start_matches('{').trim_start();
        [
            "openapi",
            "\"openapi\"",
            "swagger",
            "\"swagger\"",
            "asyncapi",
            "\"asyncapi\"",
            "\"$schema\"",
        ]
        .iter()
        .any(|key| line.starts_with(key))
    }) || head.trim_start().starts_with("{\"openapi\"")
}

pub(super) fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(3)..].join(" | ")
}
