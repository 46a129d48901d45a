//! The types of the contract, as a server needs them: requests are read, responses are written.

use serde::{Deserialize, Serialize};

/// What a customer asks for.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct NewOrder {
    /// Which article.
    pub sku: String,
    /// How many.
    pub quantity: i32,
    /// Who gets it.
    #[serde(default)]
    pub contact: Option<Contact>,
}

/// How to reach the customer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Contact {
    /// Where mail goes.
    pub email: String,
}

/// An order as the shop sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Order {
    /// Its number.
    pub id: String,
    /// Which article.
    pub sku: String,
    /// How many.
    pub quantity: i32,
    /// A line for the packer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Not enough stock.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutOfStock {
    /// What happened.
    pub title: String,
    /// How many there are.
    pub available: i32,
}

/// RFC 9457 problem details.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Problem {
    /// What happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}
