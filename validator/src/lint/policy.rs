//! What a project says about the lints: how much each one counts, and what it has decided to live with.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

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

    /// The UTC day of a time.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use countersign_validator::lint::Date;
    ///
    /// let time = UNIX_EPOCH + Duration::from_secs(951_782_400);
    /// assert_eq!(Date::of(time), Date::new(2000, 2, 29));
    /// ```
    pub fn of(time: SystemTime) -> Option<Self> {
        let since_epoch = time.duration_since(UNIX_EPOCH).ok()?;
        Self::from_number(since_epoch.as_secs() / 86_400 + EPOCH)
    }

    /// The day this many days later; `None` beyond the year 65535.
    ///
    /// ```
    /// use countersign_validator::lint::Date;
    ///
    /// let day = Date::new(2028, 2, 1).expect("it exists");
    /// assert_eq!(day.plus_days(30), Date::new(2028, 3, 2));
    /// ```
    pub fn plus_days(self, days: u32) -> Option<Self> {
        Self::from_number(self.number() + u64::from(days))
    }

    /// Days since the first of March of the year 0 (proleptic Gregorian): a year that begins with March ends with the
    /// leap day.
    fn number(self) -> u64 {
        let (month, day) = (u64::from(self.month), u64::from(self.day));
        // January and February of the year 0 are before the count begins; as Gregorian days repeat, an era is added.
        let year = u64::from(self.year) + 400 - u64::from(month <= 2);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let of_era = (year % 400) * 365 + (year % 400) / 4 - (year % 400) / 100 + of_year;
        (year / 400) * DAYS_OF_ERA + of_era
    }

    fn from_number(number: u64) -> Option<Self> {
        let (era, of_era) = (number / DAYS_OF_ERA, number % DAYS_OF_ERA);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = (year_of_era + era * 400 + u64::from(month <= 2)).checked_sub(400)?;
        Self::new(
            u16::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }
}

/// Days of four hundred Gregorian years.
const DAYS_OF_ERA: u64 = 146_097;
/// The first of January 1970 in the count of [`Date::number`].
const EPOCH: u64 = 719_468 + DAYS_OF_ERA;

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
    use std::time::{Duration, UNIX_EPOCH};

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

    #[test]
    fn days_are_those_of_the_calendar() {
        let text = |seconds| {
            let date = Date::of(UNIX_EPOCH + Duration::from_secs(seconds));
            date.map(|date| date.to_string())
        };
        assert_eq!(text(0).as_deref(), Some("1970-01-01"));
        assert_eq!(text(951_782_400).as_deref(), Some("2000-02-29"));
        assert_eq!(text(1_798_761_599).as_deref(), Some("2026-12-31"));
        assert_eq!(text(1_798_761_600).as_deref(), Some("2027-01-01"));
    }

    #[test]
    fn days_follow_each_other_without_a_gap() {
        let mut day = Date::new(0, 1, 1).expect("it exists");
        for year in 0..=2_100 {
            for month in 1..=12 {
                for number in 1..=31 {
                    let Some(expected) = Date::new(year, month, number) else {
                        continue;
                    };
                    assert_eq!(day, expected);
                    day = day.plus_days(1).expect("it exists");
                }
            }
        }
        assert_eq!(
            Date::new(u16::MAX, 12, 31).and_then(|last| last.plus_days(1)),
            None
        );
    }
}
