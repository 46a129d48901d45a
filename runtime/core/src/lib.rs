//! What generated clients and servers share: operation tables, problems, idempotency keys, Retry-After, parameter styles.
//!
//! Nothing here opens a socket, reads a clock or knows OpenAPI. A generated crate describes each of its operations in a
//! `static` [`operation::OperationDescriptor`]; the client and the server runtime read the same table.

pub mod body;
pub mod choice;
pub mod content;
pub mod deadline;
pub mod default;
pub mod enumeration;
pub mod field;
pub mod form;
pub mod format;
pub mod http_date;
pub mod idempotency;
pub mod json;
pub mod media_type;
pub mod multipart;
pub mod object;
pub mod operation;
pub mod presence;
pub mod problem;
pub mod rate_limit_fields;
pub mod retry_after;
pub mod runtime_expression;
pub mod schema;
pub mod secret;
pub mod stream;
pub mod style;
pub mod trace_context;
pub mod tuple;
pub mod union;
pub mod webhook_signature;
#[cfg(feature = "xml")]
pub mod xml;

/// The bytes of a body that is passed on as it is.
pub use bytes::Bytes;
