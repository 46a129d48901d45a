//! `countersign check SPEC`: everything that is wrong with a contract, then what could be better.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use countersign_contract::Diagnostics;
use countersign_validator::lint::{LintReport, lint, lints};
use serde_json::json;

use super::{Failure, REFUSED, Session, counts, pretty};
use crate::arguments::{Check, Format, Threshold};
use crate::render::{diagnostics_json, sarif};
use crate::{FINDINGS, FINE};

/// How many findings of one lint people are shown unless they ask for all.
const SHOWN: usize = 3;

/// A document that cannot be read at all is unusable; one that can be read and is wrong has findings.
pub(super) fn run(verb: &Check, session: &mut Session<'_, '_>) -> Result<u8, Failure> {
    let policy = crate::lints::policy(&session.config.check).map_err(Failure::Usage)?;
    if verb.lints {
        return list(session);
    }
    let loaded = session.load(&verb.spec)?;
    let report = match &loaded.contract {
        // What the standard forbids comes first; a lint beside it would only be noise.
        Some(contract) if !verb.no_lints && !loaded.diagnostics.has_errors() => {
            lint(contract, &policy)
        }
        _ => LintReport::default(),
    };
    let mut all = loaded.diagnostics.clone();
    all.extend(report.findings.iter().cloned());
    if verb.sarif || session.format == Format::Sarif {
        session.report(&pretty(&sarif(&loaded.sources, &all)))?;
    } else if session.format == Format::Json {
        let text = json!({
            "diagnostics": diagnostics_json(&loaded.sources, &all),
            "ignored": report.ignored,
        });
        session.report(&pretty(&text))?;
    } else {
        show(verb, session, &loaded.diagnostics, &report, &loaded.sources)?;
    }
    let Some(contract) = &loaded.contract else {
        return Ok(REFUSED);
    };
    let threshold = verb
        .fail_on
        .or(session.config.check.fail_on)
        .unwrap_or(Threshold::Error);
    if all
        .iter()
        .any(|diagnostic| counts(diagnostic.severity, threshold))
    {
        return Ok(FINDINGS);
    }
    let (operations, schemas) = (contract.operations.len(), contract.component_schemas.len());
    session.say(&format!(
        "{} {}: {operations} operations, {schemas} named schemas",
        contract.info.title, contract.info.version
    ))?;
    Ok(FINE)
}

/// Everything the standard says, and of each lint the first few findings.
fn show(
    verb: &Check,
    session: &mut Session<'_, '_>,
    valid: &Diagnostics,
    report: &LintReport,
    sources: &countersign_contract::SourceMap,
) -> Result<(), Failure> {
    let mut shown = valid.clone();
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &report.findings {
        let count = told.entry(finding.code).or_default();
        *count += 1;
        if verb.all || *count <= SHOWN {
            shown.push(finding.clone());
        }
    }
    session.diagnose(sources, &shown)?;
    let hidden: Vec<String> = told
        .iter()
        .filter(|(_, count)| !verb.all && **count > SHOWN)
        .map(|(code, count)| format!("{} of `{code}`", count - SHOWN))
        .collect();
    if !hidden.is_empty() {
        session.say(&format!(
            "not shown: {}; `--all` shows them, `countersign explain` says why, `[check.rules]` turns them off",
            hidden.join(", ")
        ))?;
    }
    if report.ignored > 0 {
        session.say(&format!(
            "ignored by decision of the configuration: {}",
            report.ignored
        ))?;
    }
    Ok(())
}

/// Every lint with its group, its default level and its first sentence.
fn list(session: &mut Session<'_, '_>) -> Result<u8, Failure> {
    if session.format == Format::Json {
        let all: Vec<_> = lints()
            .map(|(meta, summary)| {
                json!({
                    "id": meta.id, "group": meta.group.name(), "level": meta.level.name(),
                    "summary": summary, "cites": meta.cites,
                })
            })
            .collect();
        session.report(&pretty(&json!({ "lints": all })))?;
        return Ok(FINE);
    }
    let mut text = String::new();
    for (meta, summary) in lints() {
        let (group, level) = (meta.group.name(), meta.level.name());
        // Writing to a string does not fail.
        let _ = writeln!(text, "{:<32} {group:<12} {level:<8} {summary}", meta.id);
    }
    session.report(&text)?;
    Ok(FINE)
}
