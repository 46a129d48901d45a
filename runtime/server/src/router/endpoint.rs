//! One operation, ready to be executed.

use std::fmt;
use std::sync::Arc;

use countersign_core::operation::OperationDescriptor;
use countersign_core::problem::Problem;
use futures_util::future::BoxFuture;
use http::Method;

use super::demands::Demands;
use super::template::Template;
use crate::context::Context;
use crate::incoming::{Decode, Incoming};
use crate::rate_limit::Limiter;
use crate::reply::{IntoReply, Reply};
use crate::security::Plan;

/// A handler with its typed request inside, still to be given its context.
pub(crate) type Call<P> =
    Box<dyn FnOnce(Context<P>) -> BoxFuture<'static, Result<Reply, Problem>> + Send>;

/// Takes the typed request out of a decoded one. Separate from the call, so that a request whose values do not fit
/// their types is refused before its idempotency key is claimed.
pub(crate) type Prepare<P> = Box<dyn Fn(&Incoming) -> Result<Call<P>, Problem> + Send + Sync>;

/// One operation with everything that serves it.
pub(crate) struct Endpoint<P> {
    pub(crate) descriptor: &'static OperationDescriptor,
    pub(crate) method: Method,
    pub(crate) template: Template,
    pub(crate) demands: Demands,
    pub(crate) security: Plan<P>,
    /// Names of pairs of the query that are no parameters: API keys, and what stands in the path of the contract.
    pub(crate) reserved: Vec<&'static str>,
    pub(crate) limiter: Option<Limiter>,
    pub(crate) prepare: Prepare<P>,
}

impl<P> fmt::Debug for Endpoint<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("operation", &self.descriptor.id)
            .finish_non_exhaustive()
    }
}

/// Erases the types of one operation's handler.
pub(super) fn prepare<P, S, R, T, E, F, H>(service: Arc<S>, handler: H) -> Prepare<P>
where
    P: Send + 'static,
    S: Send + Sync + 'static,
    R: Decode + Send + 'static,
    T: IntoReply,
    E: Into<Problem>,
    F: Future<Output = Result<T, E>> + Send + 'static,
    H: Fn(Arc<S>, Context<P>, R) -> F + Send + Sync + 'static,
{
    let handler = Arc::new(handler);
    Box::new(move |incoming| {
        let request = R::decode(incoming)?;
        let (service, handler) = (Arc::clone(&service), Arc::clone(&handler));
        Ok(Box::new(move |context| {
            let answer = handler(service, context, request);
            Box::pin(async move { answer.await.map(IntoReply::into_reply).map_err(Into::into) })
        }))
    })
}
