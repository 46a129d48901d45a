//! The `countersign` command: a terminal around [`countersign::run`].

use std::io::Read;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use countersign::{Surroundings, run};

/// Loading and generating allocate many small things in several threads, which this allocator does a quarter faster.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // `NO_COLOR` and its relatives are heard here; `--color` is stronger, so the streams themselves strip nothing.
    let color = AutoStream::choice(&std::io::stderr()) != ColorChoice::Never;
    let mut surroundings = Surroundings {
        out: Box::new(AutoStream::always(std::io::stdout())),
        err: Box::new(AutoStream::always(std::io::stderr())),
        stdin: Box::new(|| {
            let mut text = Vec::new();
            std::io::stdin().read_to_end(&mut text).map(|_| text)
        }),
        color,
    };
    ExitCode::from(run(std::env::args_os(), &mut surroundings))
}
