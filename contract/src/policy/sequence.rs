//! Answers that come piece by piece: streams of values and pages of a list.

use crate::pointer::JsonPointer;

/// What an operation says about the stream it answers with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamPolicy {
    /// The data that says that no value follows, e.g. `[DONE]`.
    pub sentinel: Option<String>,
    /// The name of events that report a failure; `error` unless said, `None` when no event does.
    pub error_event: Option<String>,
    /// The member of the JSON request body that is `true` when a stream is wanted.
    pub condition: Option<String>,
    /// Whether a stream that broke off may be taken up again where that is safe.
    pub resume: bool,
}

impl Default for StreamPolicy {
    fn default() -> Self {
        Self {
            sentinel: None,
            error_event: Some("error".to_owned()),
            condition: None,
            resume: true,
        }
    }
}

/// How the pages of a list follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaginationPolicy {
    /// Where a page has its items; `None` when the contract does not say: the body, or its only array.
    pub items: Option<JsonPointer>,
    /// A boolean that is `false` on the last page.
    pub more: Option<JsonPointer>,
    /// What leads to the next page.
    pub next: NextPagePolicy,
}

/// What leads to the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPagePolicy {
    /// A value of this page, sent as a parameter.
    Cursor {
        /// The parameter's name.
        parameter: String,
        /// Where the value is.
        source: PageSource,
    },
    /// The number of items seen, sent as a parameter.
    Offset {
        /// The parameter's name.
        parameter: String,
    },
    /// The number of the page, sent as a parameter.
    Number {
        /// The parameter's name.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// The `Link` header with `rel="next"` (RFC 8288).
    Link,
    /// A URL in this page.
    Url {
        /// Where it is.
        source: PageSource,
    },
}

/// Where a page says how to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageSource {
    /// In the body; the token `-1` is the last item of an array.
    Body(JsonPointer),
    /// In a header field.
    Header(String),
}
