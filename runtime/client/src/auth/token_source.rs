//! Where does a token come from that does not live for ever?

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use countersign_core::secret::Secret;
use futures_util::future::BoxFuture;

use crate::error::BoxError;

/// Hands out the current token, fetching a new one when it must.
///
/// It is asked once per logical call, within its deadline; keeping tokens and refreshing them in time is its own
/// business. Closures that return such a future are sources.
pub trait TokenSource: Send + Sync + 'static {
    /// The token to send now.
    fn token(&self) -> BoxFuture<'static, Result<Secret, BoxError>>;
}

impl<S, F> TokenSource for S
where
    S: Fn() -> F + Send + Sync + 'static,
    F: Future<Output = Result<Secret, BoxError>> + Send + 'static,
{
    fn token(&self) -> BoxFuture<'static, Result<Secret, BoxError>> {
        Box::pin(self())
    }
}

/// A shared source that is not printed.
#[derive(Clone)]
pub(super) struct SharedSource(pub(super) Arc<dyn TokenSource>);

impl fmt::Debug for SharedSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TokenSource(..)")
    }
}
