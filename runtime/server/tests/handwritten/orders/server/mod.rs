//! The server side: implement [`Orders`] and hand the service to [`router`].

mod orders;

pub use orders::{
    CancelOrderRequest, CancelOrderResponse, CreateOrderRequest, CreateOrderResponse,
    GetOrderRequest, GetOrderResponse, Orders,
};

use std::sync::Arc;

use countersign_server::Router;
use countersign_server::operation::{ApiKeyLocation, SecurityScheme, SecuritySchemeKind};

/// The routes of the contract, to be given verifiers and a store and then built.
pub fn router<S, P>(service: S) -> Router<P>
where
    S: Orders<Principal = P>,
    P: Send + Sync + 'static,
{
    let service = Arc::new(service);
    let router = Router::new(SECURITY_SCHEMES);
    orders::routes(router, &service)
}

static SECURITY_SCHEMES: &[SecurityScheme] = &[
    SecurityScheme {
        name: "bearer",
        kind: SecuritySchemeKind::OAuth2,
    },
    SecurityScheme {
        name: "operator",
        kind: SecuritySchemeKind::ApiKey {
            name: "X-Operator-Key",
            location: ApiKeyLocation::Header,
        },
    },
];
