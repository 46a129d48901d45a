//! The builder that generated code fills and the user completes.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use countersign_core::operation::{OperationDescriptor, SecurityScheme};
use countersign_core::problem::Problem;
use http::HeaderName;
use tokio::sync::Semaphore;

use super::endpoint::{self, Prepare};
use super::{BuildError, build, one_url};
use crate::clock::{Clock, TokioClock};
use crate::context::Context;
use crate::idempotency::{Failures, IdempotencyStore};
use crate::incoming::Decode;
use crate::rate_limit::RateLimiting;
use crate::reply::IntoReply;
use crate::security::{Verification, Verifier, Verifiers};
use crate::validation::{AnswerCheck, InvalidAnswer, Mode};

/// The operations of a contract on their way to an `axum::Router`. `P` is what a verified caller is.
///
/// Routes are the paths of the contract and nothing else: where a server's URL has a path, the finished router is nested there
/// (`axum::Router::nest`), once for each such path where operations have servers of their own.
pub struct Router<P> {
    pub(super) routes: Vec<Route<P>>,
    pub(super) verifiers: Verifiers<P>,
    pub(super) settings: Settings,
    pub(super) not_found: NotFound,
    pub(super) name: Option<Arc<one_url::Name>>,
}

/// One operation and its handler.
pub(super) struct Route<P> {
    pub(super) descriptor: &'static OperationDescriptor,
    pub(super) prepare: Prepare<P>,
}

/// Whether the built router answers paths that no operation has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotFound {
    Problem,
    LeftToOthers,
}

/// What holds for every operation.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) store: Option<Arc<dyn IdempotencyStore>>,
    pub(crate) failures: Failures,
    pub(crate) lease: Duration,
    pub(crate) stored_bytes: usize,
    pub(crate) validation: Mode,
    pub(crate) answers: AnswerCheck,
    pub(crate) body_bytes: usize,
    pub(crate) concurrency: Option<Arc<Semaphore>>,
    pub(crate) rate_limiting: RateLimiting,
    pub(crate) deadline_header: Option<HeaderName>,
    pub(crate) clock: Arc<dyn Clock>,
    /// Of messages: webhooks and callbacks.
    pub(crate) verification: Verification,
}

impl<P: Send + Sync + 'static> Router<P> {
    /// A router without operations, for a contract with these security schemes. Generated code calls it.
    pub fn new(schemes: &'static [SecurityScheme]) -> Self {
        Self {
            routes: Vec::new(),
            verifiers: Verifiers::new(schemes),
            settings: Settings {
                store: None,
                failures: Failures::Keep,
                lease: Duration::from_secs(30),
                stored_bytes: 1 << 20,
                validation: Mode::Enforce,
                answers: AnswerCheck {
                    mode: Mode::Report,
                    hook: None,
                },
                body_bytes: 2 << 20,
                concurrency: None,
                rate_limiting: RateLimiting::Enforce,
                deadline_header: None,
                clock: Arc::new(TokioClock),
                verification: Verification::absent(),
            },
            not_found: NotFound::Problem,
            name: None,
        }
    }

    /// A router for the webhooks or callbacks of a contract, whose messages are verified like this. Generated code calls it.
    pub fn receiver(verification: Verification) -> Self {
        let mut router = Self::new(&[]);
        router.settings.verification = verification;
        router
    }

    /// Takes messages at `/` too, and leads each to the webhook that `name` says: for senders that know one URL only and
    /// name the webhook in a header or in the body. A message it has no name for is answered with 404.
    #[must_use]
    pub fn one_url(
        mut self,
        name: impl Fn(&http::request::Parts, &bytes::Bytes) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.name = Some(Arc::new(name));
        self
    }

    /// Adds one operation. Generated code calls it.
    #[must_use]
    pub fn route<S, R, T, E, F, H>(
        mut self,
        descriptor: &'static OperationDescriptor,
        service: &Arc<S>,
        handler: H,
    ) -> Self
    where
        S: Send + Sync + 'static,
        R: Decode + Send + 'static,
        T: IntoReply,
        E: Into<Problem>,
        F: Future<Output = Result<T, E>> + Send + 'static,
        H: Fn(Arc<S>, Context<P>, R) -> F + Send + Sync + 'static,
    {
        self.routes.push(Route {
            descriptor,
            prepare: endpoint::prepare(Arc::clone(service), handler),
        });
        self
    }

    /// Verifies bearer tokens (`http` bearer, `oauth2`, `openIdConnect`) when the contract has one scheme of that kind.
    #[must_use]
    pub fn bearer<F, Fut>(mut self, verify: F) -> Self
    where
        F: Fn(crate::security::Secret) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<crate::Verified<P>, crate::Denied>> + Send + 'static,
    {
        self.verifiers.for_kind(Verifier::bearer(verify));
        self
    }

    /// Verifies user names and passwords (`http` basic) when the contract has one scheme of that kind.
    #[must_use]
    pub fn basic<F, Fut>(mut self, verify: F) -> Self
    where
        F: Fn(String, crate::security::Secret) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<crate::Verified<P>, crate::Denied>> + Send + 'static,
    {
        self.verifiers.for_kind(Verifier::basic(verify));
        self
    }

    /// Verifies API keys (`apiKey`) when the contract has one scheme of that kind.
    #[must_use]
    pub fn api_key<F, Fut>(mut self, verify: F) -> Self
    where
        F: Fn(crate::security::Secret) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<crate::Verified<P>, crate::Denied>> + Send + 'static,
    {
        self.verifiers.for_kind(Verifier::api_key(verify));
        self
    }

    /// Verifies the scheme of this name; it wins over a verifier for the scheme's kind.
    #[must_use]
    pub fn verifier(mut self, scheme: impl Into<String>, verifier: Verifier<P>) -> Self {
        self.verifiers.for_scheme(scheme.into(), verifier);
        self
    }

    /// Where idempotency keys and the answers they name are kept.
    #[must_use]
    pub fn idempotency(mut self, store: impl IdempotencyStore) -> Self {
        self.settings.store = Some(Arc::new(store));
        self
    }

    /// What happens to a key whose call failed inside (5xx or panic); kept by default.
    #[must_use]
    pub fn idempotency_failures(mut self, failures: Failures) -> Self {
        self.settings.failures = failures;
        self
    }

    /// How long a claim counts without a sign of life from the process that holds it; 30 s by default.
    /// A running call renews its lease three times within it.
    #[must_use]
    pub fn idempotency_lease(mut self, lease: Duration) -> Self {
        self.settings.lease = lease;
        self
    }

    /// Largest body that is kept for replaying, in bytes; 1 MiB by default.
    #[must_use]
    pub fn idempotency_response_limit(mut self, bytes: usize) -> Self {
        self.settings.stored_bytes = bytes;
        self
    }

    /// What happens to requests that do not obey the contract; they are refused by default.
    #[must_use]
    pub fn validation(mut self, mode: Mode) -> Self {
        self.settings.validation = mode;
        self
    }

    /// What happens to answers whose bodies or header fields do not obey the contract; they are reported and sent by default,
    /// since refusing to say what was done does not undo it. Streams, parts and problems that stand for an error are not
    /// looked at.
    ///
    /// Looking at a body takes reading it once more: [`Mode::Off`] saves that.
    #[must_use]
    pub fn answer_validation(mut self, mode: Mode) -> Self {
        self.settings.answers.mode = mode;
        self
    }

    /// Is told of every answer that does not obey the contract, be it sent or not: to count them, or to fail a test.
    #[must_use]
    pub fn on_invalid_answer(
        mut self,
        hook: impl Fn(&InvalidAnswer<'_>) + Send + Sync + 'static,
    ) -> Self {
        self.settings.answers.hook = Some(Arc::new(hook));
        self
    }

    /// Largest request body in bytes; 2 MiB by default. A larger one is answered with 413.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.settings.body_bytes = bytes;
        self
    }

    /// Most requests in progress at once; more are answered with 503 and `Retry-After` rather than queued. No bound by
    /// default. A keyed call counts until its handler ends, also when its caller has hung up.
    #[must_use]
    pub fn concurrency_limit(mut self, requests: usize) -> Self {
        let permits = requests.min(Semaphore::MAX_PERMITS);
        self.settings.concurrency = Some(Arc::new(Semaphore::new(permits)));
        self
    }

    /// Whether the contract's rate limits are kept, per caller and operation, in this process; they are by default.
    #[must_use]
    pub fn rate_limiting(mut self, limiting: RateLimiting) -> Self {
        self.settings.rate_limiting = limiting;
        self
    }

    /// Reads the caller's remaining patience from this header, in whole milliseconds, and stops work past it with 504.
    /// Not read by default: a caller can only shorten its own call, but a proxy has to pass the header on.
    #[must_use]
    pub fn deadline_header(mut self, name: HeaderName) -> Self {
        self.settings.deadline_header = Some(name);
        self
    }

    /// The clock of rate limits and of dated messages.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.settings.clock = Arc::new(clock);
        self
    }

    /// Leaves paths that no operation has to the router this one is merged into.
    #[must_use]
    pub fn without_fallback(mut self) -> Self {
        self.not_found = NotFound::LeftToOthers;
        self
    }

    /// The finished `axum::Router`, to be served, nested, merged or layered.
    ///
    /// # Errors
    /// [`BuildError`] when a verifier or the idempotency store is missing, routes conflict, or the contract asks for
    /// something that cannot be enforced.
    pub fn build(self) -> Result<axum::Router, BuildError> {
        build::build(self)
    }
}

impl<P> fmt::Debug for Router<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operations = self.routes.iter().map(|route| route.descriptor.id);
        f.debug_struct("Router")
            .field("operations", &operations.collect::<Vec<_>>())
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
