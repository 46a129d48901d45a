//! OAS 3.2.0 XML Object, and the words it had before.

use crate::diagnostic::Diagnostic;
use crate::document::{Fields, Reader};
use crate::resolve::Place;
use crate::schema::{Xml, XmlNodeType};

const FIELDS: [&str; 5] = ["name", "namespace", "prefix", "attribute", "wrapped"];

impl<'w> Reader<'w> {
    /// `xml` of a schema. `nodeType` says what `attribute` and `wrapped` said before 3.2, and excludes them.
    pub(super) fn xml(&mut self, place: &Place<'w>) -> Option<Xml> {
        self.object_here(place.clone(), "XML Object", |reader, fields| {
            reader.check_fields(fields, &FIELDS);
            let xml = Xml {
                name: reader.xml_name(fields, "name"),
                namespace: reader.text(fields, "namespace"),
                prefix: reader.xml_name(fields, "prefix"),
                node_type: reader.node_type(fields),
                written: place.node.clone(),
            };
            if let (Some(entry), None) = (fields.entry("prefix"), fields.entry("namespace"))
                && xml
                    .prefix
                    .as_deref()
                    .is_some_and(|prefix| !prefix.is_empty())
            {
                reader.diagnostics.push(
                    Diagnostic::warning(
                        "prefix-without-namespace",
                        "`prefix` stands for no namespace",
                    )
                    .at(entry.key.span)
                    .help("add the `namespace` it is short for; else it is left out of documents"),
                );
            }
            xml
        })
    }

    fn node_type(&mut self, fields: &Fields<'w>) -> Option<XmlNodeType> {
        let Some(node_type) = fields.entry("nodeType") else {
            if self.flag(fields, "attribute") == Some(true) {
                if let (Some(true), Some(entry)) =
                    (self.flag(fields, "wrapped"), fields.entry("wrapped"))
                {
                    self.diagnostics.push(
                        Diagnostic::warning("ambiguous-xml", "an attribute has nothing to wrap")
                            .at(entry.key.span)
                            .help("remove `wrapped`, or write an element"),
                    );
                }
                return Some(XmlNodeType::Attribute);
            }
            let wrapped = self.flag(fields, "wrapped") == Some(true);
            return wrapped.then_some(XmlNodeType::Element);
        };
        for older in ["attribute", "wrapped"] {
            let Some(entry) = fields.entry(older) else {
                continue;
            };
            let message = format!("`{older}` and `nodeType` exclude each other");
            let finding = self
                .breach("ambiguous-xml", message)
                .at(entry.key.span)
                .label(node_type.key.span, "the node type")
                .help(format!("remove `{older}`: `nodeType` says it all"));
            self.diagnostics.push(finding);
        }
        let word = node_type.value.as_str().unwrap_or_default();
        let known = XmlNodeType::from_word(word);
        if known.is_none() {
            let message = format!("`{word}` is no type of XML node");
            let finding = self
                .breach("unknown-xml-node", message)
                .at(node_type.value.span())
                .help("write `element`, `attribute`, `text`, `cdata` or `none`");
            self.diagnostics.push(finding);
        }
        known
    }

    /// A name that may stand in a document; one that may not is left out.
    fn xml_name(&mut self, fields: &Fields<'w>, key: &'static str) -> Option<String> {
        let text = self.text(fields, key)?;
        if text.is_empty() || is_qualified_name(&text) {
            return Some(text);
        }
        let place = fields.get(key)?;
        let message = format!("no element can be called `{text}`");
        self.diagnostics.push(
            Diagnostic::warning("unusable-xml-name", message)
                .at(place.span())
                .help(
                    "begin with a letter or `_` and go on with letters, digits, `.`, `-` and `_`",
                ),
        );
        None
    }
}

/// A name with or without a prefix (Namespaces in XML 1.0, 4): letters beyond ASCII are taken for name characters.
fn is_qualified_name(text: &str) -> bool {
    let begins = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    let goes_on = |c: char| begins(c) || c.is_ascii_digit() || matches!(c, '.' | '-');
    let mut parts = text.split(':');
    let plain = |part: &str| {
        part.starts_with(begins) && part.chars().all(goes_on) && !part.contains(char::is_whitespace)
    };
    parts.by_ref().take(2).all(plain) && parts.next().is_none()
}
