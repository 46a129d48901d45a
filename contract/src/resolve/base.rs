//! Where a schema resource lives: what relative references in it are relative to (JSON Schema 2020-12 Core 8.2).

use crate::uri;

/// The base of a resource.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Base {
    /// Where its file lies, in the words of whoever fetches files; no `$id` says otherwise.
    Location(String),
    /// An absolute URI without fragment, in one spelling.
    Uri(String),
}

impl Base {
    /// The base of a file that lies at `location`; some locations are URIs themselves.
    pub(crate) fn of_location(location: &str) -> Self {
        if location.contains("://") {
            Self::Uri(uri::normalise(location))
        } else {
            Self::Location(location.to_owned())
        }
    }

    /// What a reference without its fragment means here. `locate` knows how locations are joined; `None` where they
    /// cannot be.
    pub(crate) fn join(
        &self,
        reference: &str,
        locate: impl FnOnce(&str, &str) -> Option<String>,
    ) -> Option<Self> {
        if uri::scheme(reference).is_some_and(|scheme| !scheme.eq_ignore_ascii_case("file")) {
            return Some(Self::Uri(uri::normalise(reference)));
        }
        match self {
            Self::Uri(base) => Some(Self::Uri(uri::join(base, reference))),
            Self::Location(base) if reference.is_empty() => Some(Self::Location(base.clone())),
            Self::Location(base) => locate(base, reference).map(Self::Location),
        }
    }
}
