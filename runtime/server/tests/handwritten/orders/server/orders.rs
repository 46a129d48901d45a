//! What a customer wants.

use std::future::Future;
use std::sync::Arc;

use countersign_server::{Context, Decode, Incoming, IntoReply, Reply, Router, StatusCode};

use super::super::{operations, types};

/// What a customer wants.
pub trait Orders: Send + Sync + 'static {
    /// Who calls, as the verifiers say.
    type Principal: Send + Sync + 'static;

    /// What goes wrong inside a handler.
    type Error: Into<countersign_server::Problem>;

    /// Places an order.
    fn create_order(
        &self,
        cx: Context<Self::Principal>,
        request: CreateOrderRequest,
    ) -> impl Future<Output = Result<CreateOrderResponse, Self::Error>> + Send;

    /// Fetches one order.
    fn get_order(
        &self,
        cx: Context<Self::Principal>,
        request: GetOrderRequest,
    ) -> impl Future<Output = Result<GetOrderResponse, Self::Error>> + Send;

    /// Cancels an order that has not been shipped.
    fn cancel_order(
        &self,
        cx: Context<Self::Principal>,
        request: CancelOrderRequest,
    ) -> impl Future<Output = Result<CancelOrderResponse, Self::Error>> + Send;
}

pub(super) fn routes<S, P>(router: Router<P>, service: &Arc<S>) -> Router<P>
where
    S: Orders<Principal = P>,
    P: Send + Sync + 'static,
{
    router
        .route(
            &operations::CREATE_ORDER,
            service,
            |service, cx, request| async move { service.create_order(cx, request).await },
        )
        .route(
            &operations::GET_ORDER,
            service,
            |service, cx, request| async move { service.get_order(cx, request).await },
        )
        .route(
            &operations::CANCEL_ORDER,
            service,
            |service, cx, request| async move { service.cancel_order(cx, request).await },
        )
}

/// `POST /orders`
#[derive(Clone, Debug, PartialEq)]
pub struct CreateOrderRequest {
    /// A line for the packer.
    pub note: Option<String>,
    /// What to order.
    pub body: types::NewOrder,
}

impl Decode for CreateOrderRequest {
    fn decode(incoming: &Incoming) -> Result<Self, countersign_server::Problem> {
        Ok(Self {
            note: incoming.parameter(&operations::CREATE_ORDER_NOTE)?,
            body: incoming.body()?,
        })
    }
}

/// The answers of `POST /orders`.
#[derive(Clone, Debug, PartialEq)]
pub enum CreateOrderResponse {
    /// 201: The order was placed.
    Created {
        /// The order.
        body: types::Order,
        /// Where the order lives.
        location: Option<String>,
    },
    /// 409: Not enough stock.
    Conflict(types::OutOfStock),
    /// Anything else that went wrong.
    Default {
        /// The status, one that is not declared above.
        status: StatusCode,
        /// What went wrong.
        body: types::Problem,
    },
}

impl IntoReply for CreateOrderResponse {
    fn into_reply(self) -> Reply {
        match self {
            Self::Created { body, location } => Reply::new(201)
                .header(&operations::CREATE_ORDER_CREATED_LOCATION, &location)
                .json("application/json", &body),
            Self::Conflict(body) => Reply::new(409).json("application/problem+json", &body),
            Self::Default { status, body } => {
                Reply::new(status.as_u16()).json("application/problem+json", &body)
            }
        }
    }
}

/// `GET /orders/{orderId}`
#[derive(Clone, Debug, PartialEq)]
pub struct GetOrderRequest {
    /// Number of the order.
    pub order_id: String,
}

impl Decode for GetOrderRequest {
    fn decode(incoming: &Incoming) -> Result<Self, countersign_server::Problem> {
        Ok(Self {
            order_id: incoming.parameter(&operations::GET_ORDER_ORDER_ID)?,
        })
    }
}

/// The answers of `GET /orders/{orderId}`.
#[derive(Clone, Debug, PartialEq)]
pub enum GetOrderResponse {
    /// 200: The order.
    Ok(types::Order),
    /// 404: There is no such order.
    NotFound(types::Problem),
}

impl IntoReply for GetOrderResponse {
    fn into_reply(self) -> Reply {
        match self {
            Self::Ok(body) => Reply::new(200).json("application/json", &body),
            Self::NotFound(body) => Reply::new(404).json("application/problem+json", &body),
        }
    }
}

/// `DELETE /orders/{orderId}`
#[derive(Clone, Debug, PartialEq)]
pub struct CancelOrderRequest {
    /// Number of the order.
    pub order_id: String,
}

impl Decode for CancelOrderRequest {
    fn decode(incoming: &Incoming) -> Result<Self, countersign_server::Problem> {
        Ok(Self {
            order_id: incoming.parameter(&operations::CANCEL_ORDER_ORDER_ID)?,
        })
    }
}

/// The answers of `DELETE /orders/{orderId}`.
#[derive(Clone, Debug, PartialEq)]
pub enum CancelOrderResponse {
    /// 204: Cancelled.
    NoContent,
}

impl IntoReply for CancelOrderResponse {
    fn into_reply(self) -> Reply {
        match self {
            Self::NoContent => Reply::new(204),
        }
    }
}
