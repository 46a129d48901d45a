//! How is a response read? What the decoders of generated clients have in common.
//!
//! Most operations have one success, with one status and one shape. Their decoder is a function of this module, which the
//! types of the call complete: `Call::new(&self.runtime, request, decode::json::<200, _, _>)`. The status is a code, or the
//! first digit of a range: `2` is `2XX`. Whatever else comes is read as one of the declared errors.

use bytes::Bytes;
use countersign_core::json::JsonError;
use serde::de::DeserializeOwned;

use crate::error::Failure;
use crate::response::RawResponse;

/// The errors that an operation declares; made by [`declare_errors!`](crate::declare_errors).
pub trait DeclaredErrors: Sized {
    /// What a response is that is no success: the declared error of its status, or one whose status or body is not as declared.
    fn read(response: &RawResponse) -> Failure<Self>;
}

/// A success with a JSON body.
///
/// # Errors
/// The failure that the response is.
pub fn json<const STATUS: u16, T: DeserializeOwned, E: DeclaredErrors>(
    response: &RawResponse,
) -> Result<T, Failure<E>> {
    if response.has_status(STATUS) {
        response.json().map_err(Failure::Decode)
    } else {
        Err(response.failure())
    }
}

/// A success whose body is text.
///
/// # Errors
/// The failure that the response is.
pub fn text<const STATUS: u16, E: DeclaredErrors>(
    response: &RawResponse,
) -> Result<String, Failure<E>> {
    if response.has_status(STATUS) {
        response.text().map_err(Failure::Decode)
    } else {
        Err(response.failure())
    }
}

/// A success whose body is taken as it is.
///
/// # Errors
/// The failure that the response is.
pub fn bytes<const STATUS: u16, E: DeclaredErrors>(
    response: &RawResponse,
) -> Result<Bytes, Failure<E>> {
    if response.has_status(STATUS) {
        Ok(response.bytes())
    } else {
        Err(response.failure())
    }
}

/// A success whose body is not looked at.
///
/// # Errors
/// The failure that the response is.
pub fn empty<const STATUS: u16, E: DeclaredErrors>(
    response: &RawResponse,
) -> Result<(), Failure<E>> {
    if response.has_status(STATUS) {
        Ok(())
    } else {
        Err(response.failure())
    }
}

impl RawResponse {
    /// Is this its status, or the first digit of it?
    fn has_status(&self, status: u16) -> bool {
        let own = self.status();
        own == status || own / 100 == status
    }

    /// What the response is to an operation when it is not one of its successes.
    pub fn failure<E: DeclaredErrors>(&self) -> Failure<E> {
        E::read(self)
    }
}

/// Readers of the bodies of declared errors that are not JSON.
pub mod body {
    use super::{Bytes, JsonError, RawResponse};

    /// The body as text.
    ///
    /// # Errors
    /// When it is no text in the charset it claims.
    pub fn text(response: &RawResponse) -> Result<String, JsonError> {
        response.text()
    }

    /// The body as it is.
    ///
    /// # Errors
    /// Never.
    pub fn bytes(response: &RawResponse) -> Result<Bytes, JsonError> {
        Ok(response.bytes())
    }
}

/// The declared errors of an operation: an enum with a variant for each status, what each of them says to a person, and how
/// each of them is read.
///
/// A body is JSON unless a function that reads it stands beside its type. `documented` says that the docs above a variant tell
/// more than its message does.
///
/// ```
/// use countersign_client::{Bytes, declare_errors};
/// use countersign_client::decode::body;
///
/// declare_errors! {
///     /// The declared errors of `Client::create_order`.
///     pub enum CreateOrderError {
///         Conflict(Vec<String>) = 409 => "Out of stock",
///         /// With how long to wait, see `Retry-After`.
///         TooManyRequests = 429 => "Slow down" documented,
///         Default(Bytes as body::bytes) = _ => "Anything else",
///     }
/// }
///
/// assert_eq!(CreateOrderError::TooManyRequests.to_string(), "Slow down");
/// ```
#[macro_export]
macro_rules! declare_errors {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident {
            $(
                $(#[$variant_attribute:meta])*
                $variant:ident $(($kind:ty $(as $read:path)?))? = $status:pat => $message:literal $($documented:ident)?
            ),* $(,)?
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = $crate::__error_doc!($status, $message $(, $documented)?)]
                $(#[$variant_attribute])*
                $variant $(($kind))?,
            )*
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, _formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match *self {
                    $(Self::$variant { .. } => _formatter.write_str($message),)*
                }
            }
        }

        impl ::std::error::Error for $name {}

        impl $crate::decode::DeclaredErrors for $name {
            #[inline(never)]
            fn read(response: &$crate::RawResponse) -> $crate::Failure<Self> {
                match response.status() {
                    $($status => $crate::__error!(Self::$variant $(, response, $kind $(, $read)?)?),)*
                    _ => $crate::Failure::Unexpected,
                }
            }
        }
    };
}

/// The first line of a variant's docs.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_doc {
    ($status:pat, $message:literal) => {
        ::std::concat!("`", ::std::stringify!($status), "`: ", $message)
    };
    ($status:pat, $message:literal, $documented:ident) => {
        ::std::concat!("`", ::std::stringify!($status), "`:")
    };
}

/// An error with its body, if it has one.
#[doc(hidden)]
#[macro_export]
macro_rules! __error {
    ($variant:path) => {
        $crate::Failure::Api($variant)
    };
    ($variant:path, $response:ident, $kind:ty) => {
        match $response.json() {
            ::std::result::Result::Ok(body) => $crate::Failure::Api($variant(body)),
            ::std::result::Result::Err(error) => $crate::Failure::Decode(error),
        }
    };
    ($variant:path, $response:ident, $kind:ty, $read:path) => {
        match $read($response) {
            ::std::result::Result::Ok(body) => $crate::Failure::Api($variant(body)),
            ::std::result::Result::Err(error) => $crate::Failure::Decode(error),
        }
    };
}

/// How one header field is read.
#[doc(hidden)]
#[macro_export]
macro_rules! __header {
    ($kind:ty) => { ::std::result::Result<::std::option::Option<$kind>, $crate::JsonError> };
    ($kind:ty, json) => { ::std::result::Result<::std::option::Option<$kind>, $crate::JsonError> };
    ($kind:ty, required) => { ::std::result::Result<$kind, $crate::JsonError> };
    ($kind:ty, json required) => { ::std::result::Result<$kind, $crate::JsonError> };
    ($meta:expr, $wire:literal) => {
        $meta.header($wire)
    };
    ($meta:expr, $wire:literal, required) => {
        $meta.required_header($wire)
    };
    ($meta:expr, $wire:literal, json) => {
        $meta.json_header($wire)
    };
    ($meta:expr, $wire:literal, json required) => {
        $meta.required_json_header($wire)
    };
}

/// The header fields that the responses of an operation declare, each read when it is asked for: a field that is missing or
/// makes no sense costs neither the answer nor the other fields.
///
/// ```
/// use countersign_client::ResponseMeta;
///
/// countersign_client::declare_headers! {
///     /// Header fields that responses to `Client::create_order` declare.
///     pub struct CreateOrderHeaders {
///         /// Where the order lives.
///         location: String = "Location" as required,
///         /// What is left, as JSON.
///         quota: Vec<u32> = "X-Quota" as json,
///     }
/// }
///
/// fn location(meta: &ResponseMeta) -> Result<String, countersign_client::JsonError> {
///     CreateOrderHeaders(meta).location()
/// }
/// ```
#[macro_export]
macro_rules! declare_headers {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident {
            $($(#[$field_attribute:meta])* $field:ident: $kind:ty = $wire:literal $(as $($how:ident)+)?),* $(,)?
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name<'r>(pub &'r $crate::ResponseMeta);

        impl $name<'_> {
            $(
                $(#[$field_attribute])*
                ///
                /// # Errors
                /// When the field's text is no value of its type, or it is missing although it is required.
                pub fn $field(&self) -> $crate::__header!($kind $(, $($how)+)?) {
                    $crate::__header!(self.0, $wire $(, $($how)+)?)
                }
            )*
        }
    };
}
