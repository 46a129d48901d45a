//! What the end-to-end tests share: where the repository is, and the command line as a function, schema tables from JSON,
//! and the runner of the JSON Schema test suite.

pub mod command;
pub mod conformance;
pub mod schema_table;
pub mod shop;
