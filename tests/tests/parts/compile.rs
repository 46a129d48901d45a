//! Every choice of features, and the crates of all tags, as cargo sees them.

#![expect(
    clippy::disallowed_methods,
    reason = "the generated crates are folders, and cargo a program"
)]

use std::path::Path;
use std::process::Command;

/// The tags of `specs/features/tags.yaml`; the last one is of operations without any.
const TAGS: [&str; 4] = ["orders", "payments", "daily-reports", "api"];

#[test]
fn every_choice_of_features_compiles_without_a_warning() {
    let mut choices: Vec<String> = vec![String::new(), String::from("client,server")];
    for (at, tag) in TAGS.iter().enumerate() {
        choices.push((*tag).to_owned());
        choices.push(format!("client,{tag}"));
        choices.push(format!("server,{tag}"));
        let others = TAGS[at + 1..].iter();
        choices.extend(others.map(|other| format!("client,server,{tag},{other}")));
    }
    choices.push(TAGS.join(","));
    choices.push(String::from("webhooks"));
    choices.push(format!("client,server,webhooks,{}", TAGS.join(",")));
    let mut found = String::new();
    for choice in choices {
        let said = check("by-tag", &["--no-default-features", "--features", &choice]);
        if complains(&said) {
            found.extend(["--- ", &choice, "\n", &said]);
        }
    }
    assert!(found.is_empty(), "{found}");
}

#[test]
fn the_crates_of_a_split_contract_compile_without_a_warning() {
    let crates = ["common", "orders", "part-1", "api"];
    let crates: Vec<String> = crates.iter().map(|name| format!("split-{name}")).collect();
    let mut arguments = vec!["--package", "split", "--features", "split/webhooks"];
    for name in &crates {
        arguments.extend(["--package", name]);
    }
    let said = check("split", &arguments);
    assert!(!complains(&said), "{said}");
}

/// Is there a warning or an error? Crates are called so, too.
fn complains(said: &str) -> bool {
    said.lines()
        .any(|line| line.starts_with("warning") || line.starts_with("error"))
}

/// What the compiler says of a generated crate.
fn check(name: &str, arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("generated")
                .join(name),
        )
        .args(["check", "--offline", "--color=never", "--lib"])
        .args(arguments)
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() {
        said
    } else {
        format!("error: {said}")
    }
}

#[test]
fn every_tag_is_a_feature_of_the_crate() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/by-tag");
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).expect("readable");
    let (_, features) = manifest.split_once("[features]").expect("it has features");
    let own: Vec<&str> = features
        .lines()
        .filter_map(|line| line.strip_suffix(" = []"))
        .collect();
    assert_eq!(own, TAGS);
}
