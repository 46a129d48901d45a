//! Which files make up a contract, and what is said about those that cannot be read.

mod files;
mod git;
mod limits;
mod references;
mod support;
