//! `cargo xtask tidy`: the rules of the house that no compiler checks.

mod files;
mod layers;
mod rooms;

use crate::shell::Outcome;

/// Runs every check and lists everything it found.
pub(crate) fn run() -> Outcome {
    let mut findings = Vec::new();
    layers::check(&mut findings)?;
    let sources = files::tracked()?;
    files::check(&sources, &mut findings);
    rooms::check(&sources, &mut findings);
    if findings.is_empty() {
        eprintln!("tidy: {} files, nothing to say", sources.len());
        return Ok(());
    }
    for finding in &findings {
        eprintln!("tidy: {finding}");
    }
    Err(format!("tidy found {} things", findings.len()))
}
