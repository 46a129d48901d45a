//! Developer verbs: `cargo xtask <verb>`. Everything CI does is a verb here, so that CI and people run the same thing.

#![expect(
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a developer's tool talks to a terminal and to files"
)]

mod bench;
mod bless;
mod ci;
mod corpus;
mod demo;
mod fuzz;
mod generators;
mod laws;
mod measure;
mod regenerate;
mod scaffold;
mod shell;
mod test;
mod tidy;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Developer verbs of countersign.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Shows the whole product in a minute: generate, serve, break the network, validate, diff.
    Demo,
    /// Runs every test.
    Test {
        /// Fail instead of skipping where a service a test wants is not reachable.
        #[arg(long)]
        require_services: bool,
    },
    /// What must hold before a commit: formatting, clippy, docs, tidy, drift, tests.
    Ci {
        /// Leave the tests out (CI runs them on their own).
        #[arg(long)]
        no_tests: bool,
    },
    /// Checks what no compiler checks: layers, file sizes, module docs, code in the wrong room.
    Tidy,
    /// Regenerates everything generated that is checked in.
    Regenerate {
        /// Only this kind of generated files.
        what: Option<regenerate::What>,
        /// Only compare; fail on any difference.
        #[arg(long)]
        check: bool,
    },
    /// Creates the files of a new breaking-change rule and registers it.
    NewRule {
        /// The object it speaks of: operation, parameter, body, response, schema, security.
        object: String,
        /// Its id in kebab-case, past tense: `parameter-became-required`.
        id: String,
    },
    /// Creates `specs/features/<name>.yaml` to fill in.
    NewFeatureSpec {
        /// Name of the feature in kebab-case.
        name: String,
    },
    /// Accepts new snapshots after you have read them: prints each difference first.
    Bless {
        /// The package whose snapshots to accept.
        package: String,
    },
    /// Puts real contracts through the tool: loads, generates, compiles, compares.
    Corpus {
        /// A folder with `specs/` and `pairs/`, or the folder of pairs alone.
        folder: PathBuf,
        /// Also compile generated crates: a fixed sample, or all of them.
        #[arg(long, value_name = "WHICH", num_args = 0..=1, default_missing_value = "sample")]
        compile: Option<corpus::Selection>,
        /// Only documents whose path contains this text.
        #[arg(long)]
        only: Option<String>,
        /// Only this part of them, such as `2/8`: the smallest documents are in the first part, the largest in the last.
        #[arg(long, value_name = "K/N")]
        slice: Option<corpus::Slice>,
    },
    /// Compiles old callers against new clients: do they stop compiling where `diff` says so?
    Evolution,
    /// Runs the official conformance suites in a folder.
    Conformance {
        /// A folder with `json-schema-test-suite/`.
        folder: PathBuf,
    },
    /// Compares random pairs of schemas and holds every verdict and every witness against two validators.
    Laws {
        /// How many pairs.
        #[arg(long, default_value_t = 100_000)]
        cases: u64,
        /// The first pair; a failure names the one that shows it.
        #[arg(long, default_value_t = 0)]
        seed: u64,
        /// Optimise the code first.
        #[arg(long)]
        release: bool,
    },
    /// Fuzzes every parser of untrusted input for a bounded time; needs a C++ compiler.
    Fuzz {
        /// One target of `tests/fuzz/fuzz_targets`; all of them where none is named.
        target: Option<String>,
        /// Seconds for each target.
        #[arg(long, default_value_t = 30)]
        seconds: u32,
    },
    /// Measures what contracts cost to generate and to compile, beside other generators, in one run.
    Generators(generators::Arguments),
    /// Measures loading and generating beside the peers, and comparing, in one run.
    Bench {
        /// A large OpenAPI JSON document to load and generate from, or two to compare; the orders contract, repeated, where
        /// none is given.
        #[arg(num_args = 0..=2)]
        documents: Vec<PathBuf>,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().verb {
        Verb::Demo => demo::run(),
        Verb::Test { require_services } => test::run(require_services),
        Verb::Ci { no_tests } => ci::verb(!no_tests),
        Verb::Tidy => tidy::run(),
        Verb::Regenerate { what, check: true } => regenerate::verb(what, regenerate::Mode::Check),
        Verb::Regenerate { what, check: false } => regenerate::verb(what, regenerate::Mode::Write),
        Verb::NewRule { object, id } => scaffold::new_rule(&object, &id),
        Verb::NewFeatureSpec { name } => scaffold::new_feature_spec(&name),
        Verb::Bless { package } => bless::verb(&package),
        Verb::Corpus {
            folder,
            compile,
            only,
            slice,
        } => corpus::run(&folder, compile, only.as_deref(), slice),
        Verb::Evolution => corpus::evolution(),
        Verb::Conformance { folder } => corpus::conformance(&folder),
        Verb::Laws {
            cases,
            seed,
            release,
        } => laws::verb(cases, seed, release),
        Verb::Fuzz { target, seconds } => fuzz::verb(target.as_deref(), seconds),
        Verb::Generators(arguments) => generators::verb(&arguments),
        Verb::Bench { documents } => bench::verb(&documents),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}
