//! Does what is generated for streams and pages compile without a warning, under rustc, clippy's defaults and `missing_docs`?

#![deny(warnings, missing_docs, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/features.rs"));
