//! Where does a `$ref` lead? From anywhere to anywhere: other files, components, paths, properties, `$id`, `$anchor`.
//!
//! The resolver knows places and reference text; what stands at a place is `document/`'s business.

mod base;
mod failure;
mod files;
mod identifiers;
mod place;
mod reference;
mod registry;
mod resolver;
mod scan;

pub(crate) use base::Base;
pub(crate) use failure::{Failure, closest};
pub(crate) use files::Files;
pub(crate) use place::Place;
pub(crate) use resolver::{Resolver, ResourceKey};
