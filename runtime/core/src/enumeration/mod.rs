//! How is an enum of texts or integers declared? As a table: its variants with their values, and what is done with it.
//!
//! ```
//! use countersign_core::open_enum;
//!
//! open_enum! {
//!     /// How far an order is.
//!     pub enum OrderStatus: [sent, received] {
//!         Placed = "placed",
//!         /// The money is there.
//!         Paid = "paid",
//!     }
//! }
//!
//! let status: OrderStatus = serde_json::from_str(r#""lost""#).unwrap();
//! assert_eq!(status, OrderStatus::Unknown("lost".into()));
//! assert_eq!(OrderStatus::from("paid"), OrderStatus::Paid);
//! assert_eq!(OrderStatus::Paid.as_str(), "paid");
//! ```
//!
//! `received` is read and `sent` is written. Open enums keep what the contract does not name; closed ones, which are only ever
//! sent to whoever wrote the contract, refuse it. `pub enum` is `#[non_exhaustive]`, with `exact;` before the roles it is not.

pub mod closed;
pub mod closed_integer;
pub mod open;
pub mod open_integer;
mod text;

pub use text::{read_closed, read_open};
