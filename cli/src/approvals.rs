//! The file of approved breaks: TOML, an entry for each, that a reviewer reads beside the contract.

use std::fmt::Write as _;
use std::path::Path;

use countersign_breaking_check::report::{Approval, Approvals};
use serde::Deserialize;

use crate::output;
use crate::verbs::Failure;

/// What a new file begins with.
const HEAD: &str = "# Breaks of the contract that somebody has taken responsibility for. `countersign diff --approved FILE`
# reads this file, and `--write-approvals` adds what is missing; the reasons are written by people.
";

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    approved: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fingerprint: String,
    rule: String,
    contract: Option<String>,
    message: String,
    #[serde(default)]
    reason: String,
    by: Option<String>,
    on: Option<String>,
}

/// The entries of the file, all with a reason.
///
/// # Errors
/// The file cannot be read or is no such file, or an entry has no reason.
pub(crate) fn read(path: &Path) -> Result<Approvals, Failure> {
    let approvals = read_any(path)?;
    match approvals.0.iter().find(|entry| entry.reason.is_empty()) {
        None => Ok(approvals),
        Some(entry) => Err(Failure::Usage(format!(
            "{}: the approval of `{}` ({}) has no reason: write one, or remove the entry",
            path.display(),
            entry.rule,
            entry.message
        ))),
    }
}

/// The entries of a file that may be missing, those without a reason among them.
///
/// # Errors
/// The file cannot be read or is no such file.
pub(crate) fn read_unfinished(path: &Path) -> Result<Approvals, Failure> {
    if path.exists() {
        read_any(path)
    } else {
        Ok(Approvals::default())
    }
}

fn read_any(path: &Path) -> Result<Approvals, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::Usage(format!("{} cannot be read: {error}", path.display())))?;
    parse(&text)
        .map_err(|message| Failure::Usage(format!("{} is not usable:\n{message}", path.display())))
}

fn parse(text: &str) -> Result<Approvals, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    let entries = file.approved.into_iter().map(|entry| Approval {
        fingerprint: entry.fingerprint,
        rule: entry.rule,
        contract: entry.contract,
        message: entry.message,
        reason: entry.reason.trim().to_owned(),
        by: entry.by,
        on: entry.on,
    });
    Ok(Approvals(entries.collect()))
}

/// Adds entries at the end of the file, which keeps every remark that people wrote, and gives their number.
///
/// # Errors
/// The file cannot be read or written.
pub(crate) fn add(path: &Path, entries: &Approvals) -> Result<usize, Failure> {
    let mut text = if path.exists() {
        std::fs::read_to_string(path)?
    } else {
        HEAD.to_owned()
    };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    for entry in &entries.0 {
        text.push_str("\n[[approved]]\n");
        let mut line = |key: &str, value: &str| {
            let value = toml::Value::String(value.to_owned());
            // Writing to a string does not fail.
            let _ = writeln!(text, "{key} = {value}");
        };
        line("fingerprint", &entry.fingerprint);
        line("rule", &entry.rule);
        if let Some(contract) = &entry.contract {
            line("contract", contract);
        }
        line("message", &entry.message);
        line("reason", &entry.reason);
    }
    if !entries.0.is_empty() {
        output::write(path, &text)?;
    }
    Ok(entries.0.len())
}

#[cfg(test)]
mod tests {
    use super::{add, parse};
    use countersign_breaking_check::report::{Approval, Approvals};

    fn entry(message: &str) -> Approval {
        Approval {
            fingerprint: "0011".to_owned(),
            rule: "operation-removed".to_owned(),
            contract: None,
            message: message.to_owned(),
            reason: String::new(),
            by: None,
            on: None,
        }
    }

    #[test]
    fn what_is_added_is_read_back_whatever_a_name_holds() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("breaks.toml");
        std::fs::write(&path, "# ours\n").expect("the file can be written");
        let hostile = "a \"quoted\"\n[[approved]] 'x' \u{1b} \\ `y`";
        let entries = Approvals(vec![entry(hostile), entry("b")]);
        assert_eq!(add(&path, &entries).expect("written"), 2);
        let text = std::fs::read_to_string(&path).expect("readable");
        assert!(text.starts_with("# ours\n"), "{text}");
        assert_eq!(parse(&text).as_ref(), Ok(&entries));
    }

    #[test]
    fn a_key_that_nobody_knows_is_named_with_its_place() {
        let message = parse("[[approved]]\nfingerprnt = \"1\"\n").expect_err("unknown");
        assert!(message.contains("line 2"), "{message}");
    }
}
