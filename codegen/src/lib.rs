//! Turns a contract into a Rust source tree: types, a client and an axum server.
