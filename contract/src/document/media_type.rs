//! OAS 3.1.1 Media Type Object and Encoding Object.

use indexmap::IndexMap;

use super::fields::{Fields, through};
use super::parameter::style_from_name;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::model::{Encoding, MediaType};
use crate::source::SourceSpan;
use crate::syntax::Key;

impl<'w> Reader<'w> {
    /// `content`: one media type per key.
    pub(super) fn content(&mut self, fields: &Fields<'w>) -> Vec<MediaType> {
        let entries = self.entries(fields, "content").into_iter();
        let entries = entries.filter(|(key, _)| !key.name.starts_with("x-"));
        let media_types = entries.filter_map(|(key, place)| {
            self.check_media_type_name(&key.name, key.span);
            self.object(place, "Media Type Object", |reader, fields| {
                reader.media_type(key, fields)
            })
        });
        media_types.collect()
    }

    /// The media type of an object and the key it stands under.
    pub(super) fn media_type(&mut self, key: &Key, fields: &Fields<'w>) -> MediaType {
        self.check_fields(
            fields,
            &["schema", "example", "examples", "encoding", "$ref"],
        );
        self.check_encodings(fields);
        MediaType {
            name: key.name.to_string(),
            schema: fields.get("schema").map(|place| self.schema(&place)),
            item_schema: fields.get("itemSchema").map(|place| self.schema(&place)),
            encoding: self.encodings(fields),
            prefix_encoding: self.prefix_encoding(fields),
            item_encoding: self.item_encoding(fields),
            examples: self.examples(fields),
            span: through(key.span, fields.span()),
            pointer: fields.place.pointer.clone(),
        }
    }

    /// `encoding` by property.
    fn encodings(&mut self, fields: &Fields<'w>) -> IndexMap<String, Encoding> {
        let entries = self.entries(fields, "encoding").into_iter();
        let encodings = entries.filter_map(|(key, place)| {
            let encoding = self.object_here(place, "Encoding Object", Self::encoding)?;
            Some((key.name.to_string(), encoding))
        });
        encodings.collect()
    }

    /// `prefixEncoding` (OAS 3.2 Media Type Object). An encoding that cannot be read keeps its place: the others count by it.
    fn prefix_encoding(&mut self, fields: &Fields<'w>) -> Vec<Encoding> {
        let places = self.list(fields, "prefixEncoding").into_iter();
        let encodings = places.map(|place| {
            let encoding = self.object_here(place, "Encoding Object", Self::encoding);
            encoding.unwrap_or_default()
        });
        encodings.collect()
    }

    /// `itemEncoding` (OAS 3.2 Media Type Object).
    fn item_encoding(&mut self, fields: &Fields<'w>) -> Option<Box<Encoding>> {
        let place = fields.get("itemEncoding")?;
        let encoding = self.object_here(place, "Encoding Object", Self::encoding)?;
        Some(Box::new(encoding))
    }

    /// OAS 3.2.0 Media Type Object and Encoding Object: parts have names or positions.
    fn check_encodings(&mut self, fields: &Fields<'w>) {
        let Some(named) = fields.entry("encoding") else {
            return;
        };
        for key in ["prefixEncoding", "itemEncoding"] {
            let Some(positional) = fields.entry(key) else {
                continue;
            };
            let message = format!("`encoding` and `{key}` exclude each other");
            let finding = self
                .breach("ambiguous-encoding", message)
                .at(positional.key.span)
                .label(named.key.span, "the encoding by property")
                .help("describe the parts either by name or by position");
            self.diagnostics.push(finding);
        }
    }

    fn encoding(&mut self, fields: &Fields<'w>) -> Encoding {
        self.check_encodings(fields);
        let style = self.text(fields, "style");
        Encoding {
            content_type: self.text(fields, "contentType"),
            headers: self.headers(fields),
            style: style.and_then(|name| style_from_name(&name)),
            explode: self.flag(fields, "explode"),
            allow_reserved: self.flag(fields, "allowReserved").unwrap_or(false),
            encoding: self.encodings(fields),
            prefix_encoding: self.prefix_encoding(fields),
            item_encoding: self.item_encoding(fields),
        }
    }

    pub(crate) fn check_media_type_name(&mut self, name: &str, span: SourceSpan) {
        let essence = name.split(';').next().unwrap_or_default().trim();
        let well_formed = essence
            .split_once('/')
            .is_some_and(|(kind, subtype)| !kind.is_empty() && !subtype.is_empty());
        if !well_formed {
            let message = format!("`{name}` is no media type");
            let finding = Diagnostic::warning("malformed-media-type", message)
                .help("write e.g. `application/json`");
            self.habits.note(name, span, finding);
        }
    }
}
