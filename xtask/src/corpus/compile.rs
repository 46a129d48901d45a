//! The crates of these documents compile, client and server, without an error and without a warning.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::documents::tail;
use super::process::run;
use crate::shell::{root, target_folder};

/// Documents whose crates must compile, by path below `specs/`.
const DOCUMENTS: &[&str] = &[
    "museum/openapi.yaml",
    "progenitor/buildomat.json",
    "progenitor/keeper.json",
    "progenitor/propolis-server.json",
    "progenitor/nexus.json",
    "ogen-examples/telegram_bot_api.json",
    "adyen-checkout/CheckoutService-v71.json",
    "twilio-lookups/twilio_lookups_v2.yaml",
];

/// Generates all crates into one workspace, so that dependencies are built once, and checks it.
pub(super) fn check(
    folder: &Path,
    countersign: &Path,
    only: Option<&str>,
    failures: &mut Vec<String>,
) -> Result<(), String> {
    let workspace = target_folder()?.join("corpus/compile");
    if workspace.exists() {
        fs::remove_dir_all(&workspace)
            .map_err(|error| format!("{}: {error}", workspace.display()))?;
    }
    let mut members = Vec::new();
    for document in DOCUMENTS
        .iter()
        .filter(|document| only.is_none_or(|only| document.contains(only)))
    {
        let name = format!(
            "corpus-{}",
            document
                .rsplit_once('.')
                .map_or(*document, |(stem, _)| stem)
                .replace(['/', '.', '_'], "-")
                .to_ascii_lowercase()
        );
        let out = workspace.join(&name);
        let made = run(
            countersign,
            &[
                "generate",
                &folder.join(document).to_string_lossy(),
                "--out",
                &out.to_string_lossy(),
                "--crate",
                &name,
                "--runtime-path",
                &root().join("runtime").to_string_lossy(),
                "--quiet",
            ],
            Duration::from_secs(60),
        )?;
        if made.code != Some(0) {
            failures.push(format!(
                "{document}: generate ended with {:?}: {}",
                made.code,
                tail(&made.stderr)
            ));
            continue;
        }
        members.push(name);
    }
    if members.is_empty() {
        return Ok(());
    }
    let list = members
        .iter()
        .fold(String::new(), |list, name| list + "    \"" + name + "\",\n");
    fs::write(
        workspace.join("Cargo.toml"),
        format!("[workspace]\nresolver = \"3\"\nmembers = [\n{list}]\n"),
    )
    .and_then(|()| fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock")))
    .map_err(|error| format!("{}: {error}", workspace.display()))?;
    let checked = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(&workspace)
        .args([
            "check",
            "--quiet",
            "--workspace",
            "--all-features",
            "--keep-going",
        ])
        .env("CARGO_TARGET_DIR", target_folder()?.join("corpus/target"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&checked.stderr);
    if checked.status.success() {
        eprintln!(
            "corpus: compiled: {} crates without a warning",
            members.len()
        );
    } else {
        let first: Vec<&str> = text.lines().take(40).collect();
        failures.push(format!(
            "generated crates do not compile cleanly:\n{}",
            first.join("\n")
        ));
    }
    Ok(())
}
