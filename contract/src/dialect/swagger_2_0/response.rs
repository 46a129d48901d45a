//! `schema` and `examples` of a response (Swagger 2.0, Response Object).

use super::media_types::MediaName;
use super::parameter::example;
use crate::document::{Fields, Reader};
use crate::model::MediaType;
use crate::resolve::Place;
use crate::syntax::Node;

impl<'w> Reader<'w> {
    /// The content of a response: its schema in each media type that the operation produces. Without a schema there is none.
    pub(crate) fn produced_content(&mut self, fields: &Fields<'w>) -> Vec<MediaType> {
        let Some(place) = fields.get("schema") else {
            return Vec::new();
        };
        let names = self.produced(&place);
        let schema = self.schema(&place);
        let examples = fields.get("examples");
        let content = names.into_iter().map(|name| {
            let mut media_type = name.with(Some(schema), &place.pointer);
            let written = examples.as_ref().and_then(|examples| {
                let examples = examples.node;
                examples
                    .get(&name.name)
                    .or_else(|| examples.get(&name.essence()))
            });
            let mine = written.map(|value| example(None, value.clone()));
            media_type.examples = mine.into_iter().collect();
            media_type
        });
        content.collect()
    }

    /// The media types of a response. JSON is meant where none is written. A file is never JSON: where nothing else is
    /// written, it may be anything.
    fn produced(&mut self, schema: &Place<'w>) -> Vec<MediaName> {
        let mut names = self.media_types.produces.clone();
        let target = self.resolver.follow(schema.clone());
        let node = target.map_or(schema.node, |target| target.node);
        let file = node.get("type").and_then(Node::as_str) == Some("file");
        if file {
            names.retain(|name| !name.essence().ends_with("json"));
        }
        if names.is_empty() {
            let implied = if file { "*/*" } else { "application/json" };
            names.push(MediaName::implied(implied, schema.span()));
        }
        names
    }
}
