//! What to tell an author when a location could not be read.

use super::fetch::FetchError;
use crate::diagnostic::Diagnostic;
use crate::source::SourceSpan;

/// The finding for a location, at the reference that led to it if there is one.
pub(super) fn describe(name: &str, error: &FetchError, site: Option<SourceSpan>) -> Diagnostic {
    let finding = match error {
        FetchError::NotFound => {
            Diagnostic::error("file-not-found", format!("there is no file `{name}`"))
        }
        FetchError::Directory => Diagnostic::error(
            "file-is-directory",
            format!("`{name}` is a directory, not a file"),
        ),
        FetchError::NotAFile => Diagnostic::error(
            "file-unreadable",
            format!("`{name}` is neither a file nor a pipe"),
        ),
        FetchError::TooLarge { limit } => Diagnostic::error(
            "file-too-large",
            format!("`{name}` is larger than {limit} bytes"),
        ),
        FetchError::Remote { .. } => Diagnostic::error(
            "reference-remote",
            format!("`{name}` is a remote reference, and those are not followed"),
        )
        .help("keep a copy beside the contract and refer to that"),
        FetchError::Outside { root } => Diagnostic::error(
            "reference-outside",
            format!("`{name}` lies outside of {root}"),
        ),
        FetchError::Git { message } => {
            Diagnostic::error("git", format!("git cannot read `{name}`: {message}"))
        }
        FetchError::Io { source } => Diagnostic::error(
            "file-unreadable",
            format!("`{name}` cannot be read: {source}"),
        ),
    };
    match site {
        Some(site) => finding.at(site),
        None => finding,
    }
}
