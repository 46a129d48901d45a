//! What may stand in the body of a request?

use std::fmt;

use crate::schema::Schema;

/// The request body of an operation (OAS 3.1.1 Request Body Object).
#[derive(Clone, Copy, Debug)]
pub struct BodyDescriptor {
    /// Whether a request without a body is refused.
    pub required: bool,
    /// The media types it may have, in the order of the contract.
    pub media: &'static [MediaDescriptor],
}

/// One media type of a body.
#[derive(Clone, Copy)]
pub struct MediaDescriptor {
    /// Media type or range, e.g. `application/json` or `image/*`.
    pub name: &'static str,
    /// What its JSON must look like; `None` means the bytes are passed on as they are.
    pub schema: Option<&'static Schema>,
}

impl MediaDescriptor {
    /// `application/json` of this shape.
    pub const fn json(schema: &'static Schema) -> Self {
        Self {
            name: "application/json",
            schema: Some(schema),
        }
    }

    /// Bytes of this media type.
    pub const fn raw(name: &'static str) -> Self {
        Self { name, schema: None }
    }
}

/// Schemas may refer to each other in cycles, so they are not printed.
impl fmt::Debug for MediaDescriptor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("MediaDescriptor")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
