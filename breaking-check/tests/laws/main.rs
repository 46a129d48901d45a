//! Laws of the comparison over many random pairs of schemas: `cargo xtask laws --cases N --seed S`; `cargo test` runs a few.
//!
//! Each pair is related as schemas, and compared as whole contracts in both worlds and both directions. Two validators that know
//! nothing of the comparison judge every witness and every sample.

#![expect(clippy::print_stdout, reason = "a runner talks to a terminal")]

#[path = "../compare/schemas.rs"]
mod schemas;

mod contracts;
mod oracle;
mod relations;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

/// What `cargo test` runs.
const CASES: u64 = 100;

/// How many pairs, and the first of them.
struct Run {
    cases: u64,
    seed: u64,
}

/// How often each thing was seen.
#[derive(Default)]
pub(crate) struct Counts(BTreeMap<&'static str, u64>);

impl Counts {
    pub(crate) fn add(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    fn join(&mut self, other: Self) {
        for (what, count) in other.0 {
            *self.0.entry(what).or_default() += count;
        }
    }

    fn of(&self, what: &'static str) -> u64 {
        self.0.get(what).copied().unwrap_or_default()
    }
}

/// Three schemas: the first two belong together, the third is for transitivity.
pub(crate) struct Case {
    pub(crate) base: Value,
    pub(crate) revision: Value,
    pub(crate) third: Value,
}

fn main() -> ExitCode {
    let run = match arguments(std::env::args().skip(1)) {
        Ok(run) => run,
        Err(problem) => {
            println!("laws: {problem}");
            return ExitCode::FAILURE;
        }
    };
    let start = Instant::now();
    let threads = thread::available_parallelism().map_or(1, |threads| threads.get() as u64);
    let counted: Vec<Result<Counts, String>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|worker| {
                let seeds = run.seed..run.seed + run.cases;
                scope.spawn(move || hold(seeds.filter(|seed| seed % threads == worker)))
            })
            .collect();
        let joined = workers.into_iter().map(thread::ScopedJoinHandle::join);
        joined.map(|held| held.expect("no panic")).collect()
    });
    let mut counts = Counts::default();
    for held in counted {
        match held {
            Ok(held) => counts.join(held),
            Err(broken) => {
                println!("{broken}");
                return ExitCode::FAILURE;
            }
        }
    }
    println!(
        "laws: {} pairs from seed {} in {:.0?}",
        run.cases,
        run.seed,
        start.elapsed()
    );
    for (what, count) in &counts.0 {
        println!("laws: {count:>9} {what}");
    }
    for (unknown, all) in [
        ("relations unknown", "relations"),
        ("findings unknown", "findings"),
    ] {
        let share = 100.0 * ratio(counts.of(unknown), counts.of(all));
        println!("laws: {share:.2} % of {all} unknown");
    }
    ExitCode::SUCCESS
}

/// Holds the laws against the pairs of these seeds.
fn hold(seeds: impl Iterator<Item = u64>) -> Result<Counts, String> {
    let mut counts = Counts::default();
    for seed in seeds {
        let case = case(seed);
        let mut held = relations::laws(&case, &mut counts);
        held = held.and_then(|()| contracts::laws(&case, &mut counts));
        if let Err(broken) = held {
            let Case {
                base,
                revision,
                third,
            } = case;
            return Err(format!(
                "laws: {broken}\n  base      {base}\n  revision  {revision}\n  third     {third}\nlaws: again with `cargo xtask laws --cases 1 --seed {seed}`"
            ));
        }
    }
    Ok(counts)
}

#[expect(clippy::cast_precision_loss, reason = "a share to show")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The schemas of a seed.
fn case(seed: u64) -> Case {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let tree = (schemas::pair(), schemas::schema()).new_tree(&mut runner);
    let ((base, revision), third) = tree.expect("the generator refuses nothing").current();
    Case {
        base,
        revision,
        third,
    }
}

/// `--cases N` and `--seed S`; what the test harness of cargo adds is left alone.
fn arguments(mut given: impl Iterator<Item = String>) -> Result<Run, String> {
    let mut run = Run {
        cases: CASES,
        seed: 0,
    };
    while let Some(argument) = given.next() {
        let place = match argument.as_str() {
            "--cases" => &mut run.cases,
            "--seed" => &mut run.seed,
            _ => continue,
        };
        let number = given.next().unwrap_or_default();
        *place = number
            .parse()
            .map_err(|_| format!("`{argument} {number}` has no number"))?;
    }
    Ok(run)
}
