//! Does what is generated for webhooks and callbacks compile without a warning?

#![deny(warnings, missing_docs, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/features.rs"));
