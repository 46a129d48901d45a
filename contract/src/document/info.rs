//! OAS 3.1.1 Info Object and Tag Object.

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::model::{Info, Tag};
use crate::syntax::NodeValue;

impl<'w> Reader<'w> {
    /// `info`; empty texts (reported) when it is missing.
    pub(super) fn info(&mut self, root: &Fields<'w>) -> Info {
        let empty = Info {
            title: String::new(),
            version: String::new(),
            description: None,
            span: None,
        };
        let Some(place) = root.get("info") else {
            self.missing(root, "info");
            return empty;
        };
        let info = self.object_here(place, "Info Object", |reader, fields| Info {
            title: reader.required_text(fields, "title"),
            version: reader.contract_version(fields),
            description: reader.text(fields, "description"),
            span: Some(fields.span()),
        });
        info.unwrap_or(empty)
    }

    /// `version: 1.10` without quotes is a habit of YAML authors; the text is what they mean.
    fn contract_version(&mut self, fields: &Fields<'w>) -> String {
        if let Some(place) = fields.get("version")
            && let NodeValue::Number(number) = place.node.value()
        {
            let message = "`version` is a number; its text is taken";
            self.diagnostics.push(
                Diagnostic::info("unquoted-version", message)
                    .at(place.span())
                    .help(format!("write \"{number}\"")),
            );
            return number.to_string();
        }
        self.required_text(fields, "version")
    }

    /// `tags`.
    pub(super) fn tags(&mut self, root: &Fields<'w>) -> Vec<Tag> {
        let places = self.list(root, "tags");
        let tags = places.into_iter().filter_map(|place| {
            self.object_here(place, "Tag Object", |reader, fields| Tag {
                name: reader.required_text(fields, "name"),
                description: reader.text(fields, "description"),
                span: fields.span(),
            })
        });
        tags.collect()
    }
}
