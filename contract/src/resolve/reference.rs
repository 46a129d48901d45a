//! The text of a `$ref`, taken apart: file, then fragment (RFC 3986 section 4.1, RFC 6901 section 6).

use percent_encoding::percent_decode_str;

use crate::pointer::JsonPointer;

/// A reference, split at its `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference<'t> {
    /// Everything before `#`; empty for the document itself.
    pub(crate) file: &'t str,
    /// What stands after it.
    pub(crate) fragment: Fragment,
}

/// The part of a reference after `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fragment {
    /// Nothing, or a JSON Pointer.
    Pointer(JsonPointer),
    /// A plain name: `$anchor`.
    Anchor(String),
    /// Not UTF-8 after percent-decoding, or a stray `~`.
    Malformed,
}

impl<'t> Reference<'t> {
    /// Takes a reference apart.
    pub(crate) fn parse(text: &'t str) -> Self {
        let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
        Self {
            file,
            fragment: Fragment::parse(fragment),
        }
    }
}

impl Fragment {
    fn parse(text: &str) -> Self {
        let Ok(decoded) = percent_decode_str(text).decode_utf8() else {
            return Self::Malformed;
        };
        if decoded.is_empty() || decoded.starts_with('/') {
            JsonPointer::parse(&decoded).map_or(Self::Malformed, Self::Pointer)
        } else {
            Self::Anchor(decoded.into_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fragment, Reference};

    #[test]
    fn a_fragment_is_percent_decoded_before_it_is_unescaped() {
        let reference = Reference::parse("other.yaml#/paths/~1orders~1%7Bid%7D/get");
        assert_eq!(reference.file, "other.yaml");
        let Fragment::Pointer(pointer) = reference.fragment else {
            panic!("expected a pointer");
        };
        assert_eq!(pointer.tokens(), ["paths", "/orders/{id}", "get"]);
    }

    #[test]
    fn a_plain_name_is_an_anchor() {
        assert_eq!(
            Reference::parse("#node").fragment,
            Fragment::Anchor("node".to_owned())
        );
    }

    #[test]
    fn a_stray_tilde_is_malformed() {
        assert_eq!(Reference::parse("#/a~2").fragment, Fragment::Malformed);
        assert_eq!(Reference::parse("#/%FF").fragment, Fragment::Malformed);
    }
}
