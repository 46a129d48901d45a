//! `consumes` and `produces`: in which media types bodies travel (Swagger 2.0, Operation Object).

use indexmap::IndexMap;

use crate::dialect::Dialect;
use crate::document::{Fields, Reader};
use crate::model::{Encoding, Example, MediaType};
use crate::pointer::JsonPointer;
use crate::resolve::Place;
use crate::schema::SchemaId;
use crate::source::SourceSpan;

/// What the document, or the operation being read, says about media types.
#[derive(Clone, Debug, Default)]
pub(crate) struct MediaTypes {
    pub(super) consumes: Vec<MediaName>,
    pub(super) produces: Vec<MediaName>,
}

/// A media type and where it was written.
#[derive(Clone, Debug)]
pub(super) struct MediaName {
    pub(super) name: String,
    pub(super) span: SourceSpan,
}

impl MediaName {
    /// The media type that is meant where none is written, at the place that needs one.
    pub(super) fn implied(name: &str, span: SourceSpan) -> Self {
        Self {
            name: name.to_owned(),
            span,
        }
    }

    pub(super) fn essence(&self) -> String {
        let essence = self.name.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    }

    /// A body of this media type.
    pub(super) fn with(&self, schema: Option<SchemaId>, pointer: &JsonPointer) -> MediaType {
        MediaType {
            name: self.name.clone(),
            schema,
            item_schema: None,
            encoding: IndexMap::<String, Encoding>::new(),
            prefix_encoding: Vec::new(),
            item_encoding: None,
            examples: Vec::<Example>::new(),
            span: self.span,
            pointer: pointer.clone(),
        }
    }
}

impl<'w> Reader<'w> {
    /// Takes over what an object says about media types and returns what counted before: an operation replaces the lists of
    /// the document, also by an empty list.
    pub(crate) fn enter_media_types(&mut self, fields: &Fields<'w>) -> MediaTypes {
        let outer = self.media_types.clone();
        if self.dialect != Dialect::Swagger20 {
            return outer;
        }
        if let Some(place) = fields.get("consumes") {
            self.media_types.consumes = self.media_names(&place, "consumes");
        }
        if let Some(place) = fields.get("produces") {
            self.media_types.produces = self.media_names(&place, "produces");
        }
        outer
    }

    fn media_names(&mut self, place: &Place<'w>, key: &'static str) -> Vec<MediaName> {
        let places = if place.node.as_str().is_some() {
            vec![place.clone()]
        } else {
            self.items(place, key)
        };
        let mut names: Vec<MediaName> = Vec::new();
        for place in places {
            let Some(name) = self.text_at(&place, key) else {
                continue;
            };
            self.check_media_type_name(&name, place.span());
            if names.iter().all(|known| known.name != name) {
                let span = place.span();
                names.push(MediaName { name, span });
            }
        }
        names
    }
}
