//! Why did a build script, or an xtask, generate nothing?

use std::fmt;
use std::io;

use crate::write::{Drift, WriteError};

/// Why nothing was generated. `Debug` reads like `Display`, because that is what cargo shows of a failing `main`.
#[non_exhaustive]
pub enum BuildError {
    /// The contract has errors; one line each, with file, line and column.
    Contract(Vec<String>),
    /// The folder does not hold what the contract says; see [`Builder::check`](super::Builder::check).
    Drift(Drift),
    /// `OUT_DIR` is not set: this does not run in a build script.
    NoOutDir,
    /// The files could not be written.
    Write(WriteError),
    /// Cargo could not be told what was read.
    Instructions(io::Error),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contract(errors) => {
                f.write_str("the contract cannot be used:")?;
                errors.iter().try_for_each(|error| write!(f, "\n  {error}"))
            }
            Self::Drift(drift) => {
                let files = drift.diffs.len();
                write!(
                    f,
                    "{files} files are not what the contract says; generate again:\n{drift}"
                )
            }
            Self::NoOutDir => f.write_str("OUT_DIR is not set: call this from build.rs"),
            Self::Write(error) => error.fmt(f),
            Self::Instructions(_) => f.write_str("cannot tell cargo what was read"),
        }
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)?;
        let mut source = std::error::Error::source(self);
        while let Some(cause) = source {
            write!(f, ": {cause}")?;
            source = cause.source();
        }
        Ok(())
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Contract(_) | Self::Drift(_) | Self::NoOutDir => None,
            Self::Write(error) => std::error::Error::source(error),
            Self::Instructions(error) => Some(error),
        }
    }
}
