//! OAS 3.1.1 Request Body Object.

use super::fields::{Fields, through};
use super::reader::Reader;
use crate::model::RequestBody;
use crate::resolve::Place;

impl<'w> Reader<'w> {
    /// `requestBody` of an operation.
    pub(super) fn request_body(&mut self, operation: &Fields<'w>) -> Option<RequestBody> {
        let place = operation.get("requestBody")?;
        self.request_body_at(place)
    }

    /// The request body at a place.
    pub(super) fn request_body_at(&mut self, place: Place<'w>) -> Option<RequestBody> {
        self.object(place, "Request Body Object", |reader, fields| {
            reader.check_fields(fields, &["description", "content", "required", "$ref"]);
            if fields.get("content").is_none() {
                reader.missing(fields, "content");
            }
            let required = fields.object.entry("required");
            RequestBody {
                required: reader.flag(fields, "required").unwrap_or(false),
                description: reader.text(fields, "description"),
                content: reader.content(fields),
                span: fields.span(),
                required_span: required.map(|entry| through(entry.key.span, entry.value.span())),
                pointer: fields.place.pointer.clone(),
            }
        })
    }
}
