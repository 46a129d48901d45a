//! Is a webhook from whom it claims to be? A receiver says how it knows, or that it does not care; there is no default.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use countersign_core::problem::Problem;
use countersign_core::webhook_signature::{
    DEFAULT_TOLERANCE, ID_HEADER, SIGNATURE_HEADER, Signed, SigningKey, TIMESTAMP_HEADER,
};
use http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::Denied;
use crate::clock::Clock;

type Check = dyn Fn(&Parts, &Bytes, &dyn Clock) -> Result<(), Denied> + Send + Sync;

/// How a receiver of webhooks or callbacks knows who sent a message.
#[derive(Clone)]
pub struct Verification(Option<Arc<Check>>);

impl Verification {
    /// By a signature as Standard Webhooks describes it, made with one of these keys at most five minutes ago.
    pub fn standard_webhooks(keys: impl IntoIterator<Item = SigningKey>) -> Self {
        Self::standard_webhooks_within(keys, DEFAULT_TOLERANCE)
    }

    /// The same with another limit for the age of a message.
    pub fn standard_webhooks_within(
        keys: impl IntoIterator<Item = SigningKey>,
        tolerance: Duration,
    ) -> Self {
        let keys: Vec<SigningKey> = keys.into_iter().collect();
        Self(Some(Arc::new(move |parts, body, clock| {
            let signed = Signed {
                id: text(&parts.headers, ID_HEADER)?,
                timestamp: text(&parts.headers, TIMESTAMP_HEADER)?,
                signature: text(&parts.headers, SIGNATURE_HEADER)?,
                body,
            };
            let now = clock.since_1970().as_secs();
            let verdict = signed.verify(&keys, now, tolerance);
            verdict.map_err(|_| Denied::Invalid)
        })))
    }

    /// By whatever this function looks at: the head of the request and the bytes of its body, as they came.
    pub fn by(
        check: impl Fn(&Parts, &Bytes) -> Result<(), Denied> + Send + Sync + 'static,
    ) -> Self {
        Self(Some(Arc::new(move |parts, body, _| check(parts, body))))
    }

    /// Not at all: anybody who finds the URL can send anything. Right only where something else keeps others away, such as
    /// a private network or mutual TLS.
    pub fn absent() -> Self {
        Self(None)
    }

    /// Has every message to be verified?
    pub(crate) fn is_there(&self) -> bool {
        self.0.is_some()
    }

    /// # Errors
    /// 401, or 503 when it could not be checked now.
    pub(crate) fn check(
        &self,
        parts: &Parts,
        body: &Bytes,
        clock: &dyn Clock,
    ) -> Result<(), Problem> {
        let Some(check) = &self.0 else {
            return Ok(());
        };
        match check(parts, body, clock) {
            Ok(()) => Ok(()),
            Err(Denied::Invalid | Denied::NotPresented) => {
                Err(Problem::new(StatusCode::UNAUTHORIZED)
                    .with_detail("the message is not verifiably from its sender")
                    .with_header(
                        WWW_AUTHENTICATE,
                        HeaderValue::from_static("Webhook-Signature"),
                    ))
            }
            Err(Denied::Unavailable { retry_after }) => {
                Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE)
                    .with_header(RETRY_AFTER, HeaderValue::from(retry_after.as_secs())))
            }
        }
    }
}

/// A field that is there once.
fn text<'h>(headers: &'h HeaderMap, name: &str) -> Result<&'h str, Denied> {
    let mut fields = headers.get_all(name).iter();
    match (fields.next(), fields.next()) {
        (None, _) => Err(Denied::NotPresented),
        (Some(field), None) => field.to_str().map_err(|_| Denied::Invalid),
        (Some(_), Some(_)) => Err(Denied::Invalid),
    }
}

impl fmt::Debug for Verification {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match &self.0 {
            Some(_) => "Verification(..)",
            None => "Verification::absent()",
        })
    }
}
