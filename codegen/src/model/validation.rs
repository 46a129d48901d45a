//! Which validation tables does a server need, and which of them stand on their own?
//!
//! A schema gets a table of its own when something refers to it (cycles must be broken by an address) or when it is nested so
//! deeply that a reader would lose the thread. Every other schema is written in place, inside its parent.

use countersign_contract::schema::SchemaId;
use indexmap::IndexMap;

/// The tables that stand on their own.
#[derive(Clone, Debug, Default)]
pub(crate) struct ValidationModel {
    /// Schema to the text its name is derived from, in the order they were reached.
    pub(crate) tables: IndexMap<SchemaId, String>,
    /// Are answers held against them?
    pub(crate) answers: bool,
}
