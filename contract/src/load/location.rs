//! References between files as text: schemes, percent escapes, `.` and `..` (RFC 3986 sections 3.1 and 5.2.4).

use percent_encoding::percent_decode_str;

use super::fetch::FetchError;
use crate::uri::scheme;

/// The path that a reference names: percent escapes decoded, a query dropped, `file:` understood.
pub(super) fn reference_path(reference: &str) -> Result<String, FetchError> {
    let path = match scheme(reference) {
        None => reference,
        Some(scheme) if scheme.eq_ignore_ascii_case("file") => {
            let rest = &reference[scheme.len() + 1..];
            let rest = rest.strip_prefix("//localhost").unwrap_or(rest);
            rest.strip_prefix("//").unwrap_or(rest)
        }
        Some(scheme) => {
            return Err(FetchError::Remote {
                scheme: scheme.to_owned(),
            });
        }
    };
    if path.starts_with("//") {
        return Err(FetchError::Remote {
            scheme: "//".to_owned(),
        });
    }
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    Ok(percent_decode_str(path).decode_utf8_lossy().into_owned())
}

/// Joins slash-separated paths and removes `.` and `..`; `None` where `..` leaves the root.
pub(super) fn join(base: &str, path: &str) -> Option<String> {
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut segments: Vec<&str> = Vec::new();
    let from = if path.starts_with('/') { "" } else { folder };
    for segment in from.split('/').chain(path.split('/')) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            segment => segments.push(segment),
        }
    }
    Some(segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{join, reference_path};
    use crate::uri::scheme;

    #[test]
    fn dots_are_removed_and_may_not_leave_the_root() {
        assert_eq!(
            join("specs/a/b.yaml", "../c.yaml").as_deref(),
            Some("specs/c.yaml")
        );
        assert_eq!(join("b.yaml", "./d/./c.yaml").as_deref(), Some("d/c.yaml"));
        assert_eq!(join("specs/b.yaml", "/c.yaml").as_deref(), Some("c.yaml"));
        assert_eq!(join("b.yaml", "../c.yaml"), None);
    }

    #[test]
    fn a_drive_letter_is_no_scheme() {
        assert_eq!(scheme("C:/specs/a.yaml"), None);
        assert_eq!(scheme("https://x.test/a"), Some("https"));
        assert_eq!(scheme("./a:b.yaml"), None);
    }

    #[test]
    fn paths_are_percent_decoded() {
        assert_eq!(
            reference_path("my%20spec.yaml").expect("a path"),
            "my spec.yaml"
        );
        assert_eq!(
            reference_path("file:///srv/a.yaml").expect("a path"),
            "/srv/a.yaml"
        );
        assert!(reference_path("https://x.test/a.yaml").is_err());
        assert!(reference_path("//x.test/a.yaml").is_err());
    }
}
