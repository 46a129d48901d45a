//! Does what is generated for names that clash compile without a warning?

#![deny(warnings, missing_docs, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/features.rs"));
