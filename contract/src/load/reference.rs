//! A reference as text: the file it names and the place in that file (RFC 3986 section 3.5, OAS 3.1.1 Reference Object).

use percent_encoding::percent_decode_str;

use crate::pointer::JsonPointer;

/// `file#fragment`, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'t> {
    /// The part before `#`, as written; empty for a place in the same file.
    pub file: &'t str,
    /// The part after it.
    pub fragment: Fragment,
}

/// The place in a file that a reference names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Fragment {
    /// A JSON Pointer; the root where there is no fragment.
    Pointer(JsonPointer),
    /// A name that some schema has as its `$anchor` (JSON Schema 2020-12 Core 8.2.2).
    Anchor(String),
    /// Starts like a pointer and is none: `/a~2`.
    Malformed(String),
}

impl<'t> Reference<'t> {
    /// Takes a reference apart; the fragment is percent-decoded.
    pub fn parse(text: &'t str) -> Self {
        let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        let fragment = match JsonPointer::parse(&fragment) {
            Some(pointer) => Fragment::Pointer(pointer),
            None if fragment.starts_with('/') => Fragment::Malformed(fragment.into_owned()),
            None => Fragment::Anchor(fragment.into_owned()),
        };
        Self { file, fragment }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fragment, Reference};

    #[test]
    fn escapes_of_uri_and_pointer_are_undone_in_that_order() {
        let reference = Reference::parse("../common.yaml#/paths/~1orders~1%7Bid%7D/get");
        assert_eq!(reference.file, "../common.yaml");
        let Fragment::Pointer(pointer) = reference.fragment else {
            panic!("a pointer");
        };
        assert_eq!(pointer.tokens(), ["paths", "/orders/{id}", "get"]);
    }

    #[test]
    fn a_fragment_without_a_slash_is_an_anchor() {
        let anchor = Fragment::Anchor("address".to_owned());
        assert_eq!(Reference::parse("#address").fragment, anchor);
        assert!(matches!(
            Reference::parse("#/a~2").fragment,
            Fragment::Malformed(_)
        ));
    }
}
