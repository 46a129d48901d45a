//! Why does a page not lead to the next?

use countersign_core::json::JsonError;

/// What is wrong with the way to the next page. The pages before it were handed over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PaginationError {
    /// It leads to a page that was seen before: the walk would never end.
    #[error("a page leads back to one that was seen before")]
    Loop,
    /// It leads to another origin, which must not see the credentials of the client.
    #[error("a page leads to another origin: {origin}")]
    #[non_exhaustive]
    ForeignOrigin {
        /// Scheme and host of the link.
        origin: String,
    },
    /// What should lead to the next page is no URL or cursor.
    #[error("a page does not say properly which is the next: {0}")]
    Malformed(JsonError),
}
