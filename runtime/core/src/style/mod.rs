//! How are parameter values spelled in paths, queries, headers and cookies? (OAS 3.1.1 Style Values, RFC 6570)
//!
//! Values are JSON on both sides; the schema of the parameter says what a text means: `5` is a number for an integer
//! schema and a string for a string schema. What a style cannot spell is refused when it is encoded, so whatever
//! [`encode`] gives, [`decode`] reads back.
//!
//! ```
//! use countersign_core::operation::ParameterDescriptor;
//! use countersign_core::schema::{Schema, Types};
//! use countersign_core::style::{Encoded, Pairs, Raw, decode, encode};
//!
//! static IDS: Schema = Schema { types: Types::ARRAY, items: Some(&ID), ..Schema::ANY };
//! static ID: Schema = Schema { types: Types::INTEGER, ..Schema::ANY };
//! static PARAMETER: ParameterDescriptor = ParameterDescriptor { schema: &IDS, ..ParameterDescriptor::query("id") };
//!
//! let ids = serde_json::json!([3, 4]);
//! assert_eq!(encode(&PARAMETER, &ids), Ok(Encoded::Query(vec!["id=3".into(), "id=4".into()])));
//! let query = Pairs::from_query("id=3&id=4");
//! assert_eq!(decode(&PARAMETER, Raw::Query(&query)), Ok(Some(ids)));
//! ```

mod decode;
mod deep_object;
mod encode;
mod escape;
mod expectation;
mod pairs;

pub use decode::{Raw, decode};
pub use encode::{Encoded, encode};
pub(crate) use escape::{Escape, Unescape};
pub(crate) use expectation::{Expectation, is_unknown, item, property, property_names};
pub use pairs::Pairs;

/// Why a value cannot be spelled, or a text cannot be read. The message is a clause without subject and quotes nothing of
/// the value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StyleError {
    /// The style has no spelling for this value.
    #[error("cannot be sent as a parameter: {0}")]
    Unrepresentable(&'static str),
    /// A single value was sent several times.
    #[error("must be given once, is given {0} times")]
    Repeated(usize),
    /// The text does not have the form that the style demands.
    #[error("{0}")]
    Malformed(&'static str),
}
