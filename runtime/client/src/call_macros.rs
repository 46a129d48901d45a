//! What is the call of an operation with optional arguments? A type around [`Call`](crate::Call) with a setter for each.
//!
//! Generated clients declare it by a table, so that what all calls can do is written once. What is one line that hands on is
//! `#[inline]`: it is compiled where it is used, and what is not used costs nothing.

/// The call of an operation with optional arguments: a type with a setter for each of them, given by its position
/// among the operation's parameters, and with everything that a [`Call`](crate::Call) can do.
///
/// ```
/// countersign_client::declare_call! {
///     /// The call of `Client::list_orders`: optional arguments, then `.await`.
///     pub struct ListOrders(Vec<String>, std::convert::Infallible) {
///         /// No more than so many orders.
///         limit: u32 = 0,
///     }
/// }
/// ```
#[macro_export]
macro_rules! declare_call {
    (
        $(#[$attribute:meta])*
        pub struct $call:ident($output:ty, $error:ty)
        { $($setters:tt)* }
    ) => {
        $crate::__call! { $(#[$attribute])* pub struct $call($output, $error) { $($setters)* } }

        impl $call {
            /// Sends the call; the same as awaiting it.
            #[inline]
            pub fn send(self) -> $crate::Sending<$output, $error> {
                self.0.send()
            }
        }

        impl ::std::future::IntoFuture for $call {
            type Output = ::std::result::Result<$crate::Response<$output>, $crate::Error<$error>>;
            type IntoFuture = $crate::Sending<$output, $error>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.0.send()
            }
        }
    };
}

/// The call of an operation that answers with nothing but a stream: like [`declare_call!`], with the type of the stream's
/// values in place of the type of success.
#[macro_export]
macro_rules! declare_stream_call {
    (
        $(#[$attribute:meta])*
        pub struct $call:ident($item:ty, $error:ty)
        { $($setters:tt)* }
    ) => {
        $crate::__call! { $(#[$attribute])* pub struct $call((), $error) { $($setters)* } }
        $crate::forward_stream!($call -> $item, $error);

        impl ::std::future::IntoFuture for $call {
            type Output = ::std::result::Result<$crate::EventStream<$item>, $crate::Error<$error>>;
            type IntoFuture = $crate::Opening<$item, $error>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                ::std::future::IntoFuture::into_future(self.stream())
            }
        }
    };
}

/// A type around a call, its setters, and what every call can be told.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    (
        $(#[$attribute:meta])*
        pub struct $call:ident($output:ty, $error:ty) {
            $($(#[$setter_attribute:meta])* $setter:ident: $kind:ty = $position:literal),* $(,)?
        }
    ) => {
        $(#[$attribute])*
        #[must_use = "a call does nothing until it is awaited"]
        pub struct $call($crate::Call<$output, $error>);

        impl $call {
            $(
                $(#[$setter_attribute])*
                #[inline]
                pub fn $setter(mut self, value: $kind) -> Self {
                    self.0.request_mut().argument($position, &value);
                    self
                }
            )*

            /// Names the call, so that sending it twice does it once.
            #[inline]
            pub fn idempotency_key(self, key: $crate::IdempotencyKey) -> Self {
                Self(self.0.idempotency_key(key))
            }

            /// Limits the whole call: waiting, backoff and every attempt.
            #[inline]
            pub fn timeout(self, limit: ::std::time::Duration) -> Self {
                Self(self.0.timeout(limit))
            }

            /// Limits each attempt.
            #[inline]
            pub fn attempt_timeout(self, limit: ::std::time::Duration) -> Self {
                Self(self.0.attempt_timeout(limit))
            }

            /// Retries differently from what the contract says. The safety rule stays.
            #[inline]
            pub fn retry(self, policy: $crate::RetryPolicy) -> Self {
                Self(self.0.retry(policy))
            }

            /// Sends a header field the contract does not know.
            #[inline]
            pub fn header(self, name: &str, value: &str) -> Self {
                Self(self.0.header(name, value))
            }
        }

        impl ::std::fmt::Debug for $call {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, formatter)
            }
        }
    };
}

/// Gives the call of an operation that also answers with a stream its other way in: `forward_stream!(Ask -> Delta, AskError);`
#[macro_export]
macro_rules! forward_stream {
    ($call:ident -> $item:ty, $error:ty) => {
        impl $call {
            /// Asks for the stream: await it to open it. Time limits of the call are those of opening it.
            #[inline]
            pub fn stream(self) -> $crate::StreamCall<$item, $error> {
                self.0.stream()
            }
        }
    };
}

/// Gives a call whose success is bytes a way to read them piece by piece.
#[doc(hidden)]
#[macro_export]
macro_rules! forward_download {
    ($call:ident, $error:ty) => {
        impl $call {
            /// Sends the call and hands the bytes of its success over as they come.
            #[inline]
            pub fn download(self) -> $crate::Downloading<$error> {
                self.0.download_of("")
            }
        }
    };
    ($call:ident, $error:ty, $accept:literal) => {
        impl $call {
            /// Sends the call, asks for nothing but bytes and hands them over as they come. A success that is declared as
            /// something else is `Error::Unexpected`, with the first 64 KiB of its body: who wants either awaits the call.
            #[inline]
            pub fn download(self) -> $crate::Downloading<$error> {
                self.0.download_of($accept)
            }
        }
    };
}

/// Gives the call of a list that comes in pages its other ways in: `forward_pages!(ListOrders -> OrderPage, Order, ListOrdersError);`
#[macro_export]
macro_rules! forward_pages {
    ($call:ident -> $page:ty, $item:ty, $error:ty) => {
        impl $call {
            /// The pages, one call for each; nothing is sent before the first is asked for.
            #[inline]
            pub fn pages(self) -> $crate::Pages<$page, $error> {
                self.0.pages()
            }

            /// The items of all pages; a page is asked for when its first item is.
            #[inline]
            pub fn items(self) -> $crate::Items<$item, $error> {
                self.0.items()
            }
        }
    };
}
