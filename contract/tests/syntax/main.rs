//! What texts become, and what is said about broken ones.

mod json;
mod laws;
mod support;
mod yaml;
