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
            version_span: None,
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
            version_span: fields.get("version").map(|place| place.span()),
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
                summary: reader.text(fields, "summary"),
                description: reader.text(fields, "description"),
                parent: reader.text(fields, "parent"),
                kind: reader.text(fields, "kind"),
                span: fields.span(),
            })
        });
        let tags: Vec<Tag> = tags.collect();
        self.check_parents(&tags);
        tags
    }

    /// OAS 3.2.0 Tag Object, `parent`: "The named tag MUST exist", and "Circular references ... MUST NOT be used".
    fn check_parents(&mut self, tags: &[Tag]) {
        let parent_of = |tag: &Tag| {
            let name = tag.parent.as_deref()?;
            tags.iter().find(|other| other.name == name)
        };
        for tag in tags {
            let Some(name) = &tag.parent else {
                continue;
            };
            let above = std::iter::successors(parent_of(tag), |above| parent_of(above));
            let circular = above.take(tags.len()).any(|above| above.name == tag.name);
            let message = if parent_of(tag).is_none() {
                format!(
                    "the tag `{}` belongs under `{name}`, which is no tag",
                    tag.name
                )
            } else if circular {
                format!("the tag `{}` belongs under itself", tag.name)
            } else {
                continue;
            };
            let finding = self
                .breach("unknown-parent-tag", message)
                .at(tag.span)
                .help("name another tag of the document, or leave `parent` out");
            self.diagnostics.push(finding);
        }
    }
}
