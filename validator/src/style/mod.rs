//! What do the texts of a recorded message mean? Parameter styles read the way receivers read them (OAS 3.1.1 Style
//! Values), typed by the contract's schemas.

mod deep_object;
mod expectation;
mod pairs;
mod read;

pub(crate) use expectation::property_names;
pub(crate) use pairs::Pairs;
pub(crate) use read::{Declared, Raw, read};
