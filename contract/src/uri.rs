//! URI references as text: taken apart, resolved against a base, brought into one spelling (RFC 3986 sections 3 and 5).

use std::fmt::Write as _;

/// The name of a source as a URI reference (RFC 3986 4.1): what was fetched has one, a path becomes one.
///
/// ```
/// use countersign_contract::uri_reference;
///
/// assert_eq!(uri_reference("my specs\\orders.yaml"), "my%20specs/orders.yaml");
/// assert_eq!(uri_reference("main:specs/orders.yaml"), "main%3Aspecs/orders.yaml");
/// ```
pub fn reference(name: &str) -> String {
    if name.contains("://") {
        return name.to_owned();
    }
    let mut uri = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            b'\\' => uri.push('/'),
            // Writing to a string does not fail.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}

/// The scheme of a URI; a single letter is a drive (`C:/specs`), not a scheme.
pub(crate) fn scheme(reference: &str) -> Option<&str> {
    let (scheme, _) = reference.split_once(':')?;
    let mut bytes = scheme.bytes();
    let valid = scheme.len() > 1
        && bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    valid.then_some(scheme)
}

/// The URI that `reference` (without its fragment) means in a text whose own URI is `base` (RFC 3986 section 5.2.2).
pub(crate) fn join(base: &str, reference: &str) -> String {
    if scheme(reference).is_some() {
        return normalise(reference);
    }
    let base = Parts::of(base);
    let scheme = base.scheme.to_ascii_lowercase();
    if let Some(rest) = reference.strip_prefix("//") {
        return normalise(&format!("{scheme}://{rest}"));
    }
    let (path, query) = split_query(reference);
    let authority = base.authority.unwrap_or_default();
    let prefix = match base.authority {
        Some(_) => format!("{scheme}://{authority}"),
        None => format!("{scheme}:"),
    };
    if path.is_empty() {
        let query = if query.is_empty() { base.query } else { query };
        return normalise(&format!("{prefix}{}{query}", base.path));
    }
    let path = if path.starts_with('/') {
        path.to_owned()
    } else if base.path.is_empty() && base.authority.is_some() {
        format!("/{path}")
    } else {
        let folder = base.path.rsplit_once('/');
        folder.map_or_else(|| path.to_owned(), |(folder, _)| format!("{folder}/{path}"))
    };
    normalise(&format!("{prefix}{path}{query}"))
}

/// A URI with scheme and host in lower case and without `.` and `..` in its path.
pub(crate) fn normalise(uri: &str) -> String {
    let Parts {
        scheme,
        authority,
        path,
        query,
    } = Parts::of(uri);
    let scheme = scheme.to_ascii_lowercase();
    match authority {
        Some(authority) => {
            let authority = authority.to_ascii_lowercase();
            format!("{scheme}://{authority}{}{query}", without_dots(path))
        }
        None if path.starts_with('/') => format!("{scheme}:{}{query}", without_dots(path)),
        None => format!("{scheme}:{path}{query}"),
    }
}

/// The rest of `uri` behind the folder that `base` lies in, if it lies there too: `b/c.json` for `https://x.test/a/b/c.json`
/// seen from `https://x.test/a/root.json`.
pub(crate) fn below<'u>(base: &str, uri: &'u str) -> Option<&'u str> {
    let parts = Parts::of(base);
    parts.authority?;
    let (folder, _) = base.rsplit_once('/')?;
    let rest = uri.strip_prefix(folder)?.strip_prefix('/')?;
    (!rest.is_empty() && folder.len() > parts.scheme.len() + 2).then_some(rest)
}

struct Parts<'u> {
    scheme: &'u str,
    authority: Option<&'u str>,
    path: &'u str,
    query: &'u str,
}

impl<'u> Parts<'u> {
    fn of(uri: &'u str) -> Self {
        let scheme = scheme(uri).unwrap_or_default();
        let rest = uri.get(scheme.len()..).unwrap_or_default();
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        let (rest, query) = split_query(rest);
        let (authority, path) = match rest.strip_prefix("//") {
            None => (None, rest),
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                (Some(&rest[..end]), &rest[end..])
            }
        };
        Self {
            scheme,
            authority,
            path,
            query,
        }
    }
}

/// A query keeps its question mark.
fn split_query(text: &str) -> (&str, &str) {
    text.split_at(text.find('?').unwrap_or(text.len()))
}

/// RFC 3986 section 5.2.4.
fn without_dots(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    segments.pop();
                }
                if last {
                    segments.push("");
                }
            }
            part => segments.push(part),
        }
    }
    segments.iter().flat_map(|part| ["/", part]).collect()
}

#[cfg(test)]
mod tests {
    use super::{below, join, normalise, scheme};

    #[test]
    fn references_are_resolved_as_the_standard_shows() {
        // RFC 3986 section 5.4, without fragments.
        for (reference, uri) in [
            ("mailto:h", "mailto:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("./g/.", "http://a/b/c/g/"),
            ("g/../h", "http://a/b/c/h"),
        ] {
            assert_eq!(join("http://a/b/c/d;p?q", reference), uri, "{reference}");
        }
        assert_eq!(scheme("g:h"), None, "one letter is a drive");
    }

    #[test]
    fn names_without_a_hierarchy_stay_as_they_are() {
        assert_eq!(join("urn:example:root", ""), "urn:example:root");
        assert_eq!(
            join("urn:example:root", "urn:example:item"),
            "urn:example:item"
        );
        assert_eq!(join("http://host", "item"), "http://host/item");
    }

    #[test]
    fn one_uri_has_one_spelling() {
        assert_eq!(normalise("HTTP://Host.Test/a/../B"), "http://host.test/B");
    }

    #[test]
    fn what_lies_in_the_same_folder_is_found_from_there() {
        let base = "https://x.test/a/root.json";
        assert_eq!(below(base, "https://x.test/a/b/c.json"), Some("b/c.json"));
        assert_eq!(below(base, "https://x.test/other/c.json"), None);
        assert_eq!(below("https://x.test", "https://y.test/c.json"), None);
        assert_eq!(below("urn:a/b", "urn:a/c"), None);
    }

    #[test]
    fn names_of_sources_become_references() {
        for (name, expected) in [
            ("specs/orders.yaml", "specs/orders.yaml"),
            ("<stdin>", "%3Cstdin%3E"),
            ("https://example.test/a.yaml", "https://example.test/a.yaml"),
        ] {
            assert_eq!(super::reference(name), expected);
        }
    }
}
