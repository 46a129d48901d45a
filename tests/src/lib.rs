//! What crosses crates: CLI cases, generated crates, client against server, evolution.
