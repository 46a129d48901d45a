//! Are the artefacts valid in the eyes of their own formats?

use countersign_templates::ALL;

fn text(path: &str) -> &'static str {
    ALL.iter()
        .find(|template| template.path == path)
        .expect("the template is listed")
        .text
}

#[test]
fn the_workflow_is_yaml_with_the_three_checks() {
    let workflow: serde_yaml::Value =
        serde_yaml::from_str(text(".github/workflows/contract.yml")).expect("YAML");
    let steps = workflow["jobs"]["contract"]["steps"]
        .as_sequence()
        .expect("steps");
    let commands: Vec<&str> = steps
        .iter()
        .filter_map(|step| step["run"].as_str())
        .collect();
    for verb in ["check", "generate", "diff"] {
        assert!(
            commands
                .iter()
                .any(|command| command.starts_with(&format!("countersign {verb}"))),
            "{verb}"
        );
    }
}

#[test]
fn the_hook_stops_at_the_first_failure() {
    let hook = text(".git/hooks/pre-commit");
    assert!(hook.starts_with("#!/bin/sh\n") && hook.contains("set -eu"));
}
