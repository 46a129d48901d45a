//! Which day it is, and until which day decisions hold.

use std::time::SystemTime;

use countersign_validator::lint::Date;

use crate::config::Ignore;

/// The day by the clock of this machine, in UTC.
pub(crate) fn today() -> Option<Date> {
    Date::of(SystemTime::now())
}

/// The last day on which a decision of the configuration holds.
///
/// # Errors
/// Its `expires` is no date, as a sentence.
pub(crate) fn last_day(ignore: &Ignore) -> Result<Option<Date>, String> {
    let day = ignore.expires.as_deref().map(|text| {
        text.parse::<Date>().map_err(|error| {
            format!(
                "the configuration ignores `{}` until a day: {error}",
                ignore.rule
            )
        })
    });
    day.transpose()
}
