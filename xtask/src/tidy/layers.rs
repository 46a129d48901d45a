//! The layer table of ARCHITECTURE.md against what cargo says.

use serde_json::Value;

use crate::shell::{cargo, output};

/// Which of our crates each of our crates may depend on (development dependencies are free).
const MAY_USE: &[(&str, &[&str])] = &[
    ("countersign-contract", &[]),
    ("countersign-validator", &["countersign-contract"]),
    ("countersign-codegen", &["countersign-contract"]),
    (
        "countersign-breaking-check",
        &["countersign-contract", "countersign-validator"],
    ),
    ("countersign-templates", &[]),
    ("countersign-core", &[]),
    ("countersign-client", &["countersign-core"]),
    ("countersign-server", &["countersign-core"]),
    (
        "countersign",
        &[
            "countersign-breaking-check",
            "countersign-codegen",
            "countersign-contract",
            "countersign-templates",
            "countersign-validator",
        ],
    ),
    ("xtask", &[]),
];

/// Compares the table with `cargo metadata`. Members below `tests/` may use everything.
pub(super) fn check(findings: &mut Vec<String>) -> Result<(), String> {
    let text = output(cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let packages = metadata["packages"]
        .as_array()
        .ok_or("cargo metadata lists no packages")?;
    let ours: Vec<&str> = packages
        .iter()
        .filter_map(|package| package["name"].as_str())
        .collect();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let manifest = package["manifest_path"].as_str().unwrap_or_default();
        if manifest.contains("/tests/") {
            continue;
        }
        let Some((_, allowed)) = MAY_USE.iter().find(|(known, _)| *known == name) else {
            findings.push(format!(
                "{manifest}: crate `{name}` is not in the layer table (xtask/src/tidy/layers.rs)"
            ));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let used = dependency["name"].as_str().unwrap_or_default();
            let development = dependency["kind"].as_str() == Some("dev");
            if !development && ours.contains(&used) && !allowed.contains(&used) {
                findings.push(format!(
                    "{manifest}: `{name}` may not depend on `{used}`: dependencies point down only"
                ));
            }
        }
    }
    Ok(())
}
