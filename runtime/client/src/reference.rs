//! Where does a link or a relative server lead, seen from the URL it belongs to? (RFC 3986 5.2)

use http::Uri;
use http::uri::{PathAndQuery, Scheme};

/// The absolute URL of a reference; `None` when it is none or leads away from HTTP.
pub(crate) fn resolve(base: &Uri, reference: &str) -> Option<Uri> {
    let reference = reference.split('#').next().unwrap_or_default();
    let (scheme, authority) = (base.scheme()?, base.authority()?);
    let origin = format!("{scheme}://{authority}");
    let path = base.path();
    let text = if has_scheme(reference) {
        reference.to_owned()
    } else if let Some(rest) = reference.strip_prefix("//") {
        format!("{scheme}://{rest}")
    } else if reference.starts_with('/') {
        format!("{origin}{reference}")
    } else if reference.is_empty() {
        return Some(base.clone());
    } else if reference.starts_with('?') {
        format!("{origin}{path}{reference}")
    } else {
        let folder = path.rfind('/').map_or("/", |slash| &path[..=slash]);
        format!("{origin}{folder}{reference}")
    };
    let uri: Uri = text.parse().ok()?;
    let http = [&Scheme::HTTP, &Scheme::HTTPS];
    if !uri.scheme().is_some_and(|scheme| http.contains(&scheme)) {
        return None;
    }
    let mut parts = uri.clone().into_parts();
    let query = uri
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let path_and_query = format!("{}{query}", without_dots(uri.path()));
    parts.path_and_query = Some(PathAndQuery::try_from(path_and_query).ok()?);
    Uri::from_parts(parts).ok()
}

/// Scheme, host and port: who is spoken to.
pub(crate) fn is_same_origin(one: &Uri, other: &Uri) -> bool {
    let port = |uri: &Uri| {
        let https = uri.scheme() == Some(&Scheme::HTTPS);
        uri.port_u16().unwrap_or(if https { 443 } else { 80 })
    };
    let host = |uri: &Uri| uri.host().map(str::to_ascii_lowercase);
    let user = |uri: &Uri| {
        let authority = uri.authority();
        authority.is_some_and(|authority| authority.as_str().contains('@'))
    };
    one.scheme() == other.scheme()
        && host(one) == host(other)
        && port(one) == port(other)
        && !user(one)
        && !user(other)
}

fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else {
        return false;
    };
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(allowed)
}

/// RFC 3986 5.2.4.
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
    format!("/{}", segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_as_the_standard_says() {
        let base = Uri::from_static("https://h.test/b/c/d?q");
        for (reference, target) in [
            // RFC 3986 5.4.
            ("g", Some("https://h.test/b/c/g")),
            ("./g", Some("https://h.test/b/c/g")),
            ("g/", Some("https://h.test/b/c/g/")),
            ("/g", Some("https://h.test/g")),
            ("//g", Some("https://g/")),
            ("?y", Some("https://h.test/b/c/d?y")),
            ("g?y/./x", Some("https://h.test/b/c/g?y/./x")),
            ("", Some("https://h.test/b/c/d?q")),
            ("..", Some("https://h.test/b/")),
            ("../g", Some("https://h.test/b/g")),
            ("../../../g", Some("https://h.test/g")),
            ("g;x=1/../y", Some("https://h.test/b/c/y")),
            ("g#s/../x", Some("https://h.test/b/c/g")),
            ("http://other/x", Some("http://other/x")),
            ("mailto:a@b", None),
            ("https://", None),
            ("a b", None),
        ] {
            let resolved = resolve(&base, reference).map(|uri| uri.to_string());
            assert_eq!(resolved.as_deref(), target, "{reference}");
        }
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let same =
            |one: &str, other: &str| is_same_origin(&one.parse().unwrap(), &other.parse().unwrap());
        assert!(same("https://h.test/a", "https://H.test:443/b"));
        assert!(!same("https://h.test", "http://h.test"));
        assert!(!same("https://h.test", "https://h.test:444"));
        assert!(!same("https://h.test", "https://h.test.evil"));
        assert!(!same("https://h.test", "https://h.test@evil/"));
        assert!(!same("https://h.test", "https://user@h.test/"));
    }
}
