//! Files of the local file system.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use super::fetch::{Fetch, FetchError};
use super::location::reference_path;
use crate::uri::scheme;

/// Reads local files; locations are paths as the user wrote them.
#[derive(Clone, Copy, Debug, Default)]
pub struct FileFetch;

impl FileFetch {
    /// A reader of local files.
    pub fn new() -> Self {
        Self
    }
}

impl Fetch for FileFetch {
    #[expect(
        clippy::disallowed_methods,
        reason = "the door through which files are read"
    )]
    fn fetch(&self, location: &str, limit: u64) -> Result<Vec<u8>, FetchError> {
        let path = Path::new(location);
        let metadata = fs::metadata(path).map_err(from_io)?;
        if metadata.is_dir() {
            return Err(FetchError::Directory);
        }
        if !metadata.is_file() && !is_pipe(&metadata) {
            return Err(FetchError::NotAFile);
        }
        if metadata.len() > limit {
            return Err(FetchError::TooLarge { limit });
        }
        let mut bytes = Vec::new();
        // The file may have grown, and a pipe has no length: the limit counts while reading, too.
        let file = File::open(path).map_err(from_io)?;
        file.take(limit.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(from_io)?;
        if bytes.len() as u64 > limit {
            return Err(FetchError::TooLarge { limit });
        }
        Ok(bytes)
    }

    fn locate(&self, location: &str) -> Result<String, FetchError> {
        match scheme(location) {
            Some("http" | "https" | "file") => from_path(Path::new(&reference_path(location)?)),
            _ => from_path(Path::new(location)),
        }
    }

    fn resolve(&self, base: &str, reference: &str) -> Result<String, FetchError> {
        let folder = Path::new(base).parent().unwrap_or(Path::new(""));
        from_path(&folder.join(reference_path(reference)?))
    }

    fn local_path(&self, location: &str) -> Option<PathBuf> {
        Some(PathBuf::from(location))
    }
}

/// Process substitution (`check <(...)`) hands pipes in.
#[cfg(unix)]
fn is_pipe(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    metadata.file_type().is_fifo()
}

#[cfg(not(unix))]
fn is_pipe(_: &fs::Metadata) -> bool {
    false
}

fn from_io(source: std::io::Error) -> FetchError {
    match source.kind() {
        ErrorKind::NotFound => FetchError::NotFound,
        ErrorKind::IsADirectory => FetchError::Directory,
        _ => FetchError::Io { source },
    }
}

/// The path without `.` and inner `..`, so that two ways to write one file are one location. Lexical: links are not followed.
fn from_path(path: &Path) -> Result<String, FetchError> {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => match normal.components().next_back() {
                Some(Component::Normal(_)) => {
                    normal.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                Some(Component::CurDir | Component::ParentDir) | None => normal.push(".."),
            },
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                normal.push(component);
            }
        }
    }
    normal
        .into_os_string()
        .into_string()
        .map_err(|_| FetchError::NotFound)
}

#[cfg(test)]
mod tests {
    use super::{Fetch, FileFetch};

    #[test]
    fn references_resolve_from_the_folder_of_the_file() {
        let resolve = |base, reference| FileFetch.resolve(base, reference).expect("a local path");
        assert_eq!(resolve("specs/a.yaml", "b.yaml"), "specs/b.yaml");
        assert_eq!(resolve("specs/a.yaml", "./x/../b.yaml"), "specs/b.yaml");
        assert_eq!(resolve("a.yaml", "../b.yaml"), "../b.yaml");
        assert_eq!(resolve("/srv/specs/a.yaml", "../../../b.yaml"), "/b.yaml");
        assert_eq!(resolve("a.yaml", "/srv/b.yaml"), "/srv/b.yaml");
    }
}
