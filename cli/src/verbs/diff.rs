//! `countersign diff BASE REVISION`: what changed, whom it breaks, and the proof.

use countersign_breaking_check::{Level, Options, World as CheckWorld, compare, report};
use countersign_contract::Severity;

use super::{Failure, REFUSED, Session, counts};
use crate::arguments::{Diff, Format, Threshold, World};
use crate::config::RuleSeverity;
use crate::{FINDINGS, FINE, lints};

/// Both contracts must be usable; the verdict is about the threshold.
pub(super) fn run(verb: &Diff, session: &mut Session<'_, '_>) -> Result<u8, Failure> {
    let base = session.load(&verb.base)?;
    let Some(base) = session.usable(base)? else {
        return Ok(REFUSED);
    };
    let revision = session.load(&verb.revision)?;
    let Some(revision) = session.usable(revision)? else {
        return Ok(REFUSED);
    };
    if base.root_schema.is_some() != revision.root_schema.is_some() {
        let (schema, api) = match base.root_schema {
            Some(_) => (&verb.base, &verb.revision),
            None => (&verb.revision, &verb.base),
        };
        return Err(Failure::Usage(format!(
            "{schema} is a JSON Schema and {api} an OpenAPI document: they cannot be compared; give two of one kind"
        )));
    }
    let report = compare(&base, &revision, &options(verb, session));
    match session.format {
        Format::Text => session.report(&report::text(&report))?,
        Format::Json => session.report(&report::json(&report))?,
    }
    let threshold = verb
        .fail_on
        .or(session.config.diff.fail_on)
        .unwrap_or(Threshold::Error);
    let fails = report
        .changes
        .iter()
        .any(|change| counts(change.severity, threshold));
    Ok(if fails { FINDINGS } else { FINE })
}

fn options(verb: &Diff, session: &Session<'_, '_>) -> Options {
    let config = &session.config.diff;
    let world = match verb.world.or(config.world).unwrap_or(World::Declared) {
        World::Declared => CheckWorld::Declared,
        World::Open => CheckWorld::Open,
    };
    let level = |severity: &RuleSeverity| match severity {
        RuleSeverity::Error => Level::Severity(Severity::Error),
        RuleSeverity::Warning => Level::Severity(Severity::Warning),
        RuleSeverity::Info => Level::Severity(Severity::Info),
        RuleSeverity::Off => Level::Off,
    };
    let severities = config
        .severity
        .iter()
        .map(|(rule, severity)| (rule.clone(), level(severity)))
        .collect();
    Options {
        world,
        severities,
        today: lints::today(),
        ..Options::default()
    }
}
