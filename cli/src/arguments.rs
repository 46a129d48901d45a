//! What can be said on the command line. The doc comments are the help texts.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// One OpenAPI document is the contract; both sides sign it.
#[derive(Debug, Parser)]
#[command(
    name = "countersign",
    version,
    about,
    after_help = "Examples:
  countersign check specs/orders.yaml
  countersign generate specs/orders.yaml --out generated/orders --crate orders
  countersign validate specs/orders.yaml order.json --schema Order
  countersign diff main:specs/orders.yaml specs/orders.yaml
  countersign explain parameter-became-required
  countersign generate specs/orders.yaml --overlay specs/public.overlay.yaml --out src/orders

SPEC is a file, `-` for standard input, or `REVISION:path` for a file in git.

Exit codes: 0 fine; 1 findings at or above the threshold, drift under --check, or an invalid
instance; 2 wrong usage or an input that could not be read."
)]
pub(crate) struct Arguments {
    /// The configuration file; `countersign.toml` in this folder where there is one.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Apply an overlay (Overlay 1.0 or 1.1) to SPEC before anything else; several are applied in order.
    #[arg(long = "overlay", global = true, value_name = "FILE")]
    pub(crate) overlays: Vec<String>,
    /// How to print reports and diagnostics.
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// When to use colour.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs: one JSON document on standard output.
    Json,
    /// `diff`: a changelog for people.
    Markdown,
    /// `diff`: a changelog for people, one page without scripts.
    Html,
    /// `diff` and `check`: SARIF 2.1.0, for forges that show findings beside lines.
    Sarif,
    /// `diff`: JUnit XML, for Jenkins and GitLab.
    Junit,
    /// `diff`: annotations of GitHub Actions.
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Write the Rust types, client and axum server of a contract.
    #[command(after_help = "Examples:
  countersign generate specs/orders.yaml --out generated/orders --crate orders
  countersign generate specs/orders.yaml --out src/orders --client
  countersign generate specs/orders.yaml --out src/orders --tag Orders --operation '!delete*'
  countersign generate specs/orders.yaml --out generated/orders --crate orders --check   # in CI: exits 1 on drift")]
    Generate(Generate),
    /// Say everything that is wrong with a contract, then what could be better.
    #[command(after_help = "Examples:
  countersign check specs/orders.yaml
  countersign check specs/orders.yaml --all --fail-on warning
  countersign check specs/orders.yaml --lints          # which lints there are, and at which level
  countersign check specs/orders.yaml --sarif > findings.sarif
  countersign check main:specs/orders.yaml --format json")]
    Check(Check),
    /// Hold a message or a value against a contract.
    #[command(after_help = "Examples:
  countersign validate specs/orders.yaml order.json --schema Order
  countersign validate specs/orders.yaml order.json --schema '#/components/schemas/NewOrder' --direction request
  countersign validate specs/orders.yaml request.http                      # raw HTTP/1.1 text or recorded JSON
  countersign validate specs/orders.yaml response.http --operation getOrder")]
    Validate(Validate),
    /// Compare two versions of a contract and prove what breaks.
    #[command(after_help = "Examples:
  countersign diff specs/orders/v1.yaml specs/orders/v2.yaml
  countersign diff main:specs/orders.yaml specs/orders.yaml --fail-on warning
  countersign diff v2:specs/orders.yaml specs/orders.yaml --against v1:specs/orders.yaml
  countersign diff main:specs/ specs/ --report sarif=breaks.sarif --report markdown=CHANGES.md
  countersign diff old.json new.json --format json

An approved break is an entry in a file that is reviewed like code:
  countersign diff main:specs/orders.yaml specs/orders.yaml --approved breaks.toml --write-approvals

Exit codes: 0 nothing at or above the threshold that nobody has approved; 1 findings; 2 wrong usage, a
contract that cannot be read, or an approval without a reason.")]
    Diff(Diff),
    /// Show what a contract means: operations, types, security, and which source decided each behaviour.
    #[command(after_help = "Examples:
  countersign inspect specs/orders.yaml
  countersign inspect specs/orders.yaml --as openapi-3.0 > orders-3.0.yaml   # for tools that stop at 3.0")]
    Inspect(Inspect),
    /// Explain a diagnostic code or a breaking-change rule.
    #[command(after_help = "Examples:
  countersign explain unresolved-reference
  countersign explain parameter-became-required")]
    Explain(Explain),
}

#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// The contract: a file, `-`, or `REVISION:path`.
    pub(crate) spec: String,
    /// The folder to write; made where it is missing.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Write a whole crate of this name instead of a module tree.
    #[arg(long = "crate", value_name = "NAME")]
    pub(crate) crate_name: Option<String>,
    /// Types and client only.
    #[arg(long, group = "sides")]
    pub(crate) client: bool,
    /// Types and server only.
    #[arg(long, group = "sides")]
    pub(crate) server: bool,
    /// Types only.
    #[arg(long, group = "sides")]
    pub(crate) only_types: bool,
    /// Only operations with a tag that fits: `orders`, `admin*`, or `!internal` to leave out. Repeatable.
    #[arg(long, value_name = "PATTERN")]
    pub(crate) tag: Vec<String>,
    /// Only operations under a path that fits: `/v1/*`. Repeatable.
    #[arg(long, value_name = "PATTERN")]
    pub(crate) path: Vec<String>,
    /// Only operations with an operationId that fits: `get*`. Repeatable.
    #[arg(long, value_name = "PATTERN")]
    pub(crate) operation: Vec<String>,
    /// Put the operations of each tag, and the types that they need, behind a cargo feature named after the tag.
    #[arg(long)]
    pub(crate) features_per_tag: bool,
    /// Write the crate in pieces that compile side by side, each with the operations of one tag or several, one for what they
    /// share, and the crate around them. Tags go into one piece until it has so many OPERATIONS.
    #[arg(
        long,
        value_name = "OPERATIONS",
        requires = "crate_name",
        conflicts_with = "features_per_tag",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "100"
    )]
    pub(crate) split_crates: Option<usize>,
    /// Write nothing: show how the folder differs and exit with 1 if it does.
    #[arg(long)]
    pub(crate) check: bool,
    /// Generate even where what is there was made of the same contract with the same options.
    #[arg(long)]
    pub(crate) force: bool,
    /// Depend on the runtime crates in this folder instead of released ones.
    #[arg(long, value_name = "DIR")]
    pub(crate) runtime_path: Option<PathBuf>,
    /// Print what a pass made, and write nothing.
    #[arg(long, value_enum, value_name = "PASS")]
    pub(crate) print_after: Option<Pass>,
    /// Say nothing but errors.
    #[arg(long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Pass {
    /// Shapes, before anything has a name.
    Lower,
    /// Shapes with their Rust names.
    Name,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The contract: a file, `-`, or `REVISION:path`.
    pub(crate) spec: String,
    /// The lowest severity that makes the exit code 1.
    #[arg(long, value_enum)]
    pub(crate) fail_on: Option<Threshold>,
    /// Show every finding of every lint, not only the first three.
    #[arg(long)]
    pub(crate) all: bool,
    /// Say only what the standard says: no lints.
    #[arg(long, conflicts_with = "lints")]
    pub(crate) no_lints: bool,
    /// Print every finding as SARIF 2.1.0, for a forge that shows findings beside the lines of a change.
    #[arg(long, conflicts_with = "lints")]
    pub(crate) sarif: bool,
    /// List the lints with their groups and levels, and check nothing.
    #[arg(long)]
    pub(crate) lints: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// The contract: a file, `-`, or `REVISION:path`.
    pub(crate) spec: String,
    /// Instances (JSON or YAML), recorded messages (JSON) or raw HTTP text; `-` is standard input.
    #[arg(required = true)]
    pub(crate) instances: Vec<String>,
    /// The instances are values of this schema: a component's name or a pointer such as `#/components/schemas/Order`. Where
    /// SPEC is a JSON Schema file, they are values of it unless this names one of its definitions.
    #[arg(long, value_name = "SCHEMA")]
    pub(crate) schema: Option<String>,
    /// Which way a value of `--schema` travels; decides about readOnly and writeOnly.
    #[arg(long, value_enum, requires = "schema")]
    pub(crate) direction: Option<Direction>,
    /// The instances are messages of this operation (operationId, or `METHOD /path`).
    #[arg(long, value_name = "OPERATION", conflicts_with = "schema")]
    pub(crate) operation: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Direction {
    /// To the server: readOnly properties need not be there.
    Request,
    /// To the client: writeOnly properties need not be there.
    Response,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// What is deployed: a file, `-`, `REVISION:path`, or a folder of contracts (`REVISION:folder` too).
    pub(crate) base: String,
    /// What shall replace it. Folders are compared contract by contract, by path.
    pub(crate) revision: String,
    /// Another version that is still relied on; the revision may break none of them. Repeatable.
    #[arg(long, value_name = "BASE")]
    pub(crate) against: Vec<String>,
    /// The lowest severity that makes the exit code 1; `error` where nothing says otherwise.
    #[arg(long, value_enum)]
    pub(crate) fail_on: Option<Threshold>,
    /// What a sender may put into an object that does not declare it; `declared` where nothing says otherwise.
    #[arg(long, value_enum)]
    pub(crate) world: Option<World>,
    /// What is promised; `wire` where nothing says otherwise.
    #[arg(long, value_enum)]
    pub(crate) promise: Option<Promise>,
    /// How many values may be tried in one comparison; what is not decided by then is reported as unknown.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) validations: Option<u32>,
    /// How many days what is stable must go on working after it is deprecated; with 0 it need not say when it goes.
    #[arg(long, value_name = "DAYS")]
    pub(crate) deprecation_days_stable: Option<u32>,
    /// Likewise for operations and parameters of `x-stability-level: beta`.
    #[arg(long, value_name = "DAYS")]
    pub(crate) deprecation_days_beta: Option<u32>,
    /// What is less stable than this (`x-stability-level`) breaks nobody when it changes; `beta` where nothing says otherwise.
    #[arg(long, value_enum)]
    pub(crate) stability: Option<Stability>,
    /// The file of approved breaks. They are shown, and make no run fail.
    #[arg(long, value_name = "FILE")]
    pub(crate) approved: Option<PathBuf>,
    /// Add an entry to the file of approved breaks for whatever makes this run fail; its reason is yours to write.
    #[arg(long)]
    pub(crate) write_approvals: bool,
    /// Write the report to a file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write the report to a file in this format, too. Repeatable.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = report_file)]
    pub(crate) report: Vec<(Format, PathBuf)>,
}

/// `FORMAT=FILE`.
fn report_file(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, file) = text
        .split_once('=')
        .filter(|(_, file)| !file.is_empty())
        .ok_or("write FORMAT=FILE, such as sarif=breaks.sarif")?;
    Ok((Format::from_str(format, false)?, PathBuf::from(file)))
}

/// How settled an operation is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Stability {
    /// An idea.
    Draft,
    /// Tried by a few.
    Alpha,
    /// Meant to stay.
    Beta,
    /// A promise.
    Stable,
}

/// What people who rely on the base may count on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Promise {
    /// Deployed programs go on working.
    Wire,
    /// Programs also go on compiling against freshly generated code.
    Source,
}

/// The lowest severity that counts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Threshold {
    /// Errors.
    Error,
    /// Errors and warnings.
    Warning,
    /// Nothing makes the run fail.
    Never,
}

/// What senders do with properties that a schema leaves open.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum World {
    /// Nobody sends a property that the contract does not declare.
    Declared,
    /// Anybody may send anything the schema accepts.
    Open,
}

#[derive(Debug, Args)]
pub(crate) struct Inspect {
    /// The contract: a file, `-`, or `REVISION:path`.
    pub(crate) spec: String,
    /// Print the contract as a document of this version instead; what it cannot express is said on standard error.
    #[arg(long = "as", value_enum, value_name = "VERSION")]
    pub(crate) version: Option<Version>,
}

/// A version that contracts can be written out in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Version {
    /// OpenAPI 3.0, one YAML document (JSON with `--format json`).
    #[value(name = "openapi-3.0")]
    OpenApi30,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A code as it stands in brackets after `error` or `warning`.
    pub(crate) code: String,
}
