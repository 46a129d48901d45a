//! Generating code that is checked in, from a program of the user's own: `cargo xtask codegen [--check]`.

use std::path::Path;

use super::{BuildError, Builder, lines, made, usable};
use crate::generate;
use crate::write::check;
use countersign_contract::Diagnostics;
use countersign_contract::diagnostic::Severity;
use countersign_contract::source::SourceMap;

impl Builder {
    /// Makes a folder hold what the contract says, in the form of [`Builder::output`], and gives what is worth a look: a line
    /// for each warning. Files that have the right bytes are not touched; files that somebody else wrote are not either.
    ///
    /// ```no_run
    /// use countersign_codegen::build::{BuildError, Builder};
    /// use countersign_codegen::options::{CrateOptions, Output};
    ///
    /// fn main() -> Result<(), BuildError> {
    ///     let api = Builder::new("contracts/parcels.yaml")
    ///         .output(Output::Crate(CrateOptions::new("parcels-api")));
    ///     for warning in api.write("api")? {
    ///         eprintln!("{warning}");
    ///     }
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// [`BuildError::Contract`] and [`BuildError::Write`].
    pub fn write(&self, folder: impl AsRef<Path>) -> Result<Vec<String>, BuildError> {
        let loaded = self.load();
        let contract = usable(&loaded)?;
        let diagnostics = made(contract, &self.options(), folder.as_ref())?;
        Ok(warnings(&loaded.sources, &diagnostics))
    }

    /// Compares a folder with what [`Builder::write`] would make of it, and changes nothing: for continuous integration and
    /// hooks. What it gives is the same.
    ///
    /// # Errors
    /// [`BuildError::Drift`] if they differ; else as [`Builder::write`].
    pub fn check(&self, folder: impl AsRef<Path>) -> Result<Vec<String>, BuildError> {
        let loaded = self.load();
        let contract = usable(&loaded)?;
        let (tree, diagnostics) = generate(contract, &self.options());
        let drift = check(&tree, folder.as_ref()).map_err(BuildError::Write)?;
        if drift.is_empty() {
            Ok(warnings(&loaded.sources, &diagnostics))
        } else {
            Err(BuildError::Drift(drift))
        }
    }
}

fn warnings(sources: &SourceMap, diagnostics: &Diagnostics) -> Vec<String> {
    [Severity::Error, Severity::Warning]
        .into_iter()
        .flat_map(|severity| lines(sources, diagnostics.iter(), severity))
        .collect()
}
