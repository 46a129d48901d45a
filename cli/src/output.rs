//! Files that the command writes besides generated ones: whole, or not at all.

use std::ffi::OsString;
use std::io;
use std::path::Path;

/// Writes a file through another one beside it, so that whoever reads it meanwhile finds the old or the new text.
///
/// # Errors
/// The folder is not there or not writable; the message has the name of the file.
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
    let failed = |error: io::Error| {
        let message = format!("{} cannot be written: {error}", path.display());
        io::Error::new(error.kind(), message)
    };
    // A device or a pipe cannot be replaced, and a link goes on being one.
    let target = std::fs::canonicalize(path);
    let path = target.as_deref().unwrap_or(path);
    if path.exists() && !path.is_file() {
        return std::fs::write(path, text).map_err(failed);
    }
    let mut beside = OsString::from(".");
    beside.push(path.file_name().unwrap_or_default());
    beside.push(format!(".{}", std::process::id()));
    let beside = path.with_file_name(beside);
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        // What is left of it is of no use to anybody; that it may not be there is fine, too.
        let _ = std::fs::remove_file(&beside);
    }
    written.map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("report.json");
        for text in ["one", "two"] {
            write(&path, text).expect("written");
            assert_eq!(std::fs::read_to_string(&path).expect("readable"), text);
        }
        let entries = std::fs::read_dir(folder.path()).expect("a folder");
        assert_eq!(entries.count(), 1);
    }

    #[test]
    #[cfg(unix)]
    fn what_is_no_file_is_written_to_and_links_stay() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::fs::write(&file, "old").expect("written");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        write(&link, "new").expect("written");
        assert_eq!(std::fs::read_to_string(&file).expect("readable"), "new");
        assert!(link.is_symlink());
        write(std::path::Path::new("/dev/null"), "nothing").expect("written");
        assert!(!std::path::Path::new("/dev/null").is_file());
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("missing/report.json");
        let error = write(&path, "text").expect_err("no folder");
        assert!(
            error
                .to_string()
                .contains("missing/report.json cannot be written"),
            "{error}"
        );
    }
}
