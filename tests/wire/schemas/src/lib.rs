//! Does what is generated for every shape of schema compile without a warning, and do its values survive JSON?

#![deny(warnings, missing_docs, clippy::all)]

pub mod entries;

include!(concat!(env!("OUT_DIR"), "/features.rs"));
