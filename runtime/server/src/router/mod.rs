//! From a table of operations to an `axum::Router`.

mod build;
mod builder;
mod demands;
mod dispatch;
mod endpoint;
mod error;
mod one_url;
mod template;

pub use builder::Router;
pub use error::BuildError;
pub use template::TemplateError;

pub(crate) use builder::Settings;
pub(crate) use endpoint::{Call, Endpoint};
pub(crate) use template::{PathValues, path_texts};
