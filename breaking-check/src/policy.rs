//! What the user wants to be told, and how loudly.

use std::collections::BTreeMap;

use countersign_contract::Severity;
use countersign_contract::pattern::Pattern;
use countersign_validator::lint::Date;

/// What a sender may put into an object beyond the properties its contract declares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum World {
    /// Nothing: senders send what the contract declares. Adding an optional property is then harmless.
    #[default]
    Declared,
    /// Anything that the schema does not forbid: exact JSON Schema containment.
    Open,
}

impl World {
    /// The word in reports and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Open => "open",
        }
    }
}

/// What stays true for people who rely on the base. The order is by strength.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Promise {
    /// Messages keep working: deployed programs run on.
    #[default]
    Wire,
    /// Programs also keep compiling against freshly generated code.
    Source,
}

impl Promise {
    /// The word in reports and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Source => "source",
        }
    }
}

/// What a severity override says about one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Report its breaking findings at this severity.
    Severity(Severity),
    /// Do not report it.
    Off,
}

/// How settled an operation is: `x-stability-level`. The order is by strength; an operation that does not say is stable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stability {
    /// An idea: it may go tomorrow.
    Draft,
    /// Tried by a few who know that it changes.
    Alpha,
    /// Meant to stay, with short notice of changes.
    Beta,
    /// A promise.
    #[default]
    Stable,
}

impl Stability {
    /// The word in a document and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Alpha => "alpha",
            Self::Beta => "beta",
            Self::Stable => "stable",
        }
    }

    /// The level of a word; `None` for a word that is none.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Draft, Self::Alpha, Self::Beta, Self::Stable]
            .into_iter()
            .find(|level| level.name() == name)
    }
}

/// A decision to live with findings of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The rule's id.
    pub rule: String,
    /// Which ones: a pattern over `METHOD /path` as the report spells it, or over the JSON pointer of what the finding is
    /// about (`/components/schemas/Order/*`). Without it, everywhere.
    pub at: Option<Pattern>,
    /// Why; people who read it later will want to know.
    pub reason: String,
    /// The last day on which it holds.
    pub expires: Option<Date>,
}

impl Ignore {
    /// Has it run out?
    pub fn expired(&self, today: Option<Date>) -> bool {
        let last = self.expires.zip(today);
        last.is_some_and(|(expires, today)| expires < today)
    }

    /// Is a finding of this rule covered, at this operation and about what stands at this pointer?
    fn covers(&self, rule: &str, operation: &str, pointer: &str) -> bool {
        self.rule == rule
            && self.at.as_ref().is_none_or(|pattern| {
                let fits = pattern.fits(operation) || pattern.fits(pointer);
                fits != pattern.excludes()
            })
    }
}

/// Settings of a comparison; the default is what most teams want.
#[derive(Clone, Debug)]
pub struct Options {
    /// What senders may send.
    pub world: World,
    /// What is promised. A change that only breaks a stronger promise is a warning.
    pub promise: Promise,
    /// Severity by rule id, for findings that would break somebody.
    pub severities: BTreeMap<String, Level>,
    /// Accepted findings; a finding that reaches other operations too is still reported, for those.
    pub ignores: Vec<Ignore>,
    /// How serious it is that `info.version` did not rise as much as the changes ask for; `None` asks nothing of it.
    pub version: Option<Severity>,
    /// The day on which the revision is published: what a sunset and [`Ignore::expires`] are held against. Without it, nothing
    /// has passed.
    pub today: Option<Date>,
    /// How many days a stable operation or parameter must go on working after it is deprecated. With 0 it need not say when
    /// it goes.
    pub deprecation_days_stable: u32,
    /// Likewise for those of stability level `beta`.
    pub deprecation_days_beta: u32,
    /// What is less stable than this breaks nobody when it changes.
    pub stability: Stability,
    /// How many instances may be tried against a schema in the whole comparison. Beyond it, answers are `Unknown`.
    pub validations: u32,
    /// How many steps may be taken in the whole comparison to relate schemas (a million takes a second or so). Beyond it,
    /// answers are `Unknown`.
    pub steps: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            world: World::default(),
            promise: Promise::default(),
            severities: BTreeMap::new(),
            ignores: Vec::new(),
            version: Some(Severity::Info),
            today: None,
            deprecation_days_stable: 0,
            deprecation_days_beta: 0,
            stability: Stability::Beta,
            validations: 200_000,
            steps: 5_000_000,
        }
    }
}

impl Options {
    /// The severity of a breaking finding of this rule; `None` when it is switched off.
    pub(crate) fn level(&self, rule: &str, severity: Severity) -> Option<Severity> {
        match self.severities.get(rule) {
            None => Some(severity),
            Some(Level::Severity(severity)) => Some(*severity),
            Some(Level::Off) => None,
        }
    }

    /// The decision that accepts this rule's findings at this operation, about what stands at this pointer.
    pub(crate) fn ignoring(&self, rule: &str, operation: &str, pointer: &str) -> Option<usize> {
        self.ignores.iter().position(|ignore| {
            !ignore.expired(self.today) && ignore.covers(rule, operation, pointer)
        })
    }
}
