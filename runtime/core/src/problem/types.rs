//! The `type` members of the problems this runtime answers by itself (RFC 9457 section 3.1.1).
//!
//! A problem whose meaning is its status alone has [`ABOUT_BLANK`] (section 4.2.1).

/// Nothing to add to the status.
pub const ABOUT_BLANK: &str = "about:blank";
/// The request does not obey the contract; `errors` says where.
pub const INVALID_REQUEST: &str = "urn:countersign:problem:invalid-request";
/// The operation needs an idempotency key and none was sent.
pub const IDEMPOTENCY_KEY_MISSING: &str = "urn:countersign:problem:idempotency-key-missing";
/// The key was used before with another payload.
pub const IDEMPOTENCY_KEY_REUSED: &str = "urn:countersign:problem:idempotency-key-reused";
/// The first call with this key has not ended yet: the same request may be sent again later.
pub const IDEMPOTENCY_KEY_IN_FLIGHT: &str = "urn:countersign:problem:idempotency-key-in-flight";
/// The first call with this key ended, but its answer was too large to keep.
pub const IDEMPOTENT_RESPONSE_NOT_KEPT: &str =
    "urn:countersign:problem:idempotent-response-not-kept";
/// draft-ietf-httpapi-ratelimit-headers: a quota is used up.
pub const QUOTA_EXCEEDED: &str = "https://iana.org/assignments/http-problem-types#quota-exceeded";
/// draft-ietf-httpapi-ratelimit-headers: the server can do less than usual for a while.
pub const TEMPORARY_REDUCED_CAPACITY: &str =
    "https://iana.org/assignments/http-problem-types#temporary-reduced-capacity";
