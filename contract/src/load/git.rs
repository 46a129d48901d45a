//! Files as they stood in a revision: `main:specs/orders.yaml`, read through one `git cat-file --batch` process.

use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};
use std::sync::{Mutex, PoisonError};

use super::fetch::{Fetch, FetchError};
use super::location::{join, reference_path};

/// Reads `REV:path` locations; paths start at the root of the repository, references stay within the revision.
///
/// Any revision that git understands will do, except the forms with a colon of their own (`:/text`).
pub struct GitFetch {
    folder: PathBuf,
    process: Mutex<Option<Batch>>,
}

impl GitFetch {
    /// A reader for the repository that the process works in.
    pub fn new() -> Self {
        Self::in_folder(".")
    }

    /// A reader for the repository that `folder` lies in.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            process: Mutex::new(None),
        }
    }

    /// Does this look like `REV:path`? A single letter before the colon is a drive, `//` after it a URL.
    pub fn understands(location: &str) -> bool {
        location.split_once(':').is_some_and(|(revision, path)| {
            revision.len() > 1 && !path.is_empty() && !path.starts_with("//")
        })
    }

    /// The files below a folder of a revision, as paths from the folder with `/`, in order; `None` where no folder stands there.
    ///
    /// # Errors
    /// Git does not know the revision or cannot be run, or the path leads out of the repository.
    pub fn list(&self, location: &str) -> Result<Option<Vec<String>>, FetchError> {
        let location = self.locate(location)?;
        let (revision, _) = split(&location)?;
        let kind = self.git(&["cat-file", "-t", &location])?;
        if !kind.status.success() {
            return match self.explain_missing(revision) {
                FetchError::NotFound => Ok(None),
                failure => Err(failure),
            };
        }
        if kind.stdout.trim_ascii() != b"tree" {
            return Ok(None);
        }
        let listing = self.git(&[
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            "--full-tree",
            &location,
        ])?;
        if !listing.status.success() {
            let said = String::from_utf8_lossy(&listing.stderr);
            return Err(FetchError::Git {
                message: said.trim().to_owned(),
            });
        }
        let names = listing.stdout.split(|byte| *byte == 0);
        let names = names.filter(|name| !name.is_empty());
        // A name that is no text cannot be asked for either.
        let names = names.filter_map(|name| String::from_utf8(name.to_vec()).ok());
        Ok(Some(names.collect()))
    }

    fn git(&self, arguments: &[&str]) -> Result<Output, FetchError> {
        Command::new("git")
            .arg("-C")
            .arg(&self.folder)
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .map_err(|source| FetchError::Git {
                message: format!("cannot run git: {source}"),
            })
    }

    /// Why git does not know an object: because of its revision, or because of its path?
    fn explain_missing(&self, revision: &str) -> FetchError {
        let known = Command::new("git")
            .arg("-C")
            .arg(&self.folder)
            .args(["rev-parse", "--verify", "--quiet", "--end-of-options"])
            .arg(format!("{revision}^{{tree}}"))
            .stdin(Stdio::null())
            .output();
        match known {
            Ok(output) if output.status.success() => FetchError::NotFound,
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr);
                let message = match said.trim() {
                    "" => format!("there is no revision `{revision}`"),
                    said => said.to_owned(),
                };
                FetchError::Git { message }
            }
            Err(source) => FetchError::Git {
                message: source.to_string(),
            },
        }
    }
}

impl Default for GitFetch {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for GitFetch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GitFetch")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl Fetch for GitFetch {
    fn fetch(&self, location: &str, limit: u64) -> Result<Vec<u8>, FetchError> {
        let (revision, _) = split(location)?;
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        let mut batch = match process.take() {
            Some(batch) => batch,
            None => Batch::start(&self.folder)?,
        };
        let answer = batch.object(location, limit);
        match answer {
            Ok(Object::Blob(bytes)) => {
                *process = Some(batch);
                Ok(bytes)
            }
            Ok(Object::Missing) => {
                *process = Some(batch);
                Err(self.explain_missing(revision))
            }
            // The rest of a refused object is still in the pipe: this process is of no further use.
            Ok(Object::Tree) => Err(FetchError::Directory),
            Ok(Object::NotAFile) => Err(FetchError::NotAFile),
            Ok(Object::TooLarge) => Err(FetchError::TooLarge { limit }),
            Err(source) => Err(batch.failure(&source)),
        }
    }

    fn locate(&self, location: &str) -> Result<String, FetchError> {
        let (revision, path) = split(location)?;
        let path = join("", path).ok_or_else(|| outside(revision))?;
        Ok(format!("{revision}:{path}"))
    }

    fn resolve(&self, base: &str, reference: &str) -> Result<String, FetchError> {
        let (revision, path) = split(base)?;
        let path = join(path, &reference_path(reference)?).ok_or_else(|| outside(revision))?;
        Ok(format!("{revision}:{path}"))
    }

    fn local_path(&self, _: &str) -> Option<PathBuf> {
        None
    }
}

fn split(location: &str) -> Result<(&str, &str), FetchError> {
    match location.split_once(':') {
        Some((revision, path)) if !revision.is_empty() && !location.contains('\n') => {
            Ok((revision, path))
        }
        _ => Err(FetchError::Git {
            message: format!("`{location}` is not of the form REVISION:PATH"),
        }),
    }
}

fn outside(revision: &str) -> FetchError {
    FetchError::Outside {
        root: format!("the repository at `{revision}`"),
    }
}

/// What git has under a name.
enum Object {
    Blob(Vec<u8>),
    Tree,
    NotAFile,
    TooLarge,
    Missing,
}

/// A running `git cat-file --batch`: one name per line in, header and content out.
struct Batch {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Batch {
    fn start(folder: &Path) -> Result<Self, FetchError> {
        let failed = |source: std::io::Error| FetchError::Git {
            message: format!("cannot run git: {source}"),
        };
        let mut child = Command::new("git")
            .arg("-C")
            .arg(folder)
            .args(["cat-file", "--batch", "--follow-symlinks"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (input, output) = pipes.ok_or_else(|| failed(std::io::ErrorKind::BrokenPipe.into()))?;
        Ok(Self {
            child,
            input: Some(input),
            output: BufReader::new(output),
        })
    }

    /// Asks for one object. A name that git does not know is echoed with ` missing` behind it.
    fn object(&mut self, name: &str, limit: u64) -> std::io::Result<Object> {
        let input = self.input.as_mut().ok_or(std::io::ErrorKind::BrokenPipe)?;
        input.write_all(format!("{name}\n").as_bytes())?;
        input.flush()?;
        let mut header = String::new();
        self.output.read_line(&mut header)?;
        if header.is_empty() {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let mut words = header.trim_end().rsplit(' ');
        let (size, kind) = (words.next().unwrap_or_default(), words.next());
        let Ok(size) = size.parse::<u64>() else {
            return Ok(Object::Missing);
        };
        match kind {
            Some("blob") => {}
            Some("tree") => return Ok(Object::Tree),
            // A submodule, or a link out of the repository, to nothing, or to itself.
            _ => return Ok(Object::NotAFile),
        }
        if size > limit {
            return Ok(Object::TooLarge);
        }
        let mut content = Vec::new();
        self.output.by_ref().take(size).read_to_end(&mut content)?;
        let mut line_feed = [0];
        self.output.read_exact(&mut line_feed)?;
        Ok(Object::Blob(content))
    }

    /// What git said before it ended.
    fn failure(mut self, source: &std::io::Error) -> FetchError {
        self.input = None;
        let mut said = String::new();
        if let Some(stderr) = self.child.stderr.take() {
            // Whatever could be read is better than nothing.
            let _ = stderr.take(4096).read_to_string(&mut said);
        }
        FetchError::Git {
            message: match said.trim() {
                "" => source.to_string(),
                said => said.trim_start_matches("fatal: ").to_owned(),
            },
        }
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        self.input = None;
        // A process that is already gone is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
