//! The verbs, one file each: load, ask the library, print, choose the exit code.

mod check;
mod diff;
mod explain;
mod generate;
mod inspect;
mod validate;

use std::fmt;
use std::io::{self, Write};

use countersign_contract::load::Loaded;
use countersign_contract::{Contract, Diagnostics, Severity, SourceMap};

use crate::arguments::{Arguments, Color, Format, Threshold, Verb};
use crate::config::{Config, ConfigError};
use crate::render::{Frames, diagnostics_json, summary};
use crate::{Surroundings, UNUSABLE, input};

/// Why a verb could not even give a verdict.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Reading an input or writing an output failed.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The configuration is not usable.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// What was asked for makes no sense; the text says what to do.
    #[error("{0}")]
    Usage(String),
}

/// Runs the verb and gives the exit code.
pub(crate) fn run(arguments: &Arguments, around: &mut Surroundings<'_>) -> Result<u8, Failure> {
    let config = Config::load(arguments.config.as_deref())?;
    let overlays = if arguments.overlays.is_empty() {
        config.overlays.clone()
    } else {
        arguments.overlays.clone()
    };
    let mut session = Session {
        overlays,
        format: arguments.format,
        color: match arguments.color {
            Color::Auto => around.color,
            Color::Always => true,
            Color::Never => false,
        },
        config,
        around,
    };
    refuse_format(arguments)?;
    match &arguments.verb {
        Verb::Generate(verb) => generate::run(verb, &mut session),
        Verb::Check(verb) => check::run(verb, &mut session),
        Verb::Validate(verb) => validate::run(verb, &mut session),
        Verb::Diff(verb) => diff::run(verb, &mut session),
        Verb::Inspect(verb) => inspect::run(verb, &mut session),
        Verb::Explain(verb) => explain::run(verb, &mut session),
    }
}

/// Not every verb writes every format.
fn refuse_format(arguments: &Arguments) -> Result<(), Failure> {
    let written = match arguments.verb {
        Verb::Diff(_) => true,
        Verb::Check(_) => matches!(
            arguments.format,
            Format::Text | Format::Json | Format::Sarif
        ),
        _ => matches!(arguments.format, Format::Text | Format::Json),
    };
    if written {
        return Ok(());
    }
    Err(Failure::Usage(
        "only `diff` writes this format; the other verbs write text and json, and `check` writes sarif"
            .to_owned(),
    ))
}

/// What every verb works with.
pub(crate) struct Session<'s, 'a> {
    /// Applied to every contract that is loaded.
    pub(crate) overlays: Vec<String>,
    pub(crate) format: Format,
    pub(crate) color: bool,
    pub(crate) config: Config,
    pub(crate) around: &'s mut Surroundings<'a>,
}

impl fmt::Debug for Session<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("format", &self.format)
            .finish_non_exhaustive()
    }
}

impl Session<'_, '_> {
    /// Loads a contract with the overlays of this run.
    pub(crate) fn load(&self, spec: &str) -> io::Result<Loaded> {
        input::contract(spec, &self.overlays, &*self.around.stdin)
    }

    /// Prints a report on standard output, with a line break at its end.
    pub(crate) fn report(&mut self, text: &str) -> io::Result<()> {
        let line_break = if text.ends_with('\n') { "" } else { "\n" };
        write!(self.around.out, "{text}{line_break}")
    }

    /// Says what was done, on standard error and only to people.
    pub(crate) fn say(&mut self, text: &str) -> io::Result<()> {
        if self.format == Format::Json {
            return Ok(());
        }
        writeln!(self.around.err, "{text}")
    }

    /// Draws diagnostics on standard error; as JSON the verb's report carries them.
    pub(crate) fn diagnose(
        &mut self,
        sources: &SourceMap,
        diagnostics: &Diagnostics,
    ) -> io::Result<()> {
        if self.format == Format::Json {
            return Ok(());
        }
        let frames = Frames::new(sources, self.color);
        for diagnostic in diagnostics {
            writeln!(self.around.err, "{}", frames.draw(diagnostic))?;
        }
        if let Some(summary) = summary(diagnostics) {
            writeln!(self.around.err, "{summary}")?;
        }
        Ok(())
    }

    /// The contract of a load for verbs that need a usable one; its diagnostics are shown in any case.
    /// `None` means that the run is over with [`UNUSABLE`].
    pub(crate) fn usable(&mut self, loaded: Loaded) -> io::Result<Option<Contract>> {
        let errors = loaded.diagnostics.prevent_use();
        let Some(contract) = loaded.contract.filter(|_| !errors) else {
            self.diagnose(&loaded.sources, &loaded.diagnostics)?;
            if self.format == Format::Json {
                let report = serde_json::json!({ "diagnostics": diagnostics_json(&loaded.sources, &loaded.diagnostics) });
                self.report(&pretty(&report))?;
            }
            return Ok(None);
        };
        Ok(Some(contract))
    }
}

/// Exit code of a run whose input was not usable.
pub(crate) const REFUSED: u8 = UNUSABLE;

/// Is a severity at or above the threshold?
pub(crate) fn counts(severity: Severity, threshold: Threshold) -> bool {
    match threshold {
        Threshold::Error => severity == Severity::Error,
        Threshold::Warning => severity >= Severity::Warning,
        Threshold::Never => false,
    }
}

/// JSON for standard output.
pub(crate) fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).expect("a JSON value has string keys only")
}
