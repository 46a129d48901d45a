//! `cargo xtask corpus DIR`: real contracts through the real tool.
//!
//! The documents are not ours and stay outside the repository; what is ours are the tables that say what each one must show.

mod compile;
mod documents;
mod instances;
mod official;
mod pairs;
mod refusals;
mod slice;
mod table;

use std::fs;
use std::path::Path;

pub(crate) use compile::{Selection, messages};
pub(crate) use slice::Slice;

use crate::shell::{Outcome, build_countersign, run_example, target_folder};

/// Loads and generates every document, compares every pair and, where asked, compiles the generated crates. Of a slice, it
/// looks at the documents alone, and of a folder without `specs/`, which is one of pairs, at the pairs alone.
pub(crate) fn run(
    folder: &Path,
    compile: Option<Selection>,
    only: Option<&str>,
    slice: Option<Slice>,
) -> Outcome {
    let folder = folder
        .canonicalize()
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    let countersign = build_countersign("release")?;
    let specs = folder.join("specs");
    if !specs.is_dir() {
        let mut failures = Vec::new();
        pairs::check(&folder, &countersign, only, &mut failures)?;
        return told(&failures);
    }
    let out = target_folder()?.join("corpus");
    let crates = out.join("crates");
    if crates.exists() {
        fs::remove_dir_all(&crates).map_err(|error| format!("{}: {error}", crates.display()))?;
    }
    fs::create_dir_all(&crates).map_err(|error| format!("{}: {error}", crates.display()))?;
    let mut failures = Vec::new();
    let documents = documents::find(&specs, only, slice)?;
    let mut rows = documents::check(&specs, &documents, &crates, &countersign, &mut failures)?;
    refusals::check(&rows, &mut failures);
    if slice.is_none() {
        official::check(&specs, &countersign, only, &mut failures)?;
        instances::check(&specs, &mut failures);
        pairs::check(&folder.join("pairs"), &countersign, only, &mut failures)?;
    }
    if let Some(selection) = compile {
        compile::check(&mut rows, &crates, selection, &mut failures)?;
    }
    let table = out.join(table_name(slice));
    table::write(&rows, &table)?;
    eprintln!("corpus: table: {}", table.display());
    told(&failures)
}

/// Says what failed, each on a line.
fn told(failures: &[String]) -> Outcome {
    for failure in failures {
        eprintln!("corpus: {failure}");
    }
    if failures.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "{} expectations of the corpus failed",
            failures.len()
        ))
    }
}

fn table_name(slice: Option<Slice>) -> String {
    slice.map_or_else(
        || "table.tsv".to_owned(),
        |slice| format!("table-{}-of-{}.tsv", slice.number, slice.of),
    )
}

/// Runs the official suites through the end-to-end crate's runners: values against schemas, and schemas against schemas.
pub(crate) fn conformance(folder: &Path) -> Outcome {
    let folder = folder
        .canonicalize()
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    for runner in ["conformance", "containment"] {
        run_example(runner, &[&folder])?;
    }
    Ok(())
}

/// Compiles the callers of `tests/evolution` against what becomes of their contract, beside the crates of the corpus, which have
/// the same dependencies.
pub(crate) fn evolution() -> Outcome {
    let target = target_folder()?;
    run_example(
        "evolution",
        &[&target.join("evolution"), &target.join("corpus/target")],
    )
}
