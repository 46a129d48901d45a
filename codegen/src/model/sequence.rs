//! Answers that come piece by piece: the stream of an operation, and the pages of its list.

use countersign_contract::model::StatusPattern;

use super::{Framing, TypeRef};

/// The stream an operation answers with; there is one at most.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StreamModel {
    /// The response it stands in.
    pub(crate) status: StatusPattern,
    /// Its media type, as the contract writes it.
    pub(crate) media_type: String,
    /// How values are told apart.
    pub(crate) framing: Framing,
    /// What of an event is the value.
    pub(crate) shape: EventShape,
    /// The type of one value.
    pub(crate) item: TypeRef,
    /// The data that says that no value follows.
    pub(crate) sentinel: Option<String>,
    /// The name of events that report a failure.
    pub(crate) error_event: Option<String>,
    /// The member of the JSON request body that is `true` when a stream is wanted.
    pub(crate) condition: Option<String>,
    /// May it be taken up again?
    pub(crate) resume: bool,
    /// The `Accept` header of calls that want it.
    pub(crate) accept: String,
}

/// What of an event is the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventShape {
    /// The data, which is JSON.
    Json,
    /// The data, as text.
    Text,
    /// An object of `event`, `data`, `id` and `retry`, its data text.
    TextEvent,
    /// The same, its data JSON.
    JsonEvent,
}

impl EventShape {
    /// Is the value the data alone, so that an event of another name is not one of the values?
    pub(crate) const fn has_plain_data(self) -> bool {
        matches!(self, Self::Json | Self::Text)
    }
}

/// How the pages of an operation's list follow each other.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PagesModel {
    /// JSON pointer from the body to the items.
    pub(crate) items: String,
    /// JSON pointer to a boolean that is `false` on the last page.
    pub(crate) more: Option<String>,
    /// What leads to the next page.
    pub(crate) next: NextPageModel,
    /// The type of one item.
    pub(crate) item: TypeRef,
}

/// What leads to the next page. Parameters are positions in the operation's list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum NextPageModel {
    /// A value of this page, sent as a parameter.
    Cursor(usize, PageSource),
    /// The number of items seen, sent as a parameter.
    Offset(usize),
    /// The number of the page, sent as a parameter, from the first one's.
    Number(usize, u64),
    /// The `Link` header.
    Link,
    /// A URL in this page.
    Url(PageSource),
}

/// Where a page says how to go on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PageSource {
    /// JSON pointer into the body.
    Body(String),
    /// A header field.
    Header(String),
}
