//! How fast is loading and generating, beside the peers and the physical limit, on the same bytes in the same run?
//!
//! `cargo xtask bench [DOCUMENT.json]`. Every row is the best of several runs, peers interleaved with ours, so that a busy
//! machine hurts all alike. Nothing is asserted: numbers are for reading.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark reads a document and prints a table"
)]

mod orders;

use std::hint::black_box;
use std::time::{Duration, Instant};

use countersign_codegen::options::{CrateOptions, Output, RuntimeSource, Sides};
use countersign_codegen::{Options, generate};
use countersign_contract::syntax::SyntaxLimits;
use countersign_contract::{Diagnostics, SourceMap, load, syntax};
use orders::{megabytes, repeated};

/// A name and what is timed; `false` means that the document was refused.
type Row = (&'static str, fn(&str) -> bool);

/// Runs of each row.
const ROUNDS: usize = 7;

fn main() {
    // `cargo bench` passes `--bench`; what remains is the document.
    let document = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    let (name, text) = match document {
        Some(path) => {
            let text =
                std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
            (path, text)
        }
        None => (
            "specs/orders/v1.yaml as JSON, 500 times".to_owned(),
            repeated(500),
        ),
    };
    println!("{name}: {:.1} MB", megabytes(text.len()));
    if serde_json::from_str::<serde_json::Value>(&text).is_err() {
        println!("not JSON: the JSON peers are left out");
    }
    let rows: [Row; 6] = [
        ("every byte once (limit)", |text| {
            black_box(text.bytes().fold(0_u8, u8::wrapping_add)) != 1
        }),
        ("serde_json::IgnoredAny", |text| {
            serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
        }),
        ("serde_json::Value", |text| {
            serde_json::from_str::<serde_json::Value>(text).is_ok()
        }),
        ("openapiv3::OpenAPI", |text| {
            serde_json::from_str::<openapiv3::OpenAPI>(text).is_ok()
        }),
        ("countersign parse (spans)", |text| parse(text)),
        ("countersign load (contract)", |text| {
            load::load_text("bench.json", text).contract.is_some()
        }),
    ];
    let mut best = [Duration::MAX; 6];
    let mut fine = [true; 6];
    for _ in 0..ROUNDS {
        for (at, (_, run)) in rows.iter().enumerate() {
            let start = Instant::now();
            fine[at] &= run(black_box(&text));
            best[at] = best[at].min(start.elapsed());
        }
    }
    println!("\n{:<30} {:>10} {:>10}", "load", "ms", "MB/s");
    for (at, (name, _)) in rows.iter().enumerate() {
        let refused = if fine[at] {
            ""
        } else {
            "  (refused the document)"
        };
        let (ms, rate) = (
            best[at].as_secs_f64() * 1e3,
            megabytes(text.len()) / best[at].as_secs_f64(),
        );
        println!("{name:<30} {ms:>10.1} {rate:>10.0}{refused}");
    }
    generation(&text);
}

/// The syntax alone: every key and value with its span, nothing understood yet.
fn parse(text: &str) -> bool {
    let mut sources = SourceMap::new();
    let source = sources.add("bench.json", text);
    let mut diagnostics = Diagnostics::new();
    syntax::parse(source, &sources, &SyntaxLimits::default(), &mut diagnostics).is_some()
}

fn generation(text: &str) {
    let loaded = load::load_text("bench.json", text);
    let Some(contract) = loaded.contract else {
        println!("\ngenerate: the document is no contract");
        return;
    };
    println!(
        "\n{:<30} {:>10} {:>10} {:>12}",
        "generate", "ms", "lines", "lines/s"
    );
    for (name, sides) in [
        ("types", Sides::TypesOnly),
        ("types and client", Sides::Client),
        ("types, client, server", Sides::Both),
    ] {
        let output = Output::Crate(CrateOptions {
            name: "bench".to_owned(),
            runtime: RuntimeSource::Registry,
        });
        let options = Options {
            output,
            sides,
            ..Options::default()
        };
        let (mut best, mut lines) = (Duration::MAX, 0);
        for _ in 0..3 {
            let start = Instant::now();
            let (tree, _) = generate(&contract, &options);
            best = best.min(start.elapsed());
            lines = tree.iter().map(|(_, text)| text.lines().count()).sum();
        }
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate = lines as f64 / best.as_secs_f64();
        println!(
            "{name:<30} {:>10.1} {lines:>10} {rate:>12.0}",
            best.as_secs_f64() * 1e3
        );
    }
}
