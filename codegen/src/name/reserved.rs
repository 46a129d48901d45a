//! Names that belong to the code around generated items: whoever would take one gets a trailing underscore.

/// Associated functions and trait methods that a client, or a service behind an `Arc`, has besides its operations.
///
/// The others are names of operators and conversions, which readers (and clippy) take for those.
pub(super) const CLIENT_METHODS: &[&str] = &[
    "as_ref",
    "borrow",
    "builder",
    "clone",
    "cmp",
    "deref",
    "drop",
    "eq",
    "fmt",
    "from_runtime",
    "hash",
    "index",
    "into",
    "runtime",
    "to_owned",
    "to_string",
    "try_into",
    "type_id",
];

/// Types that generated client modules write.
pub(super) const CLIENT_TYPES: &[&str] = &[
    "BodySource",
    "Builder",
    "Bytes",
    "Call",
    "Client",
    "Destination",
    "Duration",
    "Error",
    "Failure",
    "Future",
    "GeneratedClient",
    "IdempotencyKey",
    "IntoFuture",
    "JsonError",
    "RawResponse",
    "Request",
    "Response",
    "ResponseMeta",
    "RetryPolicy",
    "Runtime",
    "SecurityScheme",
];

/// Types that generated server modules write.
pub(super) const SERVER_TYPES: &[&str] = &[
    "Arc",
    "Bytes",
    "Context",
    "Decode",
    "EventStream",
    "Future",
    "Incoming",
    "IntoReply",
    "ParameterDescriptor",
    "Principal",
    "Problem",
    "Reply",
    "Router",
    "StatusCode",
    "Style",
    "Verification",
];

/// Modules that are there anyway; a group inside its own namesake would confuse readers (and clippy).
pub(super) const MODULES: &[&str] = &[
    "client",
    "lib",
    "main",
    "mod",
    "operations",
    "schemas",
    "server",
    "shared",
    "types",
];

/// What a call builder has besides its setters.
///
/// The others are names of operators and conversions, which readers (and clippy) take for those.
pub(super) const CALL_METHODS: &[&str] = &[
    "add",
    "bitand",
    "bitor",
    "bitxor",
    "div",
    "mul",
    "rem",
    "shl",
    "shr",
    "sub",
    "attempt_timeout",
    "borrow",
    "borrow_mut",
    "clone",
    "deadline",
    "fmt",
    "from",
    "header",
    "idempotency_key",
    "into",
    "into_future",
    "new",
    "retry",
    "send",
    "timeout",
    "try_from",
    "try_into",
    "type_id",
];
