//! What a project says about the lints: how much each one counts, and what it has decided to live with.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use countersign_contract::Severity;
use countersign_contract::pattern::Pattern;

/// How much a lint counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It does not run.
    Off,
    /// Its findings are information.
    Info,
    /// Its findings are warnings.
    Warning,
    /// Its findings are errors.
    Error,
}

impl Level {
    /// The name in configurations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of findings; `None` for a lint that does not run.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// Levels, decisions, and the day by which decisions are judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LintPolicy {
    /// Level by id of a lint or name of a group; the lint's own wins over its group's, and both over its default.
    pub levels: BTreeMap<String, Level>,
    /// Findings that are known and accepted.
    pub ignores: Vec<Ignore>,
    /// Today. Without it nothing expires.
    pub today: Option<Date>,
}

/// A decision to live with findings of one lint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The lint's id.
    pub rule: String,
    /// Which places: a pattern over the JSON pointer of the finding (`/paths/~1orders/*`) or over `METHOD /path` of its
    /// operation. Without it, everywhere.
    pub at: Option<Pattern>,
    /// Why; people who read it later will want to know.
    pub reason: String,
    /// The last day on which it holds.
    pub expires: Option<Date>,
}

/// A day of the Gregorian calendar (RFC 3339 `full-date`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A day that exists; `None` for the 30th of February.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days)
            .contains(&day)
            .then_some(Self { year, month, day })
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parse = || {
            let mut parts = text.splitn(3, '-');
            let mut number = |digits: usize| {
                let part = parts.next()?;
                let whole = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
                whole.then(|| part.parse::<u16>().ok())?
            };
            let (year, month, day) = (number(4)?, number(2)?, number(2)?);
            Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
        };
        parse().ok_or_else(|| format!("`{text}` is no date; write YYYY-MM-DD"))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn dates_are_days_that_exist_and_have_an_order() {
        let date = |text: &str| text.parse::<Date>();
        assert_eq!(
            date("2024-02-29").map(|date| date.to_string()).as_deref(),
            Ok("2024-02-29")
        );
        for wrong in [
            "2023-02-29",
            "2024-13-01",
            "2024-1-01",
            "24-01-01",
            "2024-01-32",
            "",
            "2024-01",
            "2024-01-01T00",
        ] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
        assert!(date("2024-12-31") < date("2025-01-01"));
    }
}
