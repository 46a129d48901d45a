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
path!(time, countersign_core::format::Time);
path!(format_duration, countersign_core::format::Duration);
path!(decimal, countersign_core::format::Decimal);
path!(decimal_string, countersign_core::format::DecimalString);
path!(uuid, countersign_core::format::Uuid);
path!(base64, countersign_core::format::Base64);
path!(secret, countersign_core::secret::Secret<String>);
path!(default_json, countersign_core::default::json);
path!(value, serde_json::Value);
/// [`value`] as text.
pub(crate) const VALUE: &str = "serde_json::Value";
path!(same_value, countersign_core::schema::same);
path!(unread, countersign_core::json::Unread);
path!(map, std::collections::BTreeMap);

path!(core, countersign_core);
path!(duration, std::time);
path!(fmt, std);
path!(future, std::future);
path!(sync, std::sync);
path!(problem, countersign_core::problem);
path!(client, countersign_client);
path!(decode, countersign_client::decode);
path!(server, countersign_server);
path!(schema, countersign_core::schema);
path!(operation, countersign_core::operation);
path!(stream, countersign_core::stream);
path!(form, countersign_core::form);
path!(xml, countersign_core::xml);
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
    "pattern",
    "texts",
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
    "ResponseDescriptor",
    "RetryPolicy",
    "SecurityScheme",
    "SecuritySchemeKind",
    "SecurityUse",
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
    "ItemSource",
    "JsonError",
    "RawResponse",
    "Request",
    "ResponseMeta",
    "Runtime",
    "Server",
    "declare_call",
    "declare_errors",
    "declare_headers",
    "declare_stream_call",
    "decode",
    "forward_download",
    "forward_pages",
    "forward_stream",
];

/// What generated servers are written with.
pub(crate) const SERVER_NAMES: &[&str] = &[
    "BodySource",
    "BodyStream",
    "Bytes",
    "Context",
    "Decode",
    "EventStream",
    "Incoming",
    "IntoReply",
    "ItemStream",
    "PartStream",
    "Reply",
    "Router",
    "StatusCode",
    "Verification",
    "handlers",
    "receivers",
    "request",
    "response",
];
path!(serialize, serde::Serialize);
path!(serializer, serde::Serializer);
path!(deserialize, serde::Deserialize);
path!(deserializer, serde::Deserializer);
