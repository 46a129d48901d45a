//! OAS 3.1.1 XML Object: kept as written; here is said what is wrong with it.

use crate::document::Reader;
use crate::resolve::Place;

const FIELDS: [&str; 5] = ["name", "namespace", "prefix", "attribute", "wrapped"];

/// OAS 3.2.0 XML Object, `nodeType`.
const NODE_TYPES: [&str; 5] = ["element", "attribute", "text", "cdata", "none"];

impl<'w> Reader<'w> {
    /// `xml` of a schema. `nodeType` says what `attribute` and `wrapped` said before 3.2, and excludes them.
    pub(super) fn check_xml(&mut self, place: &Place<'w>) {
        self.object_here(place.clone(), "XML Object", |reader, fields| {
            reader.check_fields(fields, &FIELDS);
            let Some(node_type) = fields.entry("nodeType") else {
                return;
            };
            for older in ["attribute", "wrapped"] {
                let Some(entry) = fields.entry(older) else {
                    continue;
                };
                let message = format!("`{older}` and `nodeType` exclude each other");
                let finding = reader
                    .breach("ambiguous-xml", message)
                    .at(entry.key.span)
                    .label(node_type.key.span, "the node type")
                    .help(format!("remove `{older}`: `nodeType` says it all"));
                reader.diagnostics.push(finding);
            }
            let word = node_type.value.as_str().unwrap_or_default();
            if !NODE_TYPES.contains(&word) {
                let message = format!("`{word}` is no type of XML node");
                let finding = reader
                    .breach("unknown-xml-node", message)
                    .at(node_type.value.span())
                    .help("write `element`, `attribute`, `text`, `cdata` or `none`");
                reader.diagnostics.push(finding);
            }
        });
    }
}
