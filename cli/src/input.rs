//! From what the user typed to a loaded contract or the text of an instance.

use std::io;
use std::path::Path;

use countersign_contract::load::{self, FileFetch, GitFetch, LoadOptions, Loaded, MemoryFetch};

use crate::Surroundings;

/// Loads a contract from a file, from `-`, or from `REVISION:path`.
///
/// A text that names an existing file is that file, even with a colon in it.
pub(crate) fn contract(spec: &str, around: &Surroundings<'_>) -> io::Result<Loaded> {
    let options = LoadOptions::default();
    if spec == "-" {
        let memory = MemoryFetch::new().with("<stdin>", (around.stdin)()?);
        return Ok(load::load("<stdin>", &memory, &options));
    }
    if GitFetch::understands(spec) && !Path::new(spec).exists() {
        return Ok(load::load(spec, &GitFetch::new(), &options));
    }
    Ok(load::load(spec, &FileFetch, &options))
}

/// The text of an instance and the name to show for it.
pub(crate) fn instance(argument: &str, around: &Surroundings<'_>) -> io::Result<(String, Vec<u8>)> {
    if argument == "-" {
        return Ok(("<stdin>".to_owned(), (around.stdin)()?));
    }
    let bytes = std::fs::read(argument)
        .map_err(|error| io::Error::new(error.kind(), format!("{argument}: {error}")))?;
    Ok((argument.to_owned(), bytes))
}
