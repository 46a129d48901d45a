//! Keys in the memory of one process, bounded by count and bytes.
//!
//! Everything is forgotten at a restart and nothing is shared between processes: right for one process and for tests.
//! When it is full it refuses (the router answers 503) rather than forget a key before its time.

mod records;
mod store;

pub use records::MemoryLimits;
pub use store::MemoryStore;
