//! What a customer wants.

use countersign_client::{
    Call, JsonError, Request, ResponseMeta, declare_call, declare_errors, decode,
};

use super::Client;
use crate::orders::operations::{
    CANCEL_ORDER, CANCEL_ORDER_ORDER_ID, CREATE_ORDER, GET_ORDER, GET_ORDER_ORDER_ID,
};
use crate::orders::types::{NewOrder, Order, OutOfStock, Problem};

impl Client {
    /// Places an order.
    ///
    /// `POST /orders`
    pub fn create_order(&self, body: &NewOrder) -> CreateOrder {
        let mut request = Request::new(&CREATE_ORDER);
        request.json("application/json", body);
        CreateOrder(Call::new(&self.runtime, request, decode::json::<201, _, _>))
    }

    /// Fetches one order.
    ///
    /// `GET /orders/{orderId}`
    pub fn get_order(&self, order_id: &str) -> Call<Order, GetOrderError> {
        let mut request = Request::new(&GET_ORDER);
        request.parameter(&GET_ORDER_ORDER_ID, order_id);
        Call::new(&self.runtime, request, decode::json::<200, _, _>)
    }

    /// Cancels an order that has not been shipped.
    ///
    /// `DELETE /orders/{orderId}`
    pub fn cancel_order(&self, order_id: &str) -> Call<(), CancelOrderError> {
        let mut request = Request::new(&CANCEL_ORDER);
        request.parameter(&CANCEL_ORDER_ORDER_ID, order_id);
        Call::new(&self.runtime, request, decode::empty::<204, _>)
    }
}

declare_call! {
    /// The call of [`Client::create_order`]: optional arguments, then `.await`.
    pub struct CreateOrder(Order, CreateOrderError) {
        /// A line for the packer.
        note: &str = 0,
    }
}

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

declare_errors! {
    /// The declared errors of [`Client::create_order`].
    pub enum CreateOrderError {
        Conflict(OutOfStock) = 409 => "Not enough stock.",
        Default(Problem) = _ => "Anything else that went wrong.",
    }
}

declare_errors! {
    /// The declared errors of [`Client::get_order`].
    pub enum GetOrderError {
        NotFound(Problem) = 404 => "There is no such order.",
        ServerError(Problem) = 500..=599 => "The shop is out of order.",
    }
}

declare_errors! {
    /// The declared errors of [`Client::cancel_order`].
    pub enum CancelOrderError {
        NotFound(Problem) = 404 => "There is no such order.",
    }
}
