//! Does what is generated for every dialect's own constructs compile without a warning?

#![deny(warnings, missing_docs, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/features.rs"));
