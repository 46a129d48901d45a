//! The door to the outside: bytes of a location, and which location a relative reference means.

use std::fmt::Debug;
use std::path::PathBuf;

/// Reads texts by location. A location is a name with a meaning to one implementation: a path, `REV:path`, a key.
pub trait Fetch: Debug {
    /// The bytes at a location, at most `limit` of them.
    fn fetch(&self, location: &str, limit: u64) -> Result<Vec<u8>, FetchError>;

    /// The normalised form of a location as a user writes it: two that mean the same file should be equal.
    fn locate(&self, location: &str) -> Result<String, FetchError>;

    /// The location that a reference without its fragment means in a file at `base` (RFC 3986 section 5).
    fn resolve(&self, base: &str, reference: &str) -> Result<String, FetchError>;

    /// Is the text of this absolute URI at hand? References to other URIs are refused: nothing is fetched from afar unless
    /// an implementation says that it can be.
    fn serves(&self, uri: &str) -> bool {
        let _ = uri;
        false
    }

    /// The local file behind a location, for build scripts that watch what was read.
    fn local_path(&self, location: &str) -> Option<PathBuf>;
}

/// Why a location could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// There is nothing at the location.
    #[error("there is no such file")]
    NotFound,
    /// A directory stands there.
    #[error("it is a directory")]
    Directory,
    /// Neither a file nor a pipe: a device or a socket.
    #[error("it is not a file")]
    NotAFile,
    /// More bytes than allowed.
    #[error("it is larger than {limit} bytes")]
    TooLarge {
        /// The limit that was passed.
        limit: u64,
    },
    /// A reference that leaves the machine.
    #[error("`{scheme}:` references are not followed")]
    Remote {
        /// The scheme as written, `https` for example.
        scheme: String,
    },
    /// A path that leaves the tree it belongs to, such as `../..` beyond the root of a git repository.
    #[error("it lies outside of {root}")]
    Outside {
        /// What it lies outside of.
        root: String,
    },
    /// Git does not know the revision or cannot be run.
    #[error("git: {message}")]
    Git {
        /// What git said.
        message: String,
    },
    /// The operating system refuses.
    #[error("{source}")]
    Io {
        /// Why.
        source: std::io::Error,
    },
}
