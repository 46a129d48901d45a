//! What a customer wants.

use std::fmt;

use countersign_client::{Call, Failure, JsonError, RawResponse, Request, ResponseMeta};

use super::Client;
use crate::orders::operations::{
    CANCEL_ORDER, CANCEL_ORDER_ORDER_ID, CREATE_ORDER, CREATE_ORDER_NOTE, GET_ORDER,
    GET_ORDER_ORDER_ID,
};
use crate::orders::types::{NewOrder, Order, OutOfStock, Problem};

impl Client {
    /// Places an order.
    ///
    /// `POST /orders`
    pub fn create_order(&self, body: &NewOrder) -> CreateOrder {
        let mut request = Request::new(&CREATE_ORDER);
        request.json("application/json", body);
        CreateOrder(Call::new(&self.runtime, request, decode_create_order))
    }

    /// Fetches one order.
    ///
    /// `GET /orders/{orderId}`
    pub fn get_order(&self, order_id: &str) -> Call<Order, GetOrderError> {
        let mut request = Request::new(&GET_ORDER);
        request.parameter(&GET_ORDER_ORDER_ID, order_id);
        Call::new(&self.runtime, request, decode_get_order)
    }

    /// Cancels an order that has not been shipped.
    ///
    /// `DELETE /orders/{orderId}`
    pub fn cancel_order(&self, order_id: &str) -> Call<(), CancelOrderError> {
        let mut request = Request::new(&CANCEL_ORDER);
        request.parameter(&CANCEL_ORDER_ORDER_ID, order_id);
        Call::new(&self.runtime, request, decode_cancel_order)
    }
}

/// The call of [`Client::create_order`]: optional arguments, then `.await`.
#[derive(Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct CreateOrder(Call<Order, CreateOrderError>);

impl CreateOrder {
    /// A line for the packer.
    pub fn note(mut self, note: impl AsRef<str>) -> Self {
        self.0
            .request_mut()
            .parameter(&CREATE_ORDER_NOTE, note.as_ref());
        self
    }
}

countersign_client::forward_call!(CreateOrder -> Order, CreateOrderError);

/// The declared header fields of the 201 of [`Client::create_order`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreateOrderCreatedHeaders {
    /// Where the order lives.
    pub location: String,
    /// How many orders may follow this minute.
    pub orders_left: Option<i32>,
}

impl CreateOrderCreatedHeaders {
    /// Reads them from a response.
    ///
    /// # Errors
    /// When a required field is missing or one is not of its type.
    pub fn decode(meta: &ResponseMeta) -> Result<Self, JsonError> {
        Ok(Self {
            location: meta.required_header("Location")?,
            orders_left: meta.header("X-Orders-Left")?,
        })
    }
}

/// The declared errors of [`Client::create_order`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateOrderError {
    /// 409: Not enough stock.
    Conflict(OutOfStock),
    /// Any other status: Anything else that went wrong.
    Default(Problem),
}

impl fmt::Display for CreateOrderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Conflict(_) => "Not enough stock.",
            Self::Default(_) => "Anything else that went wrong.",
        })
    }
}

impl std::error::Error for CreateOrderError {}

fn decode_create_order(response: &RawResponse) -> Result<Order, Failure<CreateOrderError>> {
    match response.status() {
        201 => Ok(response.json()?),
        409 => Err(Failure::Api(CreateOrderError::Conflict(response.json()?))),
        _ => Err(Failure::Api(CreateOrderError::Default(response.json()?))),
    }
}

/// The declared errors of [`Client::get_order`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetOrderError {
    /// 404: There is no such order.
    NotFound(Problem),
    /// 5XX: The shop is out of order.
    ServerError(Problem),
}

impl fmt::Display for GetOrderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotFound(_) => "There is no such order.",
            Self::ServerError(_) => "The shop is out of order.",
        })
    }
}

impl std::error::Error for GetOrderError {}

fn decode_get_order(response: &RawResponse) -> Result<Order, Failure<GetOrderError>> {
    match response.status() {
        200 => Ok(response.json()?),
        404 => Err(Failure::Api(GetOrderError::NotFound(response.json()?))),
        500..=599 => Err(Failure::Api(GetOrderError::ServerError(response.json()?))),
        _ => Err(Failure::Unexpected),
    }
}

/// The declared errors of [`Client::cancel_order`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CancelOrderError {
    /// 404: There is no such order.
    NotFound(Problem),
}

impl fmt::Display for CancelOrderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotFound(_) => "There is no such order.",
        })
    }
}

impl std::error::Error for CancelOrderError {}

fn decode_cancel_order(response: &RawResponse) -> Result<(), Failure<CancelOrderError>> {
    match response.status() {
        204 => Ok(()),
        404 => Err(Failure::Api(CancelOrderError::NotFound(response.json()?))),
        _ => Err(Failure::Unexpected),
    }
}
