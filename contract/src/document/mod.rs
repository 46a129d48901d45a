//! From the document as written to the contract it means: one file per object of the standard.
//!
//! Readers take nodes and never fail the document: a wrong field is a diagnostic with a span and a recovery, and reading
//! goes on. `null` where nothing may be null is read as absent.

mod additional_operations;
mod example;
mod fields;
mod habits;
mod header;
mod info;
mod json_schema;
mod link;
mod media_type;
mod openapi;
mod operation;
mod parameter;
mod parameter_rules;
mod path_item;
mod path_parameters;
mod reader;
mod request_body;
mod response;
mod schema;
mod security;
mod server;
mod webhook;

pub(crate) use fields::{Fields, through};
#[cfg(feature = "openapiv3")]
pub(crate) use habits::Habits;
pub(crate) use openapi::read;
pub(crate) use parameter::{Carrier, default_style};
pub(crate) use path_item::PathItem;
pub(crate) use reader::Reader;
