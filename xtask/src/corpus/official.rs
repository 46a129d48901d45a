//! The standard's own documents: `countersign check` says of each what the folder says that it lies in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::measure::run;

/// Folders of official documents carry the version at the end.
const FOLDERS: &str = "oai-schema-tests-";

/// These documents are a page long.
const LIMIT: Duration = Duration::from_secs(10);

/// Checks every document below `pass` and `fail` folders: at least one error where the label says `fail`, none where it says
/// `pass`; warnings are free.
pub(super) fn check(
    folder: &Path,
    countersign: &Path,
    only: Option<&str>,
    failures: &mut Vec<String>,
) -> Result<(), String> {
    let mut labelled = Vec::new();
    for suite in entries(folder)? {
        let name = suite.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(FOLDERS) {
            collect(&suite, None, &mut labelled)?;
        }
    }
    let (mut passed, mut refused) = (0, 0);
    for (document, must_pass) in labelled {
        let name = document
            .strip_prefix(folder)
            .unwrap_or(&document)
            .display()
            .to_string();
        if only.is_some_and(|only| !name.contains(only)) {
            continue;
        }
        let checked = run(Command::new(countersign).arg("check").arg(&document), LIMIT)?;
        match (must_pass, checked.code) {
            (true, Some(0)) => passed += 1,
            (false, Some(1 | 2)) => refused += 1,
            (true, _) => failures.push(format!("{name}: the standard accepts it, check does not")),
            (false, _) => failures.push(format!("{name}: the standard forbids it, check does not")),
        }
    }
    eprintln!("corpus: official documents: {passed} accepted and {refused} refused as labelled");
    Ok(())
}

/// Is this document, named by its path below the corpus, one that a folder labels?
pub(super) fn is_labelled(document: &str) -> bool {
    document.starts_with(FOLDERS)
        && document
            .split('/')
            .any(|folder| folder == "fail" || folder == "pass")
}

/// Every document below `folder` with the label of the innermost folder that is one.
fn collect(
    folder: &Path,
    label: Option<bool>,
    labelled: &mut Vec<(PathBuf, bool)>,
) -> Result<(), String> {
    for path in entries(folder)? {
        if path.is_dir() {
            let label = match path.file_name().and_then(|name| name.to_str()) {
                Some("pass") => Some(true),
                Some("fail") => Some(false),
                _ => label,
            };
            collect(&path, label, labelled)?;
        } else if let Some(must_pass) = label {
            labelled.push((path, must_pass));
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let describe = |error: std::io::Error| format!("{}: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(describe)?;
    let paths: Result<Vec<PathBuf>, _> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect();
    let mut paths = paths.map_err(describe)?;
    paths.sort();
    Ok(paths)
}
