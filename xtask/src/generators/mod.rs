//! `cargo xtask generators DOCUMENT...`: what a contract costs to generate and to compile, ours beside the peers, in one run on
//! one machine.
//!
//! Numbers are for reading and nothing is asserted. A peer that is not installed is left out; `--install` fetches the versions
//! named in `tools.rs` into `target/generators/tools`.

mod check;
mod table;
mod tools;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use table::Row;
use tools::{Generator, Job};

use crate::measure::{Run, run};
use crate::shell::{Outcome, build_countersign, last_lines, target_folder};

/// A generator gets this long for one document.
const LIMIT: Duration = Duration::from_secs(300);

/// Runs of each generator on each document; the best counts, so that a busy machine hurts all alike.
const ROUNDS: usize = 3;

/// What to do.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// OpenAPI documents.
    #[arg(required_unless_present = "install")]
    documents: Vec<PathBuf>,
    /// Install the peers first, from the registries of Rust, Python and npm.
    #[arg(long)]
    install: bool,
    /// Only generators whose name contains this text.
    #[arg(long)]
    only: Option<String>,
    /// Also compile what the Rust generators wrote: `cargo check` of the crate alone, its dependencies built.
    #[arg(long)]
    check: bool,
    /// Also build it with optimisations. Takes minutes.
    #[arg(long, requires = "check")]
    release: bool,
}

/// Measures every generator on every document.
pub(crate) fn verb(arguments: &Arguments) -> Outcome {
    let folder = target_folder()?.join("generators");
    let tools = folder.join("tools");
    if arguments.install {
        tools::install(&tools)?;
    }
    let countersign = build_countersign("release")?;
    let wanted = |generator: &Generator| {
        let only = arguments.only.as_deref();
        only.is_none_or(|only| generator.name.contains(only))
    };
    let generators: Vec<Generator> = tools::all(&countersign, &tools)
        .into_iter()
        .filter(wanted)
        .filter(|generator| {
            let there = generator.program.exists();
            if !there {
                eprintln!("generators: {} is not installed", generator.name);
            }
            there
        })
        .collect();
    let mut rows = Vec::new();
    for document in &arguments.documents {
        let document = document
            .canonicalize()
            .map_err(|error| format!("{}: {error}", document.display()))?;
        for generator in &generators {
            let job = Job::new(&document, &folder.join("out"), generator.name);
            let mut row = measure(generator, &job)?;
            if arguments.check && row.lines > 0 && generator.is_rust() {
                row.check = check::check(&job, generator, &folder)?;
            }
            if arguments.release && row.check.as_ref().is_some_and(|check| check.errors == 0) {
                row.release = check::release(&job, generator, &folder)?;
            }
            eprintln!("generators: {}", row.line());
            rows.push(row);
        }
    }
    let path = table::write(&rows, &folder)?;
    eprintln!("generators: table: {}", path.display());
    Ok(())
}

/// The best of some runs, each into a fresh folder.
fn measure(generator: &Generator, job: &Job) -> Result<Row, String> {
    let mut best: Option<Run> = None;
    for _ in 0..ROUNDS {
        if job.out.exists() {
            fs::remove_dir_all(&job.out).map_err(|error| describe(&job.out, &error))?;
        }
        fs::create_dir_all(&job.out).map_err(|error| describe(&job.out, &error))?;
        if let Some(prepare) = generator.prepare {
            prepare(job)?;
        }
        let made = run(&mut (generator.command)(&generator.program, job), LIMIT)?;
        if made.code != Some(0) {
            let said = last_lines(&made.stderr, 5).join("\n");
            eprintln!("generators: {}: {}: {said}", generator.name, job.krate);
            best = Some(made);
            break;
        }
        if best.as_ref().is_none_or(|best| made.cpu < best.cpu) {
            best = Some(made);
        }
    }
    let run = best.ok_or("nothing was run")?;
    let lines = match run.code {
        Some(0) => lines(&job.out, generator.endings)?,
        _ => 0,
    };
    Ok(Row::new(job, generator, &run, lines))
}

/// Lines in all files of `folder` with one of these endings.
fn lines(folder: &Path, endings: &[&str]) -> Result<usize, String> {
    let mut lines = 0;
    for entry in fs::read_dir(folder).map_err(|error| describe(folder, &error))? {
        let path = entry.map_err(|error| describe(folder, &error))?.path();
        if path.is_dir() {
            lines += self::lines(&path, endings)?;
        } else if path
            .extension()
            .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
        {
            let text = fs::read_to_string(&path).map_err(|error| describe(&path, &error))?;
            lines += text.lines().count();
        }
    }
    Ok(lines)
}

fn describe(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
