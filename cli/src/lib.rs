//! The command line of countersign: the only crate with a terminal, an exit code and argument parsing.
//!
//! [`run`] is the whole command as a function, so that tests call it without a process.

#![expect(
    clippy::disallowed_methods,
    reason = "the command line is the door to files and environment"
)]

mod approvals;
mod arguments;
pub mod config;
mod dates;
mod explain;
mod input;
mod lints;
mod output;
mod render;
mod verbs;

use std::ffi::OsString;
use std::fmt;
use std::io::Write;

use clap::Parser;

use arguments::Arguments;

/// Exit code: nothing to say, or nothing at or above the threshold.
pub const FINE: u8 = 0;
/// Exit code: findings at or above the threshold, drift under `--check`, or an invalid instance.
pub const FINDINGS: u8 = 1;
/// Exit code: wrong usage, or an input that could not be read.
pub const UNUSABLE: u8 = 2;

/// What the command needs from around it.
pub struct Surroundings<'a> {
    /// Reports.
    pub out: Box<dyn Write + 'a>,
    /// Diagnostics and what was done.
    pub err: Box<dyn Write + 'a>,
    /// Reads standard input to its end; called at most once, for `-`.
    pub stdin: Box<dyn Fn() -> std::io::Result<Vec<u8>> + 'a>,
    /// Is colour welcome? Decides where `--color` does not.
    pub color: bool,
}

impl fmt::Debug for Surroundings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings")
            .field("color", &self.color)
            .finish_non_exhaustive()
    }
}

/// Runs the command and gives its exit code: [`FINE`], [`FINDINGS`] or [`UNUSABLE`].
///
/// Output that can no longer be written (a closed pipe) ends the run with [`UNUSABLE`] and no panic.
pub fn run(
    arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    around: &mut Surroundings<'_>,
) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let (stream, code) = if error.use_stderr() {
                (&mut around.err, UNUSABLE)
            } else {
                (&mut around.out, FINE)
            };
            let text = error.render();
            let written = if around.color {
                write!(stream, "{}", text.ansi())
            } else {
                write!(stream, "{text}")
            };
            return if written.is_ok() { code } else { UNUSABLE };
        }
    };
    verbs::run(&arguments, around).unwrap_or_else(|failure| {
        // The last resort: if even this cannot be written there is nobody left to tell.
        let _ = writeln!(around.err, "error: {failure}");
        UNUSABLE
    })
}
