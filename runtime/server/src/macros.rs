//! What generated servers say in a few lines: requests, answers and the handlers between them.
//!
//! Each macro is one repetition over lines of the same form, so that a compiler is done with it at once and an editor still
//! knows every item.

/// A request type of one operation, with the expression that takes each field out of the request.
///
/// ```
/// use countersign_server::request;
///
/// request! {
///     /// The arguments of `GET /orders`.
///     pub struct ListOrdersRequest from incoming {
///         /// Largest number of orders on a page.
///         pub limit: Option<i64> = incoming.argument(0)?,
///     }
/// }
/// ```
#[macro_export]
macro_rules! request {
    // A body that is still coming is there once, so nothing with it is cloned.
    ($(#[$meta:meta])* pub struct $name:ident from stream $incoming:ident $fields:tt) => {
        $crate::request! { @[Debug] $(#[$meta])* $name $incoming $fields }
    };
    ($(#[$meta:meta])* pub struct $name:ident from $incoming:ident $fields:tt) => {
        $crate::request! { @[Clone, Debug] $(#[$meta])* $name $incoming $fields }
    };
    (
        @[$($derived:ident),*]
        $(#[$meta:meta])*
        $name:ident $incoming:ident {
            $($(#[$doc:meta])* pub $field:ident: $kind:ty = $value:expr),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive($($derived),*)]
        pub struct $name {
            $($(#[$doc])* pub $field: $kind,)*
        }

        impl $crate::Decode for $name {
            fn decode($incoming: &$crate::Incoming) -> Result<Self, $crate::Problem> {
                Ok(Self { $($field: $value),* })
            }
        }
    };
}

/// A response type of one operation, with the expression that writes each variant.
///
/// ```
/// use countersign_server::{Reply, response};
///
/// response! {
///     /// The answers of `GET /orders`.
///     #[derive(Clone, Debug)]
///     pub enum ListOrdersResponse {
///         /// 200: One page.
///         Ok { body: Vec<String>, x_total_count: Option<i64> } =>
///             Reply::new(200).field("X-Total-Count", &x_total_count).json("application/json", &body),
///         /// 404: There are none.
///         NotFound(body: String) => Reply::new(404).json("application/problem+json", &body),
///     }
/// }
/// ```
#[macro_export]
macro_rules! response {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(
                $(#[$doc:meta])*
                $variant:ident
                $(($body:ident: $content:ty))?
                $({ $($(#[$field_doc:meta])* $field:ident: $kind:ty),+ $(,)? })?
                => $reply:expr
            ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[allow(missing_docs, reason = "what is a body and what is a status needs no words")]
        #[allow(clippy::large_enum_variant, reason = "a response is made once and written at once")]
        pub enum $name {
            $($(#[$doc])* $variant $(($content))? $({ $($(#[$field_doc])* $field: $kind),+ })?,)*
        }

        impl $crate::IntoReply for $name {
            fn into_reply(self) -> $crate::Reply {
                match self {
                    $(Self::$variant $(($body))? $({ $($field),+ })? => $reply,)*
                }
            }
        }
    };
}

/// The trait a service implements for a group of operations, and the function `routes` that puts them on a router. A line
/// says which operation a method answers.
///
/// ```
/// mod server {
///     use countersign_server::operation::OperationDescriptor;
///     use countersign_server::{Reply, handlers};
///
///     static PING: OperationDescriptor = OperationDescriptor { id: "ping", ..OperationDescriptor::DEFAULT };
///     static ECHO: OperationDescriptor = OperationDescriptor { id: "echo", method: "POST", ..PING };
///
/// #    countersign_server::request! {
/// #        /// The arguments of `POST /`.
/// #        pub struct EchoRequest from incoming {
/// #            /// The body.
/// #            pub body: String = incoming.body()?,
/// #        }
/// #    }
///     handlers! {
///         /// What comes back.
///         pub trait Echoes {
///             /// Says that it is there.
///             fn ping() -> Reply = PING;
///             /// Says what it is told.
///             fn echo(request: EchoRequest) -> Reply = ECHO;
///         }
///     }
/// }
/// ```
#[macro_export]
macro_rules! handlers {
    (
        $(#[$meta:meta])*
        pub trait $group:ident {
            $(
                $(#[$doc:meta])*
                fn $method:ident($($request:ident: $arguments:ty)?) -> $response:ty = $operation:path;
            )*
        }
    ) => {
        $(#[$meta])*
        pub trait $group: Send + Sync + 'static {
            /// Who calls, as the verifiers say.
            type Principal: Send + Sync + 'static;
            /// What goes wrong inside a handler, beside the declared answers.
            type Error: Into<$crate::Problem>;
            $(
                $(#[$doc])*
                fn $method(
                    &self,
                    cx: $crate::Context<Self::Principal>,
                    $($request: $arguments,)?
                ) -> impl ::std::future::Future<Output = Result<$response, Self::Error>> + Send;
            )*
        }

        pub(super) fn routes<S, P>(
            router: $crate::Router<P>,
            service: &::std::sync::Arc<S>,
        ) -> $crate::Router<P>
        where
            S: $group<Principal = P>,
            P: Send + Sync + 'static,
        {
            let _ = service;
            $(let router = $crate::route!(router, service, $operation, $method $(, $request)?);)*
            router
        }
    };
}

/// The same for webhooks and callbacks: who receives them overrides the methods of those that matter, and all others are
/// answered with 501. Nobody is a principal, since a signature says that a message is the sender's and no more.
///
/// ```
/// mod receiver {
///     use countersign_server::operation::OperationDescriptor;
///     use countersign_server::{Reply, receivers};
///
///     static PAID: OperationDescriptor = OperationDescriptor { id: "paid", ..OperationDescriptor::DEFAULT };
///
///     receivers! {
///         /// What a shop tells.
///         pub trait Events {
///             /// Somebody has paid.
///             fn paid() -> Reply = PAID;
///         }
///     }
///
///     struct Deaf;
///
///     impl Events for Deaf {}
/// }
/// ```
#[macro_export]
macro_rules! receivers {
    (
        $(#[$meta:meta])*
        pub trait $group:ident {
            $(
                $(#[$doc:meta])*
                fn $method:ident($($request:ident: $arguments:ty)?) -> $response:ty = $operation:path;
            )*
        }
    ) => {
        $(#[$meta])*
        pub trait $group: Send + Sync + 'static {
            $(
                $(#[$doc])*
                fn $method(
                    &self,
                    cx: $crate::Context<()>,
                    $($request: $arguments,)?
                ) -> impl ::std::future::Future<Output = Result<$response, $crate::Problem>> + Send {
                    $(drop($request);)?
                    async move { Err(cx.unhandled()) }
                }
            )*
        }

        pub(super) fn routes<S: $group>(
            router: $crate::Router<()>,
            service: &::std::sync::Arc<S>,
        ) -> $crate::Router<()> {
            $(let router = $crate::route!(router, service, $operation, $method $(, $request)?);)*
            router
        }
    };
}

/// One route: a closure that hands the request to a method, if the method takes one.
#[doc(hidden)]
#[macro_export]
macro_rules! route {
    ($router:ident, $service:ident, $operation:path, $method:ident) => {
        $router.route(&$operation, $service, |service, cx, ()| async move {
            service.$method(cx).await
        })
    };
    ($router:ident, $service:ident, $operation:path, $method:ident, $request:ident) => {
        $router.route(&$operation, $service, |service, cx, $request| async move {
            service.$method(cx, $request).await
        })
    };
}
