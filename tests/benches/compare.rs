//! What does comparing two versions cost, and how does the cost grow with their size?
//!
//! `cargo xtask bench`, or `cargo xtask bench BASE REVISION` for two documents. Every row is the best of several runs in one
//! process. Nothing is asserted: numbers are for reading.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark reads documents and prints a table"
)]

mod orders;

use std::hint::black_box;
use std::time::{Duration, Instant};

use countersign_breaking_check::{Options, compare};
use countersign_contract::{Contract, load};
use orders::{megabytes, repeated};

/// Runs of each row.
const ROUNDS: usize = 5;

/// How often the orders contract is repeated.
const SIZES: [usize; 5] = [50, 100, 200, 400, 800];

/// Characters of the longest bar.
const WIDTH: f64 = 40.0;

/// What one size costs.
struct Row {
    size: f64,
    changes: usize,
    load: Duration,
    same: Duration,
    changed: Duration,
}

fn main() {
    // `cargo bench` passes `--bench`; what remains are the documents.
    let documents: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let read = |path: &String| {
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    let rows: Vec<Row> = match documents.as_slice() {
        [base, revision] => vec![row(&read(base), &read(revision))],
        _ => SIZES.iter().map(|size| edited(*size)).collect(),
    };
    println!(
        "{:>8} {:>9} {:>9} {:>10} {:>8} {:>8}",
        "MB each", "load both", "the same", "edited", "changes", "ms / MB"
    );
    let milliseconds = |duration: Duration| duration.as_secs_f64() * 1e3;
    let all = |row: &Row| milliseconds(row.load + row.changed);
    let most = rows.iter().map(all).fold(1.0, f64::max);
    for row in &rows {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a bar of at most WIDTH characters"
        )]
        let bar = "#".repeat((all(row) / most * WIDTH).ceil() as usize);
        println!(
            "{:>8.2} {:>9.1} {:>9.2} {:>10.1} {:>8} {:>8.1}  {bar}",
            row.size,
            milliseconds(row.load),
            milliseconds(row.same),
            milliseconds(row.changed),
            row.changes,
            all(row) / (2.0 * row.size),
        );
    }
}

/// The orders contract, repeated, beside itself with the same edit in every copy.
fn edited(times: usize) -> Row {
    let base = repeated(times);
    let revision = base.replace("\"maximum\":1000", "\"maximum\":500");
    assert_ne!(base, revision, "the edit must be one");
    row(&base, &revision)
}

fn row(base: &str, revision: &str) -> Row {
    let options = Options::default();
    let (both, load) = best(|| (contract(base), contract(revision)));
    let (_, same) = best(|| compare(&both.0, &both.0, &options));
    let (report, changed) = best(|| compare(&both.0, &both.1, &options));
    Row {
        size: megabytes(base.len() + revision.len()) / 2.0,
        changes: report.changes.len(),
        load,
        same,
        changed,
    }
}

fn contract(text: &str) -> Contract {
    let loaded = load::load_text("bench.json", black_box(text));
    loaded.contract.expect("the document is a contract")
}

/// What something gives, and the shortest time it took.
fn best<T>(run: impl Fn() -> T) -> (T, Duration) {
    let timed = || {
        let start = Instant::now();
        (run(), start.elapsed())
    };
    let first = timed();
    (1..ROUNDS).fold(first, |best, _| {
        let next = timed();
        if next.1 < best.1 { next } else { best }
    })
}
