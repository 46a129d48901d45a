//! What each document cost and came to, as one table that people read and spreadsheets load.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// One document.
pub(super) struct Row {
    /// Its path below the corpus folder.
    pub(super) document: String,
    /// The package its crate is.
    pub(super) krate: String,
    /// The code of the first error of a document that was refused.
    pub(super) refusal: Option<String>,
    /// Operations generated.
    pub(super) operations: u64,
    /// Lines generated; 0 where nothing was.
    pub(super) lines: u64,
    /// CPU time and peak memory in bytes of loading and generating.
    pub(super) generation: Option<(Duration, u64)>,
    /// What the compiler said of the crate, where it was asked.
    pub(super) check: Option<Checked>,
}

/// What the compiler said of a crate.
pub(super) struct Checked {
    /// CPU time of `cargo check` of the crate alone.
    pub(super) cpu: Duration,
    /// Peak memory in bytes.
    pub(super) peak: u64,
    /// Errors.
    pub(super) errors: usize,
    /// Warnings.
    pub(super) warnings: usize,
}

impl Row {
    pub(super) const fn new(document: String, krate: String) -> Self {
        Self {
            document,
            krate,
            refusal: None,
            operations: 0,
            lines: 0,
            generation: None,
            check: None,
        }
    }
}

/// Writes the table to `path`. Times are CPU seconds, memory is MiB.
pub(super) fn write(rows: &[Row], path: &Path) -> Result<(), String> {
    let mut text = String::from(
        "document\trefused for\toperations\tlines\tgenerate s\tgenerate MiB\tcheck s\tcheck MiB\terrors\twarnings\n",
    );
    for row in rows {
        let _ = write!(
            text,
            "{}\t{}\t{}\t{}",
            row.document,
            row.refusal.as_deref().unwrap_or(""),
            row.operations,
            row.lines
        );
        match row.generation {
            Some((cpu, peak)) => {
                let _ = write!(text, "\t{:.3}\t{}", cpu.as_secs_f64(), peak >> 20);
            }
            None => text.push_str("\t\t"),
        }
        match &row.check {
            Some(check) => {
                let _ = writeln!(
                    text,
                    "\t{:.1}\t{}\t{}\t{}",
                    check.cpu.as_secs_f64(),
                    check.peak >> 20,
                    check.errors,
                    check.warnings
                );
            }
            None => text.push_str("\t\t\t\t\n"),
        }
    }
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
