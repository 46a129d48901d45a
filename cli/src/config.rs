//! `countersign.toml`: what a project says once instead of at every call. Its JSON Schema is derived and committed.

use std::collections::BTreeMap;
use std::path::Path;

use schemars::JsonSchema;
use serde::Deserialize;

pub use crate::arguments::{Promise, Stability, Threshold, World};

/// The whole file. Every key is optional; the command line wins over it.
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Config {
    /// Overlays (Overlay 1.0 or 1.1) to apply to every contract, in order, unless `--overlay` names others.
    pub overlays: Vec<String>,
    /// For `countersign check`.
    pub check: Check,
    /// For `countersign diff`.
    pub diff: Diff,
    /// For `countersign generate`.
    pub generate: Generate,
}

/// `[check]`
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Check {
    /// The lowest severity that makes the exit code 1.
    pub fail_on: Option<Threshold>,
    /// Level by id of a lint, or by name of a group: `naming`, `design`, `security`, `reliability`.
    pub rules: BTreeMap<String, RuleSeverity>,
    /// Findings that are known and accepted.
    pub ignore: Vec<Ignore>,
}

/// `[[check.ignore]]` and `[[diff.ignore]]`: a decision to live with findings of one lint or one rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ignore {
    /// The id of the lint or the rule.
    pub rule: String,
    /// Where: a pattern over the JSON pointer of what the finding is about (`/paths/~1orders/*`) or over `METHOD /path` of
    /// its operation; everywhere where nothing is said.
    pub at: Option<String>,
    /// Why.
    pub reason: String,
    /// The last day on which it holds, as YYYY-MM-DD.
    pub expires: Option<String>,
}

/// `[diff]`
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Diff {
    /// The lowest severity that makes the exit code 1.
    pub fail_on: Option<Threshold>,
    /// What a sender may put into an object that does not declare it.
    pub world: Option<World>,
    /// What is promised to people who rely on the base.
    pub promise: Option<Promise>,
    /// How many values may be tried in one comparison.
    pub validations: Option<u32>,
    /// How serious it is that `info.version` rose less than the changes ask for; `info` where nothing is said.
    pub version: Option<VersionCheck>,
    /// How many days what is stable must go on working after it is deprecated.
    pub deprecation_days_stable: Option<u32>,
    /// Likewise for what is of `x-stability-level: beta`.
    pub deprecation_days_beta: Option<u32>,
    /// What is less stable than this breaks nobody when it changes.
    pub stability: Option<Stability>,
    /// The file of approved breaks.
    pub approved: Option<String>,
    /// Severity by rule id.
    pub severity: BTreeMap<String, RuleSeverity>,
    /// Findings that are known and accepted.
    pub ignore: Vec<Ignore>,
}

/// How serious it is that `info.version` does not say what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VersionCheck {
    /// An error.
    Enforce,
    /// A warning.
    Warning,
    /// Information.
    Info,
    /// Nothing is asked of it.
    Off,
}

/// A severity a rule can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleSeverity {
    /// Reported, and counted by `--fail-on error`.
    Error,
    /// Reported, and counted by `--fail-on warning`.
    Warning,
    /// Reported, never counted.
    Info,
    /// Not reported.
    Off,
}

/// `[generate]`
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Generate {
    /// Which sides to write; all where nothing is said.
    pub sides: Option<Sides>,
    /// Depend on the runtime crates in this folder instead of released ones.
    pub runtime_path: Option<String>,
    /// Put the operations of each tag, and the types that they need, behind a cargo feature named after the tag.
    pub features_per_tag: bool,
    /// Write crates in pieces of so many operations that compile side by side, each with those of one tag or several, one
    /// for what they share, and the crate around them.
    pub split_crates: Option<usize>,
    /// Patterns over the tags of the operations to write: `orders`, `admin*`, `!internal`.
    pub tags: Vec<String>,
    /// Patterns over the paths of the operations to write: `/v1/*`.
    pub paths: Vec<String>,
    /// Patterns over the operationIds of the operations to write: `get*`.
    pub operations: Vec<String>,
}

/// Which sides of the wire to write code for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sides {
    /// Types, client and server.
    All,
    /// Types and client.
    Client,
    /// Types and server.
    Server,
    /// Types only.
    Types,
}

/// Why the configuration could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is not readable.
    #[error("the configuration {path} cannot be read: {source}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The file says something unknown; the message has the place.
    #[error("the configuration {path} is not usable:\n{message}")]
    Invalid {
        /// The file.
        path: String,
        /// The parser's words, with line and column.
        message: String,
    },
}

impl Config {
    /// Reads `explicit`, or `countersign.toml` in this folder; the default where neither is there.
    ///
    /// # Errors
    /// The explicit file is missing, or a file says something that is no configuration.
    pub fn load(explicit: Option<&Path>) -> Result<Self, ConfigError> {
        let path = explicit.unwrap_or(Path::new("countersign.toml"));
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if explicit.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(source) => {
                return Err(ConfigError::Unreadable {
                    path: path.display().to_string(),
                    source,
                });
            }
        };
        Self::parse(&text).map_err(|message| ConfigError::Invalid {
            path: path.display().to_string(),
            message,
        })
    }

    fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// The JSON Schema of the file, pretty-printed.
    ///
    /// # Panics
    /// Never: a derived schema is plain JSON.
    pub fn json_schema() -> String {
        let schema = schemars::schema_for!(Self);
        serde_json::to_string_pretty(&schema).expect("a schema is plain JSON") + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, RuleSeverity, Threshold};

    #[test]
    fn every_key_is_optional() {
        assert_eq!(Config::parse(""), Ok(Config::default()));
    }

    #[test]
    fn overlays_are_listed_at_the_top() {
        let config = Config::parse("overlays = [\"public.yaml\"]\n").expect("valid");
        assert_eq!(config.overlays, ["public.yaml"]);
    }

    #[test]
    fn severities_are_set_by_rule_id() {
        let config = Config::parse(
            "[diff]\nfail-on = \"warning\"\n[diff.severity]\noperation-added = \"off\"\n",
        )
        .expect("valid");
        assert_eq!(config.diff.fail_on, Some(Threshold::Warning));
        assert_eq!(config.diff.severity["operation-added"], RuleSeverity::Off);
    }

    #[test]
    fn an_unknown_key_is_named_with_its_place() {
        let message = Config::parse("[diff]\nfailon = \"error\"\n").expect_err("unknown key");
        assert!(
            message.contains("line 2") && message.contains("failon"),
            "{message}"
        );
    }

    #[test]
    fn config_schema_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/countersign.schema.json");
        if std::env::var_os("COUNTERSIGN_BLESS").is_some() {
            std::fs::write(path, Config::json_schema()).expect("the schema can be written");
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(
            committed,
            Config::json_schema(),
            "stale: run `cargo xtask regenerate`"
        );
    }
}
