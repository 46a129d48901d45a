//! What the end-to-end tests share: where the repository is, and the command line as a function.

pub mod command;
