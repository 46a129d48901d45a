//! OAS 3.1.1 Example Object, and the bare `example`.

use super::fields::Fields;
use super::reader::Reader;
use crate::model::Example;

impl<'w> Reader<'w> {
    /// `example`, then `examples`, of a parameter, header or media type.
    pub(super) fn examples(&mut self, fields: &Fields<'w>) -> Vec<Example> {
        let mut examples = Vec::new();
        if let Some(value) = fields.object.get("example") {
            examples.push(Example {
                name: None,
                summary: None,
                value: Some(value.clone()),
            });
        }
        for (key, place) in self.entries(fields, "examples") {
            let example = self.object(place, "Example Object", |reader, fields| Example {
                name: Some(key.name.to_string()),
                summary: reader.text(fields, "summary"),
                value: fields.object.get("value").cloned(),
            });
            examples.extend(example);
        }
        examples
    }
}
