//! What the configuration says about lints, as the validator wants to hear it.

use countersign_contract::pattern::Pattern;
use countersign_validator::lint::{Ignore, Level, LintPolicy};

use crate::config::{self, RuleSeverity};
use crate::dates::{last_day, today};

/// The policy of `[check]`, judged today.
///
/// # Errors
/// An `expires` that is no date, as a sentence.
pub(crate) fn policy(check: &config::Check) -> Result<LintPolicy, String> {
    let level = |severity: &RuleSeverity| match severity {
        RuleSeverity::Error => Level::Error,
        RuleSeverity::Warning => Level::Warning,
        RuleSeverity::Info => Level::Info,
        RuleSeverity::Off => Level::Off,
    };
    let ignores: Result<Vec<Ignore>, String> = check.ignore.iter().map(decision).collect();
    Ok(LintPolicy {
        levels: check
            .rules
            .iter()
            .map(|(name, severity)| (name.clone(), level(severity)))
            .collect(),
        ignores: ignores?,
        today: today(),
    })
}

fn decision(ignore: &config::Ignore) -> Result<Ignore, String> {
    Ok(Ignore {
        rule: ignore.rule.clone(),
        at: ignore.at.as_deref().map(Pattern::new),
        reason: ignore.reason.clone(),
        expires: last_day(ignore)?,
    })
}
