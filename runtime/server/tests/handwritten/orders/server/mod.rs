//! The server side: implement [`Orders`] and hand the service to [`router`].

mod orders;

pub use orders::{
    CancelOrderRequest, CancelOrderResponse, CreateOrderRequest, CreateOrderResponse,
    GetOrderRequest, GetOrderResponse, Orders,
};

use std::sync::Arc;

use countersign_server::Router;

use super::operations;

/// The routes of the contract, to be given verifiers and a store and then built.
pub fn router<S, P>(service: S) -> Router<P>
where
    S: Orders<Principal = P>,
    P: Send + Sync + 'static,
{
    let service = Arc::new(service);
    let router = Router::new(operations::SECURITY_SCHEMES);
    orders::routes(router, &service)
}
