//! The `countersign` command, run in this process from the folder of this crate.

use std::cell::RefCell;
use std::io::Write;
use std::rc::Rc;

use countersign::{Surroundings, run};

/// How one run of the command ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Finished {
    /// The exit code.
    pub code: u8,
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
}

/// Runs `countersign` with these arguments and this standard input.
pub fn countersign(arguments: &[&str], stdin: &str) -> Finished {
    let (out, err) = (Sink::default(), Sink::default());
    let code = run(
        std::iter::once("countersign").chain(arguments.iter().copied()),
        &mut Surroundings {
            out: Box::new(out.clone()),
            err: Box::new(err.clone()),
            stdin: Box::new(|| Ok(stdin.as_bytes().to_vec())),
            color: false,
        },
    );
    Finished {
        code,
        stdout: out.text(),
        stderr: err.text(),
    }
}

#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Sink {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.borrow()).into_owned()
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
