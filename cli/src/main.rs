//! The `countersign` command: a terminal around [`countersign::run`].

use std::io::{IsTerminal, Read};
use std::process::ExitCode;

use countersign::{Surroundings, run};

fn main() -> ExitCode {
    let mut surroundings = Surroundings {
        out: Box::new(anstream::AutoStream::auto(std::io::stdout())),
        err: Box::new(anstream::AutoStream::auto(std::io::stderr())),
        stdin: Box::new(|| {
            let mut text = Vec::new();
            std::io::stdin().read_to_end(&mut text).map(|_| text)
        }),
        terminal: std::io::stderr().is_terminal(),
    };
    ExitCode::from(run(std::env::args_os(), &mut surroundings))
}
