//! What is one operation, as far as a message on the wire is concerned?
//!
//! Every type is const-constructible, so a generated crate has one `static` per operation and pays nothing at start-up:
//!
//! ```
//! use countersign_core::operation::{OperationDescriptor, ParameterDescriptor};
//!
//! static GET_ORDER: OperationDescriptor = OperationDescriptor {
//!     id: "getOrder",
//!     method: "GET",
//!     path: "/orders/{orderId}",
//!     parameters: &[ParameterDescriptor::path("orderId")],
//!     accept: "application/json",
//!     ..OperationDescriptor::DEFAULT
//! };
//! assert!(GET_ORDER.is_idempotent_method());
//! ```

mod behaviour;
mod body;
mod pagination;
mod parameter;
mod response;
mod security;
mod template;

pub use behaviour::{Idempotency, KeyFormat, KeyHeader, RateLimit, RetryPolicy, TimeoutPolicy};
pub use body::{BodyDescriptor, Codec, Coding, MediaDescriptor};
pub use pagination::{NextPage, PaginationDescriptor, Source};
pub use parameter::{Location, ParameterDescriptor, Style};
pub use response::{ResponseDescriptor, Statuses};
pub use security::{ApiKeyLocation, SecurityScheme, SecuritySchemeKind, SecurityUse};
pub use template::{Segment, Segments};

use crate::stream::StreamDescriptor;

/// One operation of a contract: how it is addressed, what it carries and how it behaves.
#[derive(Clone, Copy, Debug)]
pub struct OperationDescriptor {
    /// `operationId`, or the name that stands in for it.
    pub id: &'static str,
    /// The tag it is grouped under; `""` when it has none. Circuit breakers count failures per group.
    pub group: &'static str,
    /// HTTP method in upper case.
    pub method: &'static str,
    /// Path template as written, e.g. `/orders/{orderId}`: telemetry and the route of the server.
    pub path: &'static str,
    /// The query that stands in the path itself, without its `?`: `beta=true` for `/files?beta=true`. Every request carries
    /// it, and a server tells operations apart by it.
    pub query: &'static str,
    /// Where it is sent in place of the server of the contract: the servers of the operation or its path item, variables
    /// filled in with their defaults, the first unless a client has chosen another of them. Empty when it has none.
    pub servers: &'static [&'static str],
    /// Every parameter, in the order of the contract.
    pub parameters: &'static [ParameterDescriptor],
    /// The request body, if it takes one.
    pub body: Option<BodyDescriptor>,
    /// Alternatives (OR) of schemes that are needed together (AND). No alternative: open to everybody; an empty one:
    /// anonymous callers are admitted too (OAS 3.1.1 Security Requirement Object).
    pub security: &'static [&'static [SecurityUse]],
    /// Whether a key makes a repeated call safe.
    pub idempotency: Idempotency,
    /// How eagerly to try again; whether that is safe is the runtime's decision.
    pub retry: RetryPolicy,
    /// How long to wait.
    pub timeout: TimeoutPolicy,
    /// How often it may be called, if the contract says.
    pub rate_limit: Option<RateLimit>,
    /// Value of the `Accept` header, weights included; `""` sends none.
    pub accept: &'static str,
    /// Callers should move away from it.
    pub deprecated: bool,
    /// What its answers may be; those that nothing is said about are left out, unless a range names them too. Only servers have
    /// it.
    pub responses: &'static [ResponseDescriptor],
    /// The stream it answers with, if it does.
    pub stream: Option<StreamDescriptor>,
    /// How its pages follow each other, if they do.
    pub pagination: Option<PaginationDescriptor>,
    /// The API calls and its user answers: a webhook or callback. Its requests are what responses are elsewhere.
    pub reversed: bool,
    /// The runtime expression that gives the URL of a callback; `""` for everything else.
    pub destination: &'static str,
}

impl OperationDescriptor {
    /// A GET of `/` without parameters, with the default behaviour: the base of struct updates.
    pub const DEFAULT: Self = Self {
        id: "",
        group: "",
        method: "GET",
        path: "/",
        query: "",
        servers: &[],
        parameters: &[],
        body: None,
        security: &[],
        idempotency: Idempotency::None,
        retry: RetryPolicy::DEFAULT,
        timeout: TimeoutPolicy::DEFAULT,
        rate_limit: None,
        accept: "",
        deprecated: false,
        responses: &[],
        stream: None,
        pagination: None,
        reversed: false,
        destination: "",
    };

    /// The path template taken apart, without the query or fragment that some authors add to it.
    pub const fn segments(&self) -> Segments {
        Segments::new(self.path)
    }

    /// Whether repeating the request has the same effect as sending it once (RFC 9110 9.2.2).
    pub fn is_idempotent_method(&self) -> bool {
        matches!(
            self.method,
            "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE" | "QUERY"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_idempotent_as_rfc_9110_says() {
        let idempotent = |method| {
            OperationDescriptor {
                method,
                ..OperationDescriptor::DEFAULT
            }
            .is_idempotent_method()
        };
        assert!(["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"].map(idempotent) == [true; 6]);
        assert!(["POST", "PATCH", "CONNECT", "get"].map(idempotent) == [false; 4]);
    }
}
