//! OAS 3.1.1 Header Object.

use smol_str::SmolStr;

use super::fields::Fields;
use super::parameter::Carrier;
use super::reader::Reader;
use crate::model::{Header, ParameterLocation};
use crate::resolve::Place;

impl<'w> Reader<'w> {
    /// `headers` of a response or an encoding. `Content-Type` is left out: the standard has it ignored.
    pub(super) fn headers(&mut self, fields: &Fields<'w>) -> Vec<Header> {
        let entries = self.entries(fields, "headers").into_iter();
        let entries = entries.filter(|(key, _)| !key.name.eq_ignore_ascii_case("content-type"));
        let headers = entries.filter_map(|(key, place)| {
            self.check_header_name(&key.name, key.span);
            self.header_at(&key.name, place)
        });
        headers.collect()
    }

    /// The header at a place, under a name.
    pub(super) fn header_at(&mut self, name: &SmolStr, place: Place<'w>) -> Option<Header> {
        self.object(place, "Header Object", |reader, fields| {
            reader.header(name, fields)
        })
    }

    fn header(&mut self, name: &SmolStr, fields: &Fields<'w>) -> Header {
        let carrier = Carrier {
            name,
            location: ParameterLocation::Header,
        };
        self.examples(fields);
        Header {
            name: name.to_string(),
            required: self.flag(fields, "required").unwrap_or(false),
            deprecated: self.flag(fields, "deprecated").unwrap_or(false),
            description: self.text(fields, "description"),
            shape: self.shape(fields, &carrier),
            span: fields.span(),
            pointer: fields.place.pointer.clone(),
        }
    }
}
