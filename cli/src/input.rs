//! From what the user typed to a loaded contract or the text of an instance.

use std::io;
use std::path::Path;

use countersign_contract::load::{
    Fetch, FileFetch, GitFetch, LoadOptions, Loaded, MemoryFetch, OverlayFile, load_overlaid,
};

use crate::Surroundings;

/// Loads a contract from a file, from `-`, or from `REVISION:path`, and applies overlays from files or `REVISION:path`.
///
/// A text that names an existing file is that file, even with a colon in it.
pub(crate) fn contract(
    spec: &str,
    overlays: &[String],
    stdin: &dyn Fn() -> io::Result<Vec<u8>>,
) -> io::Result<Loaded> {
    let options = LoadOptions::default();
    let (files, git) = (FileFetch, GitFetch::new());
    let fetch_of = |location: &str| -> &dyn Fetch { if in_git(location) { &git } else { &files } };
    let overlays: Vec<OverlayFile<'_>> = overlays
        .iter()
        .map(|location| OverlayFile {
            location,
            fetch: fetch_of(location),
        })
        .collect();
    if spec == "-" {
        let memory = MemoryFetch::new().with(STDIN, stdin()?);
        return Ok(load_overlaid(STDIN, &overlays, &memory, &options));
    }
    Ok(load_overlaid(spec, &overlays, fetch_of(spec), &options))
}

/// What reports call standard input.
pub(crate) const STDIN: &str = "<stdin>";

/// Is this `REVISION:path`, and no file of that name?
pub(crate) fn in_git(location: &str) -> bool {
    GitFetch::understands(location) && !Path::new(location).exists()
}

/// The text of an instance and the name to show for it.
pub(crate) fn instance(argument: &str, around: &Surroundings<'_>) -> io::Result<(String, Vec<u8>)> {
    if argument == "-" {
        return Ok((STDIN.to_owned(), (around.stdin)()?));
    }
    let bytes = std::fs::read(argument)
        .map_err(|error| io::Error::new(error.kind(), format!("{argument}: {error}")))?;
    Ok((argument.to_owned(), bytes))
}
