//! Generating from a program of the user's own: from `build.rs` into `OUT_DIR`, again whenever a file of the contract changes,
//! or from an xtask into a folder that is checked in ([`Builder::write`], [`Builder::check`]).
//!
//! ```no_run
//! // build.rs
//! use countersign_codegen::build::{BuildError, Builder};
//!
//! fn main() -> Result<(), BuildError> {
//!     Builder::new("contract/orders.yaml").generate()
//! }
//! ```
//! and in the crate:
//! ```ignore
//! pub mod api {
//!     include!(concat!(env!("OUT_DIR"), "/api/mod.rs"));
//! }
//! ```

mod checked_in;
mod error;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use countersign_contract::diagnostic::{Diagnostic, Severity};
use countersign_contract::load::{FileFetch, LoadOptions, Loaded, OverlayFile, load_overlaid};
use countersign_contract::source::SourceMap;
use countersign_contract::{Contract, Diagnostics};

use crate::options::{Features, Filter, Output, Sides};
use crate::write::{Stamp, write};
use crate::{Options, generate};

pub use error::BuildError;

/// What is generated, and from what.
#[derive(Clone, Debug)]
pub struct Builder {
    contract: PathBuf,
    overlays: Vec<PathBuf>,
    module: String,
    output: Output,
    sides: Sides,
    filter: Filter,
    features: Features,
}

impl Builder {
    /// Types, client and server of a contract, in the folder `api` of `OUT_DIR`. The path is relative to the package.
    pub fn new(contract: impl Into<PathBuf>) -> Self {
        Self {
            contract: contract.into(),
            overlays: Vec::new(),
            module: String::from("api"),
            output: Output::default(),
            sides: Sides::default(),
            filter: Filter::default(),
            features: Features::default(),
        }
    }

    /// An overlay (Overlay 1.0 or 1.1) that is applied to the contract, after those given before. The path is relative to the
    /// package; cargo watches it.
    ///
    /// ```
    /// use countersign_codegen::build::Builder;
    ///
    /// let builder = Builder::new("contract/orders.yaml").overlay("contract/public.overlay.yaml");
    /// ```
    #[must_use]
    pub fn overlay(mut self, overlay: impl Into<PathBuf>) -> Self {
        self.overlays.push(overlay.into());
        self
    }

    /// The form of what is generated: a module tree unless said otherwise, which is what a build script includes.
    #[must_use]
    pub fn output(mut self, output: Output) -> Self {
        self.output = output;
        self
    }

    /// Which sides are generated.
    #[must_use]
    pub fn sides(mut self, sides: Sides) -> Self {
        self.sides = sides;
        self
    }

    /// Which operations are generated, and with them which types.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = filter;
        self
    }

    /// Which cargo features what is generated is behind; those that are named have to be in the package's `Cargo.toml`.
    ///
    /// ```
    /// use countersign_codegen::build::Builder;
    /// use countersign_codegen::options::Features;
    ///
    /// // [features]
    /// // default = ["client", "server", "orders", "payments"]
    /// let builder = Builder::new("contract/orders.yaml").features(Features::PerTag);
    /// ```
    #[must_use]
    pub fn features(mut self, features: Features) -> Self {
        self.features = features;
        self
    }

    /// The folder in `OUT_DIR`, in place of `api`: for packages with several contracts.
    #[must_use]
    pub fn module(mut self, name: impl Into<String>) -> Self {
        self.module = name.into();
        self
    }

    /// Generates into `OUT_DIR` and tells cargo which files were read. Files that have the right bytes are not touched, so
    /// that an unchanged contract compiles nothing; nothing is generated at all where what is there was made of the same
    /// contract with the same options by the same build script.
    ///
    /// # Errors
    /// [`BuildError`]. The files of an earlier run are untouched then.
    pub fn generate(self) -> Result<(), BuildError> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the door through which a build script is told its folder"
        )]
        let folder = std::env::var_os("OUT_DIR").ok_or(BuildError::NoOutDir)?;
        let mut instructions = Vec::new();
        let result = self.generate_into(Path::new(&folder), &mut instructions);
        let mut stdout = io::stdout().lock();
        for instruction in instructions {
            writeln!(stdout, "{instruction}").map_err(BuildError::Instructions)?;
        }
        result
    }

    /// Like [`Builder::generate`], into any folder; the lines for cargo are added to `instructions`, also on errors.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn generate_into(
        &self,
        folder: &Path,
        instructions: &mut Vec<String>,
    ) -> Result<(), BuildError> {
        let loaded = self.load();
        instructions.extend(self.watched(&loaded));
        let contract = usable(&loaded)?;
        let diagnostics = made(contract, &self.options(), &folder.join(&self.module))?;
        for severity in [Severity::Error, Severity::Warning] {
            let lines = lines(&loaded.sources, diagnostics.iter(), severity);
            instructions.extend(lines.iter().map(|line| format!("cargo::warning={line}")));
        }
        Ok(())
    }

    fn options(&self) -> Options {
        Options {
            output: self.output.clone(),
            sides: self.sides,
            filter: self.filter.clone(),
            features: self.features,
        }
    }

    fn load(&self) -> Loaded {
        let locations: Vec<_> = self
            .overlays
            .iter()
            .map(|path| path.to_string_lossy())
            .collect();
        let overlays: Vec<OverlayFile<'_>> = locations
            .iter()
            .map(|location| OverlayFile {
                location,
                fetch: &FileFetch,
            })
            .collect();
        let contract = self.contract.to_string_lossy();
        load_overlaid(&contract, &overlays, &FileFetch, &LoadOptions::default())
    }

    /// `rerun-if-changed` for exactly the files that were asked for: a folder would rebuild for every file in it. Cargo runs a
    /// script on every build as long as a watched path does not exist, so a missing file is named only because the build
    /// fails for want of it, and goes on when it appears.
    fn watched(&self, loaded: &Loaded) -> Vec<String> {
        let mut files: Vec<&Path> = loaded.files.iter().map(PathBuf::as_path).collect();
        for named in std::iter::once(&self.contract).chain(&self.overlays) {
            if !files.contains(&named.as_path()) {
                files.push(named);
            }
        }
        let line = |file: &Path| format!("cargo::rerun-if-changed={}", file.display());
        files.into_iter().map(line).collect()
    }
}

/// The contract, unless it has errors that keep it from being used.
fn usable(loaded: &Loaded) -> Result<&Contract, BuildError> {
    let errors = loaded
        .diagnostics
        .iter()
        .filter(|found| found.prevents_use());
    let errors = lines(&loaded.sources, errors, Severity::Error);
    match &loaded.contract {
        Some(contract) if errors.is_empty() => Ok(contract),
        Some(_) | None => Err(BuildError::Contract(errors)),
    }
}

/// Generates into a folder and notes it, unless the note says that this was made there before.
fn made(contract: &Contract, options: &Options, folder: &Path) -> Result<Diagnostics, BuildError> {
    let stamp = Stamp::of(contract, options);
    let recorded = stamp
        .as_ref()
        .and_then(|stamp| stamp.recorded(contract, folder));
    if let Some(recorded) = recorded {
        return Ok(recorded.diagnostics);
    }
    let (tree, diagnostics) = generate(contract, options);
    write(&tree, folder).map_err(BuildError::Write)?;
    if let Some(stamp) = stamp {
        stamp
            .record(&tree, &contract.sources, &diagnostics, folder)
            .map_err(BuildError::Write)?;
    }
    Ok(diagnostics)
}

fn lines<'d>(
    sources: &SourceMap,
    diagnostics: impl Iterator<Item = &'d Diagnostic>,
    severity: Severity,
) -> Vec<String> {
    diagnostics
        .filter(|diagnostic| diagnostic.severity == severity)
        .map(|diagnostic| {
            let place = diagnostic
                .span
                .map(|span| format!("{}: ", sources.location(span)));
            let message = diagnostic.message.replace('\n', " ");
            format!(
                "{}{message} [{}]",
                place.unwrap_or_default(),
                diagnostic.code
            )
        })
        .collect()
}
