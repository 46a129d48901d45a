//! Artefacts that are not Rust: CI, pre-commit and scaffold files.
