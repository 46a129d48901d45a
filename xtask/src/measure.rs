//! One run of a program under a time limit: what it said, how it ended, what it cost.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// How one run ended.
pub(crate) struct Run {
    /// The exit code; `None` when a signal or the time limit ended it.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
    /// Wall time.
    pub(crate) elapsed: Duration,
    /// User and system time of the process and of those it waited for.
    pub(crate) cpu: Duration,
    /// The largest resident set, in bytes.
    pub(crate) peak: u64,
}

impl Run {
    /// A crash is a signal, a time-out, or exit code 101 (a Rust panic).
    pub(crate) fn crashed(&self) -> bool {
        self.code.is_none() || self.code == Some(101) || self.stderr.contains("panicked at")
    }
}

/// Runs `command` to its end; kills it after `limit`.
///
/// # Errors
/// A program that cannot be started or waited for, as a sentence.
pub(crate) fn run(command: &mut Command, limit: Duration) -> Result<Run, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{program}: {error}"))?;
    let stdout = child.stdout.take().map(drain);
    let stderr = child.stderr.take().map(drain);
    let watch = Watch::over(&child, limit);
    let used = child
        .wait4()
        .map_err(|error| format!("{program}: {error}"))?;
    watch.end();
    let text = |reader: Option<JoinHandle<String>>| {
        reader
            .and_then(|handle| handle.join().ok())
            .unwrap_or_default()
    };
    Ok(Run {
        code: used.status.code(),
        stdout: text(stdout),
        stderr: text(stderr),
        elapsed: start.elapsed(),
        cpu: used.rusage.utime + used.rusage.stime,
        peak: used.rusage.maxrss,
    })
}

/// Ends a process that takes too long; `wait4` has no time limit of its own.
struct Watch {
    done: mpsc::Sender<()>,
    thread: JoinHandle<()>,
}

impl Watch {
    fn over(child: &Child, limit: Duration) -> Self {
        let id = child.id().to_string();
        let (done, ended) = mpsc::channel();
        let thread = thread::spawn(move || {
            if ended.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout) {
                // A process that ended this very moment needs no signal any more.
                let _ = Command::new("kill").args(["-KILL", &id]).status();
            }
        });
        Self { done, thread }
    }

    fn end(self) {
        // The thread is gone already when the limit was reached.
        let _ = self.done.send(());
        let _ = self.thread.join();
    }
}

/// Reads a pipe to its end on a thread of its own, so that a chatty child never blocks.
fn drain(mut pipe: impl Read + Send + 'static) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // A pipe that breaks half-way still gives what came before.
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_run_tells_what_it_said_and_how_it_ended() {
        let mut command = Command::new("sh");
        let run = run(
            command.args(["-c", "echo out; echo err >&2; exit 3"]),
            Duration::from_secs(60),
        )
        .expect("sh starts");
        assert_eq!(
            (run.code, run.stdout.as_str(), run.stderr.as_str()),
            (Some(3), "out\n", "err\n")
        );
        assert!(run.peak > 0 && !run.crashed());
    }

    #[test]
    fn a_run_over_the_limit_is_ended_and_counts_as_a_crash() {
        let mut command = Command::new("sh");
        let run = run(
            command.args(["-c", "exec sleep 600"]),
            Duration::from_millis(1),
        )
        .expect("sh starts");
        assert!(run.crashed() && run.code.is_none());
    }
}
