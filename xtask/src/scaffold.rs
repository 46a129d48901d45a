//! `cargo xtask new-rule` and `new-feature-spec`: the files of a new thing, in the right rooms, registered.

use std::fs;
use std::path::Path;

use crate::regenerate;
use crate::shell::{Outcome, root};

/// Creates `breaking-check/src/rules/<object>/<id>.rs` from the rule template and registers it.
pub(crate) fn new_rule(object: &str, id: &str) -> Outcome {
    if !is_kebab(id) {
        return Err(format!(
            "`{id}` is not a rule id: write kebab-case in the past tense, e.g. `parameter-became-required`"
        ));
    }
    let folder = root().join("breaking-check/src/rules").join(object);
    if !folder.is_dir() {
        return Err(format!(
            "there is no rule folder `{object}`: see breaking-check/src/rules/"
        ));
    }
    let (subject, room) = subject(object);
    let text = include_str!("rule.rs.template")
        .replace("{{id}}", id)
        .replace("{{type}}", &pascal(id))
        .replace("{{subject}}", subject)
        .replace("{{room}}", room)
        // The one subject that borrows nothing.
        .replace("SecurityPair<'c>", "SecurityPair")
        .replace("SecurityPair<'_>", "SecurityPair");
    create(&folder.join(format!("{}.rs", id.replace('-', "_"))), &text)?;
    regenerate::rule_registry()?;
    eprintln!("now: fill in the doc comment (its example is a test), then `cargo xtask ci`");
    Ok(())
}

/// What the rules of a folder look at, and the module it comes from.
fn subject(object: &str) -> (&'static str, &'static str) {
    match object {
        "operation" => ("OperationPair", "pairing"),
        "parameter" => ("ParameterPair", "pairing"),
        "request_body" => ("RequestBodyPair", "pairing"),
        "media_type" => ("MediaTypePair", "pairing"),
        "response" => ("ResponsePair", "pairing"),
        "header" => ("HeaderPair", "pairing"),
        "security" => ("SecurityPair", "pairing"),
        _ => ("SchemaPair", "schema_pair"),
    }
}

/// Creates `specs/features/<name>.yaml`.
pub(crate) fn new_feature_spec(name: &str) -> Outcome {
    if !is_kebab(name) {
        return Err(format!(
            "`{name}` is not a feature name: write kebab-case, e.g. `nullable-and-optional`"
        ));
    }
    let text = include_str!("feature.yaml.template").replace("{{name}}", name);
    create(
        &root().join("specs/features").join(format!("{name}.yaml")),
        &text,
    )?;
    eprintln!(
        "now: describe ONE feature in it (under 40 lines), `cargo xtask bless countersign-codegen`, read the snapshot"
    );
    Ok(())
}

fn create(path: &Path, text: &str) -> Outcome {
    if path.exists() {
        return Err(format!("{} exists already", path.display()));
    }
    fs::write(path, text)
        .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
    eprintln!(
        "created {}",
        path.strip_prefix(root()).unwrap_or(path).display()
    );
    Ok(())
}

fn is_kebab(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

fn pascal(kebab: &str) -> String {
    kebab
        .split('-')
        .map(|word| word[..1].to_ascii_uppercase() + &word[1..])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{is_kebab, pascal};

    #[test]
    fn rule_ids_are_kebab_case() {
        assert!(is_kebab("max-length-decreased"));
        assert!(!is_kebab("MaxLength") && !is_kebab("a--b") && !is_kebab(""));
    }

    #[test]
    fn type_names_follow_ids() {
        assert_eq!(pascal("max-length-decreased"), "MaxLengthDecreased");
    }
}
