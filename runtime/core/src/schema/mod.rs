//! Static validation tables: what a generated crate knows about the shape of a value.

/// One JSON Schema as a `static` table.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Schema {}

impl Schema {
    /// The schema that accepts every value: `true`.
    pub const ANY: Self = Self {};
}
