//! OAS 3.1.1 Header Object.

use smol_str::SmolStr;

use super::fields::Fields;
use super::parameter::Carrier;
use super::reader::Reader;
use crate::model::{Header, ParameterLocation};

impl<'w> Reader<'w> {
    /// `headers` of a response or an encoding. `Content-Type` is left out: the standard has it ignored.
    pub(super) fn headers(&mut self, fields: &Fields<'w>) -> Vec<Header> {
        let entries = self.entries(fields, "headers").into_iter();
        let entries = entries.filter(|(key, _)| !key.name.eq_ignore_ascii_case("content-type"));
        let headers = entries.filter_map(|(key, place)| {
            self.object(place, "Header Object", |reader, fields| {
                reader.header(&key.name, fields)
            })
        });
        headers.collect()
    }

    fn header(&mut self, name: &SmolStr, fields: &Fields<'w>) -> Header {
        let carrier = Carrier {
            name,
            location: ParameterLocation::Header,
        };
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
