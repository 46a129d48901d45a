//! The numbers as one table that people read and spreadsheets load. Times are CPU seconds, memory is MiB.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::describe;
use super::tools::{Generator, Job, name};
use crate::measure::Run;

/// One generator on one document.
pub(super) struct Row {
    document: String,
    generator: &'static str,
    /// How the generator ended.
    code: Option<i32>,
    cpu: Duration,
    elapsed: Duration,
    peak: u64,
    /// Lines written; 0 where nothing was.
    pub(super) lines: usize,
    /// `cargo check`.
    pub(super) check: Option<Compiled>,
    /// `cargo build --release`.
    pub(super) release: Option<Compiled>,
}

/// What the compiler needed and said.
pub(super) struct Compiled {
    pub(super) cpu: Duration,
    pub(super) peak: u64,
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

const HEADING: &str = "document\tgenerator\tended\tgenerate s\twall s\tMiB\tlines\tcheck s\tcheck MiB\terrors\twarnings\trelease s";

impl Row {
    pub(super) fn new(job: &Job, generator: &Generator, run: &Run, lines: usize) -> Self {
        Self {
            document: name(&job.document),
            generator: generator.name,
            code: run.code,
            cpu: run.cpu,
            elapsed: run.elapsed,
            peak: run.peak,
            lines,
            check: None,
            release: None,
        }
    }

    /// The cells, tabs between them.
    pub(super) fn line(&self) -> String {
        let ended = match self.code {
            Some(0) => "fine".to_owned(),
            Some(code) => format!("code {code}"),
            None => "killed".to_owned(),
        };
        let mut cells = vec![
            self.document.clone(),
            self.generator.to_owned(),
            ended,
            format!("{:.3}", self.cpu.as_secs_f64()),
            format!("{:.3}", self.elapsed.as_secs_f64()),
            (self.peak >> 20).to_string(),
            self.lines.to_string(),
        ];
        match &self.check {
            Some(check) => cells.extend([
                format!("{:.2}", check.cpu.as_secs_f64()),
                (check.peak >> 20).to_string(),
                check.errors.to_string(),
                check.warnings.to_string(),
            ]),
            None => cells.extend(["", "", "", ""].map(str::to_owned)),
        }
        cells.push(self.release.as_ref().map_or_else(String::new, |release| {
            format!("{:.2}", release.cpu.as_secs_f64())
        }));
        cells.join("\t")
    }
}

/// Writes `table.tsv` into `folder` and gives its path.
pub(super) fn write(rows: &[Row], folder: &Path) -> Result<PathBuf, String> {
    let lines = rows.iter().map(Row::line);
    let lines: Vec<String> = std::iter::once(HEADING.to_owned()).chain(lines).collect();
    let path = folder.join("table.tsv");
    fs::write(&path, lines.join("\n") + "\n").map_err(|error| describe(&path, &error))?;
    Ok(path)
}
