//! The types of the contract.

use countersign_client::core::format::Timestamp;
use serde::{Deserialize, Serialize};

/// What a customer asks for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct NewOrder {
    /// Which article.
    pub sku: String,
    /// How many.
    pub quantity: i32,
    /// Whether to wrap it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gift: Option<bool>,
}

impl NewOrder {
    /// An order with its required properties.
    pub fn new(sku: impl Into<String>, quantity: i32) -> Self {
        Self {
            sku: sku.into(),
            quantity,
            gift: None,
        }
    }
}

/// An order as the shop sees it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Order {
    /// Its name.
    pub id: String,
    /// Which article.
    pub sku: String,
    /// How many.
    pub quantity: i32,
    /// When it came in.
    #[serde(rename = "placedAt")]
    pub placed_at: Timestamp,
}

/// There is not enough in stock.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct OutOfStock {
    /// What went wrong.
    pub title: Option<String>,
    /// How many are left.
    pub available: i32,
}

/// RFC 9457 problem details.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Problem {
    /// What went wrong.
    pub title: Option<String>,
    /// The status once more.
    pub status: Option<i32>,
}
