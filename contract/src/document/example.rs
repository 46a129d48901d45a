//! OAS 3.1.1 Example Object, and the bare `example`.

use super::fields::Fields;
use super::reader::Reader;
use crate::model::Example;

/// Fields of an Example Object that exclude each other (OAS 3.2.0 Example Object; 3.1.1 has the first pair only).
const EXCLUSIVE: [(&str, &str); 4] = [
    ("value", "externalValue"),
    ("value", "dataValue"),
    ("value", "serializedValue"),
    ("serializedValue", "externalValue"),
];

impl<'w> Reader<'w> {
    /// `example`, then `examples`, of a parameter, header or media type.
    pub(super) fn examples(&mut self, fields: &Fields<'w>) -> Vec<Example> {
        let mut examples = Vec::new();
        if let Some(bare) = fields.object.entry("example") {
            examples.push(Example {
                name: None,
                summary: None,
                value: Some(bare.value.clone()),
                serialized: None,
            });
            if let Some(named) = fields.get("examples") {
                let message = "`example` stands beside `examples`, which excludes it";
                let finding = self
                    .breach("example-beside-examples", message)
                    .help("move the value of `example` under `examples`")
                    .label(named.span(), "the examples");
                self.habits.note("", bare.key.span, finding);
            }
        }
        for (key, place) in self.entries(fields, "examples") {
            let example = self.object(place, "Example Object", |reader, fields| {
                reader.example(&key.name, fields)
            });
            examples.extend(example);
        }
        examples
    }

    fn example(&mut self, name: &str, fields: &Fields<'w>) -> Example {
        self.check_fields(
            fields,
            &["summary", "description", "value", "externalValue"],
        );
        for (kept, excluded) in EXCLUSIVE {
            if let (true, Some(second)) = (fields.has(kept), fields.entry(excluded)) {
                let message =
                    format!("`{kept}` and `{excluded}` of the example `{name}` exclude each other");
                let finding = self
                    .breach("ambiguous-example", message)
                    .at(second.key.span)
                    .help("keep one of them");
                self.diagnostics.push(finding);
            }
        }
        let data = fields.entry("dataValue").or_else(|| fields.entry("value"));
        Example {
            name: Some(name.to_owned()),
            summary: self.text(fields, "summary"),
            value: data.map(|entry| entry.value.clone()),
            serialized: self.text(fields, "serializedValue"),
        }
    }
}
