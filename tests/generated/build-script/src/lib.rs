//! A package that generates from its contract while it is built; nothing generated is checked in.

/// Types, client and server of Parcels.
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/api/mod.rs"));
}
