//! What the end-to-end tests share: where the repository is, and the command line as a function, schema tables from JSON,
//! and the
//! runners of the suites of JSON Schema: does it judge values, and does it relate schemas?

pub mod command;
pub mod conformance;
pub mod containment;
pub mod schema_table;
pub mod shop;
