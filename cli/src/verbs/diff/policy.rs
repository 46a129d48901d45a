//! What the arguments and `[diff]` say, as the comparison wants to hear it. The command line wins.

use std::path::PathBuf;

use countersign_breaking_check::report::Approvals;
use countersign_breaking_check::{
    Ignore, Level, Options, Promise as CheckPromise, Stability as CheckStability,
    World as CheckWorld,
};
use countersign_contract::Severity;
use countersign_contract::pattern::Pattern;

use crate::approvals;
use crate::arguments::{Diff, Promise, Stability, Threshold, World};
use crate::config::{self, RuleSeverity, VersionCheck};
use crate::dates::{last_day, today};
use crate::verbs::Failure;

/// How a run judges.
#[derive(Debug)]
pub(super) struct Policy {
    pub(super) options: Options,
    /// The lowest severity that makes the run fail.
    pub(super) fail_on: Option<Severity>,
    /// The file of approved breaks.
    pub(super) approved: Option<PathBuf>,
    /// Will entries be added to it?
    writes: bool,
}

impl Policy {
    /// The policy of a run, judged today.
    pub(super) fn of(verb: &Diff, config: &config::Diff) -> Result<Self, Failure> {
        let threshold = verb.fail_on.or(config.fail_on);
        let approved = verb
            .approved
            .clone()
            .or_else(|| config.approved.clone().map(PathBuf::from));
        if verb.write_approvals && approved.is_none() {
            return Err(Failure::Usage(
                "--write-approvals needs a file: name one with --approved".to_owned(),
            ));
        }
        Ok(Self {
            options: options(verb, config)?,
            fail_on: match threshold.unwrap_or(Threshold::Error) {
                Threshold::Error => Some(Severity::Error),
                Threshold::Warning => Some(Severity::Warning),
                Threshold::Never => None,
            },
            approved,
            writes: verb.write_approvals,
        })
    }

    /// What has been approved. Entries without a reason are refused, unless this run is the one that adds entries.
    pub(super) fn approvals(&self) -> Result<Approvals, Failure> {
        match &self.approved {
            None => Ok(Approvals::default()),
            Some(path) if self.writes => Ok(approvals::read_unfinished(path)?.finished()),
            Some(path) => approvals::read(path),
        }
    }
}

fn options(verb: &Diff, config: &config::Diff) -> Result<Options, Failure> {
    let default = Options::default();
    let world = match verb.world.or(config.world) {
        None => default.world,
        Some(World::Declared) => CheckWorld::Declared,
        Some(World::Open) => CheckWorld::Open,
    };
    let promise = match verb.promise.or(config.promise) {
        None => default.promise,
        Some(Promise::Wire) => CheckPromise::Wire,
        Some(Promise::Source) => CheckPromise::Source,
    };
    let level = |severity: &RuleSeverity| match severity {
        RuleSeverity::Error => Level::Severity(Severity::Error),
        RuleSeverity::Warning => Level::Severity(Severity::Warning),
        RuleSeverity::Info => Level::Severity(Severity::Info),
        RuleSeverity::Off => Level::Off,
    };
    let ignores: Result<Vec<Ignore>, String> = config.ignore.iter().map(decision).collect();
    Ok(Options {
        world,
        promise,
        severities: config
            .severity
            .iter()
            .map(|(rule, severity)| (rule.clone(), level(severity)))
            .collect(),
        ignores: ignores.map_err(Failure::Usage)?,
        version: match config.version {
            None => default.version,
            Some(VersionCheck::Enforce) => Some(Severity::Error),
            Some(VersionCheck::Warning) => Some(Severity::Warning),
            Some(VersionCheck::Info) => Some(Severity::Info),
            Some(VersionCheck::Off) => None,
        },
        today: today(),
        deprecation_days_stable: verb
            .deprecation_days_stable
            .or(config.deprecation_days_stable)
            .unwrap_or(default.deprecation_days_stable),
        deprecation_days_beta: verb
            .deprecation_days_beta
            .or(config.deprecation_days_beta)
            .unwrap_or(default.deprecation_days_beta),
        stability: match verb.stability.or(config.stability) {
            None => default.stability,
            Some(Stability::Draft) => CheckStability::Draft,
            Some(Stability::Alpha) => CheckStability::Alpha,
            Some(Stability::Beta) => CheckStability::Beta,
            Some(Stability::Stable) => CheckStability::Stable,
        },
        validations: verb
            .validations
            .or(config.validations)
            .unwrap_or(default.validations),
        ..default
    })
}

fn decision(ignore: &config::Ignore) -> Result<Ignore, String> {
    if ignore.reason.trim().is_empty() {
        return Err(format!(
            "the configuration ignores `{}` without a reason: write one",
            ignore.rule
        ));
    }
    Ok(Ignore {
        rule: ignore.rule.clone(),
        at: ignore.at.as_deref().map(Pattern::new),
        reason: ignore.reason.clone(),
        expires: last_day(ignore)?,
    })
}
