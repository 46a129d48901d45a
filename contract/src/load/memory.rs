//! Texts that are in memory: tests, standard input, build scripts with embedded contracts.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::fetch::{Fetch, FetchError};
use super::location::{join, reference_path};
use crate::uri;

/// Texts by slash-separated name or by absolute URI. References between names resolve as between files of one folder tree,
/// references to URIs to the texts that were given under them.
#[derive(Clone, Debug, Default)]
pub struct MemoryFetch {
    texts: BTreeMap<String, Vec<u8>>,
}

impl MemoryFetch {
    /// No texts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under a name.
    #[must_use]
    pub fn with(mut self, name: &str, text: impl Into<Vec<u8>>) -> Self {
        self.insert(name, text);
        self
    }

    /// Adds a text under a name, in place of an earlier one of that name.
    pub fn insert(&mut self, name: &str, text: impl Into<Vec<u8>>) {
        let name = key(name);
        self.texts.insert(name, text.into());
    }
}

impl Fetch for MemoryFetch {
    fn fetch(&self, location: &str, limit: u64) -> Result<Vec<u8>, FetchError> {
        let bytes = self.texts.get(location).ok_or(FetchError::NotFound)?;
        if bytes.len() as u64 > limit {
            return Err(FetchError::TooLarge { limit });
        }
        Ok(bytes.clone())
    }

    fn locate(&self, location: &str) -> Result<String, FetchError> {
        Ok(key(location))
    }

    fn resolve(&self, base: &str, reference: &str) -> Result<String, FetchError> {
        let uri = uri::join(base, reference);
        if self.serves(&uri) {
            return Ok(uri);
        }
        join(base, &reference_path(reference)?).ok_or_else(|| FetchError::Outside {
            root: "the texts that were given".to_owned(),
        })
    }

    fn serves(&self, uri: &str) -> bool {
        uri::scheme(uri).is_some() && self.texts.contains_key(uri)
    }

    fn local_path(&self, _: &str) -> Option<PathBuf> {
        None
    }
}

/// The one spelling of a name or a URI.
fn key(name: &str) -> String {
    if uri::scheme(name).is_some() {
        return uri::normalise(name);
    }
    join("", name).unwrap_or_else(|| name.to_owned())
}
