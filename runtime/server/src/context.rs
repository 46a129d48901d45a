//! What a handler knows about the call beyond its typed arguments.

use std::collections::BTreeSet;

use bytes::Bytes;
use countersign_core::idempotency::IdempotencyKey;
use countersign_core::json;
use countersign_core::operation::OperationDescriptor;
use countersign_core::problem::Problem;
use countersign_core::runtime_expression::Exchange;
use countersign_core::stream::LAST_EVENT_ID;
use countersign_core::trace_context::TraceContext;
use http::header::HOST;
use http::request::Parts;
use http::{Extensions, HeaderMap, StatusCode, Uri};
use tokio::time::Instant;

use crate::router;
use crate::security::Caller;

/// The call around a handler's arguments: who calls, which operation, until when.
#[derive(Debug)]
pub struct Context<P> {
    pub(crate) operation: &'static OperationDescriptor,
    pub(crate) caller: Caller<P>,
    pub(crate) parts: Parts,
    pub(crate) deadline: Option<Instant>,
    pub(crate) idempotency_key: Option<IdempotencyKey>,
    pub(crate) trace: Option<TraceContext>,
    pub(crate) body: Bytes,
}

impl<P> Context<P> {
    /// Who calls: `None` only when the contract admits anonymous callers.
    pub fn principal(&self) -> Option<&P> {
        self.caller.principal.as_ref()
    }

    /// Who calls, for handlers that have nothing to say to anonymous callers.
    ///
    /// # Errors
    /// A 401 problem when the caller is anonymous.
    pub fn require_principal(&self) -> Result<&P, Problem> {
        self.principal()
            .ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED))
    }

    /// The id the verifier gave the caller; the first one when several schemes were needed together.
    pub fn principal_id(&self) -> Option<&str> {
        self.caller.identities.first().map(|(_, id)| id.as_str())
    }

    /// Every scope the verified credentials grant.
    pub fn scopes(&self) -> &BTreeSet<String> {
        &self.caller.scopes
    }

    /// The operation that is called.
    pub fn operation(&self) -> &'static OperationDescriptor {
        self.operation
    }

    /// When the caller stops waiting, if it said so.
    pub fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// The call's idempotency key, if it has one and the operation honours keys. Pass
    /// [`IdempotencyKey::child`] on to services this handler calls.
    pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
        self.idempotency_key.as_ref()
    }

    /// The last event a caller has seen of a stream that it wants to go on with (`Last-Event-ID`, WHATWG HTML 9.2.3).
    pub fn last_event_id(&self) -> Option<&str> {
        let field = self.parts.headers.get(LAST_EVENT_ID)?;
        let id = std::str::from_utf8(field.as_bytes()).ok()?;
        Some(id).filter(|id| !id.is_empty())
    }

    /// The caller's position in a distributed trace, to be continued in calls to other services.
    pub fn trace(&self) -> Option<TraceContext> {
        self.trace
    }

    /// The request's header fields.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The request's target as this router sees it.
    pub fn uri(&self) -> &Uri {
        &self.parts.uri
    }

    /// The answer to a webhook or callback that the service does not handle: 501.
    pub fn unhandled(&self) -> Problem {
        Problem::new(StatusCode::NOT_IMPLEMENTED)
            .with_detail(format!("nothing here handles `{}`", self.operation.id))
    }

    /// The request as runtime expressions see it: what the URL of a callback is made from. The response is still to be
    /// filled in, where an expression asks for it.
    pub fn exchange(&self) -> Exchange {
        let uri = &self.parts.uri;
        let host = self.parts.headers.get(HOST);
        let url = match (uri.authority(), host.and_then(|host| host.to_str().ok())) {
            (None, Some(host)) => format!("https://{host}{uri}"),
            (Some(_), _) | (None, None) => uri.to_string(),
        };
        let mut exchange = Exchange::new(self.parts.method.as_str(), url);
        exchange.request.path = router::path_texts(self.operation, uri.path());
        exchange.request.headers = self
            .parts
            .headers
            .iter()
            .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
            .collect();
        exchange.request.body = json::parse(&self.body).ok();
        exchange
    }

    /// What layers in front of the router left behind, e.g. `axum::extract::ConnectInfo`.
    pub fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }
}
