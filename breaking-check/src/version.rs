//! Did `info.version` rise as much as the changes ask for?
//!
//! OAS leaves the form of `info.version` open. Numbers as in Semantic Versioning 2.0.0 are understood, also short ones (`2`,
//! `v1.4`) and those with a pre-release or a build behind them; a date says when and not what, and so does anything else.

use std::cmp::Ordering;
use std::fmt;

use countersign_contract::Severity;

use crate::change::Verdict;
use crate::policy::Promise;
use crate::report::Finding;

/// How far a version must rise. The order is by size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// Nothing changed.
    #[default]
    None,
    /// What people see stayed the same.
    Patch,
    /// Something is new, and nothing is lost.
    Minor,
    /// Somebody breaks.
    Major,
}

impl Bump {
    /// The word in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// What findings ask for: who breaks what was promised needs a major version, everything else that people see a minor one.
    /// What is undecided asks for a minor one too, since nothing shows that it breaks.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>, promise: Promise) -> Self {
        let asks = |finding: &Finding| match (finding.breaks, &finding.verdict) {
            (Some(broken), _) if broken <= promise => Self::Major,
            (_, Verdict::Stated) => Self::None,
            _ => Self::Minor,
        };
        findings.into_iter().map(asks).max().unwrap_or_default()
    }
}

/// A version that can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Version {
    /// Is there a `v` in front?
    marked: bool,
    /// Major, minor, patch; what was not written is 0.
    numbers: [u64; 3],
    /// How many of them were written.
    written: usize,
    /// What follows `-`, by its dots.
    pre: Vec<String>,
}

impl Version {
    /// `None` for a date and for what is no version at all.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let bare = text.strip_prefix(['v', 'V']);
        let (marked, rest) = (bare.is_some(), bare.unwrap_or(text));
        let (rest, _build) = rest.split_once('+').unwrap_or((rest, ""));
        let (core, pre) = match rest.split_once('-') {
            Some((core, pre)) => (core, pre.split('.').map(str::to_owned).collect()),
            None => (rest, Vec::new()),
        };
        let parts: Vec<&str> = core.split('.').collect();
        if parts.len() > 3 || pre.iter().any(String::is_empty) {
            return None;
        }
        let mut numbers = [0; 3];
        for (number, part) in numbers.iter_mut().zip(&parts) {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            *number = digits.then(|| part.parse().ok())??;
        }
        // 2024-05-01, 2024.05.01, 20240501: calendars, not versions.
        let year = (1900..=2999).contains(&numbers[0]) && parts[0].len() == 4;
        let day = parts.len() == 1 && parts[0].len() >= 6;
        (!year && !day).then_some(Self {
            marked,
            numbers,
            written: parts.len(),
            pre,
        })
    }

    /// Precedence (Semantic Versioning 2.0.0, 11).
    fn compare(&self, other: &Self) -> Ordering {
        let pre = || match (self.pre.is_empty(), other.pre.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => compare_pre(&self.pre, &other.pre),
        };
        self.numbers.cmp(&other.numbers).then_with(pre)
    }

    /// How far it is above `base`. Before 1.0.0 anything may change (4); there the second number counts as the first does
    /// later, as package managers read it.
    fn rise_from(&self, base: &Self) -> Bump {
        let (new, old) = (self.numbers, base.numbers);
        let early = old[0] == 0 && new[0] == 0;
        match (new[0] > old[0], new[1] > old[1], new[2] > old[2]) {
            (true, ..) => Bump::Major,
            (_, true, _) if early => Bump::Major,
            (_, true, _) => Bump::Minor,
            (_, _, true) if early => Bump::Minor,
            (_, _, true) => Bump::Patch,
            // From one pre-release to the next, or from the last one to the release.
            _ if !base.pre.is_empty() => Bump::Major,
            _ => Bump::None,
        }
    }

    /// The next version that is so far above, spelled as this one is.
    fn next(&self, bump: Bump) -> String {
        let [major, minor, patch] = self.numbers;
        let early = major == 0;
        let numbers = match (bump, early) {
            (Bump::Major, false) => [major + 1, 0, 0],
            (Bump::Major, true) | (Bump::Minor, false) => [major, minor + 1, 0],
            (Bump::Minor, true) | (Bump::Patch | Bump::None, _) => [major, minor, patch + 1],
        };
        let last = numbers.iter().rposition(|number| *number > 0).unwrap_or(0);
        let shown = self.written.max(last + 1);
        let texts: Vec<String> = numbers[..shown].iter().map(ToString::to_string).collect();
        let mark = if self.marked { "v" } else { "" };
        format!("{mark}{}", texts.join("."))
    }
}

fn compare_pre(one: &[String], other: &[String]) -> Ordering {
    let number = |text: &String| text.parse::<u64>().ok();
    let parts = one.iter().zip(other).map(|(one, other)| {
        match (number(one), number(other)) {
            (Some(one), Some(other)) => one.cmp(&other),
            // Numbers are lower than words.
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => one.cmp(other),
        }
    });
    let differing = parts.into_iter().find(|order| order.is_ne());
    differing.unwrap_or_else(|| one.len().cmp(&other.len()))
}

/// Holds the versions of two contracts against what their changes ask for. Nothing is said where the version rose enough, or
/// where nothing changed.
pub(crate) fn judge(
    (base, revision): (&str, &str),
    required: Bump,
    severity: Severity,
) -> Option<Finding> {
    let (Some(old), Some(new)) = (Version::parse(base), Version::parse(revision)) else {
        let other = [base, revision]
            .into_iter()
            .find(|text| Version::parse(text).is_none());
        let text = Quoted(other.unwrap_or_default());
        let asks = (required >= Bump::Minor).then(|| {
            let predicate = format!(
                "{text} cannot be compared: it is no version of numbers; these changes would ask for a {} one",
                required.name()
            );
            finding("version-incomparable", Severity::Info.min(severity), predicate)
        });
        return asks;
    };
    let (base, revision) = (Quoted(base), Quoted(revision));
    let next = old.next(required);
    match new.compare(&old) {
        Ordering::Less => {
            let predicate = format!("went down from {base} to {revision}");
            let mut finding = finding("version-decreased", severity, predicate);
            finding.help = Some(format!("Write {next}."));
            Some(finding)
        }
        _ if required >= Bump::Minor && new.rise_from(&old) < required => {
            let happened = if new == old {
                format!("is still {base}")
            } else {
                format!("rose from {base} to {revision}")
            };
            let changes = match required {
                Bump::Major => "breaks somebody",
                Bump::Minor | Bump::Patch | Bump::None => "adds to the contract",
            };
            let predicate = format!("{happened}, and what changed {changes}: it asks for {next}");
            let mut finding = finding("version-bump-missing", severity, predicate);
            finding.help = Some(format!("Write {next}, or undo what asks for it."));
            Some(finding)
        }
        _ => None,
    }
}

fn finding(rule: &'static str, severity: Severity, predicate: String) -> Finding {
    let mut finding = Finding::stated(rule, severity, "`info.version`", predicate);
    finding.pointer = Some("/info/version".to_owned());
    finding
}

/// A text of the contract within a sentence.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            "" => f.write_str("nothing"),
            text => write!(f, "`{text}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use countersign_contract::Severity;

    use super::{Bump, judge};

    fn verdict(base: &str, revision: &str, required: Bump) -> Option<(&'static str, String)> {
        let finding = judge((base, revision), required, Severity::Error)?;
        Some((finding.rule, finding.message))
    }

    #[test]
    fn a_version_that_rose_enough_is_not_spoken_of() {
        for (base, revision, required) in [
            ("1.4.2", "2.0.0", Bump::Major),
            ("1.4.2", "1.5.0", Bump::Minor),
            ("1.4.2", "1.4.2", Bump::None),
            ("1.4.2", "1.4.2", Bump::Patch),
            ("1.4.2", "3", Bump::Major),
            ("v1", "v2", Bump::Major),
            ("1.2", "1.3", Bump::Minor),
            ("0.3.1", "0.4.0", Bump::Major),
            ("0.3.1", "0.3.2", Bump::Minor),
            ("2.0.0-rc.2", "2.0.0-rc.10", Bump::Major),
            ("2.0.0-rc.2", "2.0.0", Bump::Major),
            ("1.9.0", "2.0.0-alpha", Bump::Major),
            ("1.0.0+one", "1.0.0+two", Bump::None),
            ("2024-05-01", "2024-06-01", Bump::None),
        ] {
            assert_eq!(verdict(base, revision, required), None, "{base} {revision}");
        }
    }

    #[test]
    fn the_version_to_write_is_spelled_as_the_old_one() {
        for (base, revision, required, next) in [
            ("1.4.2", "1.4.2", Bump::Major, "it asks for 2.0.0"),
            ("1.4.2", "1.5.0", Bump::Major, "it asks for 2.0.0"),
            ("1.4.2", "1.4.3", Bump::Minor, "it asks for 1.5.0"),
            ("1.2", "1.2", Bump::Minor, "it asks for 1.3"),
            ("v3", "v3", Bump::Major, "it asks for v4"),
            ("v3", "v3", Bump::Minor, "it asks for v3.1"),
            ("0.3.1", "0.3.2", Bump::Major, "it asks for 0.4.0"),
        ] {
            let (rule, message) = verdict(base, revision, required).expect("too small a step");
            assert_eq!(rule, "version-bump-missing");
            assert!(message.ends_with(next), "{message}");
        }
    }

    #[test]
    fn a_version_that_went_down_is_named_even_where_nothing_changed() {
        for (base, revision) in [
            ("2.0.0", "1.9.9"),
            ("2.0.0", "2.0.0-rc.1"),
            ("1.0.0-rc.11", "1.0.0-rc.2"),
            ("1.0.0-beta", "1.0.0-1"),
        ] {
            let (rule, _) = verdict(base, revision, Bump::None).expect("it went down");
            assert_eq!(rule, "version-decreased", "{base} {revision}");
        }
    }

    #[test]
    fn what_is_no_version_is_said_to_be_none() {
        for (base, revision) in [
            ("2024-05-01", "2024-06-01"),
            ("20240501", "20240601"),
            ("1.0.0", "next"),
            ("1.0.0.0", "1.0.0.1"),
            ("", "1.0.0"),
            ("1.", "1.0"),
        ] {
            let (rule, message) = verdict(base, revision, Bump::Major).expect("incomparable");
            assert_eq!(rule, "version-incomparable", "{base} {revision}");
            assert!(message.contains("a major one"), "{message}");
        }
    }
}
