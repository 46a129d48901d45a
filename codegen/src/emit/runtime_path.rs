//! Every path into the runtime crates and serde that generated code names, once.

use proc_macro2::TokenStream;
use quote::quote;

/// One function per path: `timestamp()` is `countersign_core::format::Timestamp`.
macro_rules! path {
    ($name:ident, $($path:tt)*) => {
        pub(crate) fn $name() -> TokenStream {
            quote!($($path)*)
        }
    };
}

path!(timestamp, countersign_core::format::Timestamp);
path!(date, countersign_core::format::Date);
path!(uuid, countersign_core::format::Uuid);
path!(base64, countersign_core::format::Base64);
path!(secret, countersign_core::secret::Secret<String>);
path!(value, serde_json::Value);
path!(choice, countersign_core::choice::Choice);
path!(integers, countersign_core::json::integers);
path!(map, std::collections::BTreeMap);

path!(duration, std::time);
path!(fmt, std);
path!(future, std::future);
path!(sync, std::sync);
path!(problem, countersign_core::problem);
path!(client, countersign_client);
path!(server, countersign_server);
path!(schema, countersign_core::schema);
path!(operation, countersign_core::operation);
path!(stream, countersign_core::stream);
path!(form, countersign_core::form);
path!(multipart, countersign_core::multipart);
path!(file_part, countersign_core::multipart::FilePart);

/// `super::super`: so many levels up from a generated module.
pub(crate) fn up(levels: usize) -> TokenStream {
    let supers = (0..levels).map(|_| quote!(super));
    quote!(#(#supers)::*)
}

/// What validation tables are written with.
pub(crate) const SCHEMA_NAMES: &[&str] = &[
    "Bound",
    "Discriminator",
    "Format",
    "Literal",
    "Pattern",
    "Schema",
    "Types",
];

/// What operation descriptors are written with.
pub(crate) const OPERATION_NAMES: &[&str] = &[
    "ApiKeyLocation",
    "BodyDescriptor",
    "Coding",
    "Idempotency",
    "KeyFormat",
    "KeyHeader",
    "MediaDescriptor",
    "NextPage",
    "OperationDescriptor",
    "PaginationDescriptor",
    "ParameterDescriptor",
    "RateLimit",
    "RetryPolicy",
    "SecurityScheme",
    "SecuritySchemeKind",
    "SecurityUse",
    "Segment",
    "Source",
    "Style",
    "TimeoutPolicy",
];

/// What streams are described with.
pub(crate) const STREAM_NAMES: &[&str] = &["Framing", "Shape", "StreamDescriptor"];

/// What generated clients are written with.
pub(crate) const CLIENT_NAMES: &[&str] = &[
    "BodySource",
    "Builder",
    "Bytes",
    "Call",
    "Destination",
    "Failure",
    "GeneratedClient",
    "JsonError",
    "RawResponse",
    "Request",
    "ResponseMeta",
    "Runtime",
    "forward_call",
    "forward_pages",
    "forward_stream",
    "forward_stream_call",
];

/// What generated servers are written with.
pub(crate) const SERVER_NAMES: &[&str] = &[
    "Bytes",
    "Context",
    "Decode",
    "EventStream",
    "Incoming",
    "IntoReply",
    "Reply",
    "Router",
    "StatusCode",
    "Verification",
];
path!(serialize, serde::Serialize);
path!(serializer, serde::Serializer);
path!(deserialize, serde::Deserialize);
path!(deserializer, serde::Deserializer);

/// For serde's `skip_serializing_if`, which takes a path as text.
pub(crate) const PRESENCE_IS_ABSENT: &str = "presence::Presence::is_absent";
/// For serde's `deserialize_with`: keeps the null that a value of any type may be.
pub(crate) const PRESENCE_GIVEN: &str = "countersign_core::presence::given";
