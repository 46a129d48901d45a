//! How do the pages of a list follow each other?

use super::ParameterDescriptor;

/// The way from one page to the next, and where its items are.
#[derive(Clone, Copy, Debug)]
pub struct PaginationDescriptor {
    /// JSON pointer (RFC 6901) from the body to the array of items; `""` is the body itself.
    pub items: &'static str,
    /// JSON pointer to a boolean that is `false` on the last page; `None` when there is none.
    pub more: Option<&'static str>,
    /// What the next page is asked for with.
    pub next: NextPage,
}

/// What leads to the next page.
#[derive(Clone, Copy, Debug)]
pub enum NextPage {
    /// A value of this page, sent as a parameter.
    Cursor {
        /// The parameter.
        parameter: &'static ParameterDescriptor,
        /// Where the value is.
        source: Source,
    },
    /// The number of items seen, sent as a parameter. A page without items is the last.
    Offset {
        /// The parameter.
        parameter: &'static ParameterDescriptor,
    },
    /// The number of the page, sent as a parameter. A page without items is the last.
    Number {
        /// The parameter.
        parameter: &'static ParameterDescriptor,
        /// The number of the first page.
        first: u64,
    },
    /// The target of the `Link` header with `rel="next"` (RFC 8288).
    Link,
    /// A URL in this page.
    Url {
        /// Where it is.
        source: Source,
    },
}

/// Where a page says how to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// JSON pointer into the body; the token `-1` is the last item of an array.
    Body(&'static str),
    /// A header field.
    Header(&'static str),
}
