//! What the configuration says about lints, as the validator wants to hear it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use countersign_contract::pattern::Pattern;
use countersign_validator::lint::{Date, Ignore, Level, LintPolicy};

use crate::config::{self, RuleSeverity};

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
        today: SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(day),
    })
}

fn decision(ignore: &config::Ignore) -> Result<Ignore, String> {
    let expires = ignore.expires.as_deref().map(|text| {
        text.parse::<Date>().map_err(|error| {
            format!(
                "the configuration ignores `{}` until a day: {error}",
                ignore.rule
            )
        })
    });
    Ok(Ignore {
        rule: ignore.rule.clone(),
        at: ignore.at.as_deref().map(Pattern::new),
        reason: ignore.reason.clone(),
        expires: expires.transpose()?,
    })
}

/// The UTC day of a time since the epoch (civil-from-days, proleptic Gregorian).
fn day(since_epoch: Duration) -> Option<Date> {
    let days = since_epoch.as_secs() / 86_400 + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    Date::new(
        u16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::day;

    #[test]
    fn days_are_those_of_the_calendar() {
        let text = |seconds| day(Duration::from_secs(seconds)).map(|day| day.to_string());
        assert_eq!(text(0).as_deref(), Some("1970-01-01"));
        assert_eq!(text(951_782_400).as_deref(), Some("2000-02-29"));
        assert_eq!(text(1_798_761_599).as_deref(), Some("2026-12-31"));
        assert_eq!(text(1_798_761_600).as_deref(), Some("2027-01-01"));
    }
}
