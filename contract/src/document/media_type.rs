//! OAS 3.1.1 Media Type Object and Encoding Object.

use super::fields::{Fields, through};
use super::parameter::style_from_name;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::model::{Encoding, MediaType};
use crate::syntax::Key;

impl<'w> Reader<'w> {
    /// `content`: one media type per key.
    pub(super) fn content(&mut self, fields: &Fields<'w>) -> Vec<MediaType> {
        let entries = self.entries(fields, "content").into_iter();
        let entries = entries.filter(|(key, _)| !key.name.starts_with("x-"));
        let media_types = entries.filter_map(|(key, place)| {
            self.check_media_type_name(key);
            self.object(place, "Media Type Object", |reader, fields| {
                reader.media_type(key, fields)
            })
        });
        media_types.collect()
    }

    fn media_type(&mut self, key: &Key, fields: &Fields<'w>) -> MediaType {
        self.check_fields(
            fields,
            &["schema", "example", "examples", "encoding", "$ref"],
        );
        let encodings = self.entries(fields, "encoding").into_iter();
        let encodings = encodings.filter_map(|(key, place)| {
            let encoding = self.object_here(place, "Encoding Object", Self::encoding)?;
            Some((key.name.to_string(), encoding))
        });
        MediaType {
            name: key.name.to_string(),
            encoding: encodings.collect(),
            schema: fields.get("schema").map(|place| self.schema(&place)),
            examples: self.examples(fields),
            span: through(key.span, fields.span()),
            pointer: fields.place.pointer.clone(),
        }
    }

    fn encoding(&mut self, fields: &Fields<'w>) -> Encoding {
        let style = self.text(fields, "style");
        Encoding {
            content_type: self.text(fields, "contentType"),
            headers: self.headers(fields),
            style: style.and_then(|name| style_from_name(&name)),
            explode: self.flag(fields, "explode"),
            allow_reserved: self.flag(fields, "allowReserved").unwrap_or(false),
        }
    }

    fn check_media_type_name(&mut self, key: &Key) {
        let essence = key.name.split(';').next().unwrap_or_default().trim();
        let well_formed = essence
            .split_once('/')
            .is_some_and(|(kind, subtype)| !kind.is_empty() && !subtype.is_empty());
        if !well_formed {
            let message = format!("`{}` is no media type", key.name);
            let finding = Diagnostic::warning("malformed-media-type", message)
                .help("write e.g. `application/json`");
            self.habits.note(key.name.as_str(), key.span, finding);
        }
    }
}
