//! Which trace does an attempt belong to?
//!
//! `tracing` has no trace ids of its own; whoever gives it some (OpenTelemetry, for one) can tell us what they are.

use std::fmt;
use std::sync::Arc;

use countersign_core::trace_context::{TRACEPARENT, TraceContext};
use http::HeaderValue;

type Current = dyn Fn() -> Option<TraceContext> + Send + Sync;

/// Asks which trace is current, if anybody can say.
#[derive(Clone, Default)]
pub(crate) struct Trace(Option<Arc<Current>>);

impl Trace {
    pub(crate) fn new(current: impl Fn() -> Option<TraceContext> + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(current)))
    }

    /// Puts the current trace on a request.
    pub(super) fn apply<B>(&self, request: &mut http::Request<B>) {
        let context = self.0.as_ref().and_then(|current| current());
        if let Some(value) =
            context.and_then(|context| HeaderValue::try_from(context.to_string()).ok())
        {
            request.headers_mut().insert(TRACEPARENT, value);
        }
    }
}

impl fmt::Debug for Trace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_some() {
            "Trace(..)"
        } else {
            "Trace(none)"
        })
    }
}
