//! `collectionFormat`: how the items of an array are joined (Swagger 2.0, Parameter Object and Items Object).

use crate::diagnostic::Diagnostic;
use crate::document::{Fields, Reader};
use crate::model::{ParameterLocation, Style};
use crate::schema::{Schema, SchemaId, Type, TypeSet};
use crate::syntax::Node;

/// A value that is described in place: its schema and how it is spelled.
pub(super) struct Spelled {
    pub(super) schema: SchemaId,
    /// Style and explode of an array; `None` for a value that is spelled as it is.
    pub(super) array: Option<(Style, bool)>,
}

impl<'w> Reader<'w> {
    /// The value that a parameter, header or form field describes; form fields have no `location`.
    pub(super) fn spelled(
        &mut self,
        fields: &Fields<'w>,
        location: Option<ParameterLocation>,
    ) -> Spelled {
        if !is_array(fields.place.node) {
            return Spelled {
                schema: self.schema_in_place(&fields.place),
                array: None,
            };
        }
        let format = fields.get("collectionFormat");
        let word = format.as_ref().and_then(|place| place.node.as_str());
        let word = word.unwrap_or("csv");
        let nested = fields
            .get("items")
            .is_some_and(|items| is_array(items.node));
        let joined = join(word, location);
        if let Some(style) = joined.filter(|_| !nested) {
            return Spelled {
                schema: self.schema_in_place(&fields.place),
                array: Some(style),
            };
        }
        let message = if nested {
            "an array within an array has no style in OpenAPI 3; each inner array is taken as the text that it is spelled as"
                .to_owned()
        } else {
            format!(
                "`collectionFormat: {word}` has no style here in OpenAPI 3; the value is taken as the text that it is spelled as"
            )
        };
        let span = format.map_or(fields.span(), |place| place.span());
        let finding = Diagnostic::warning("collection-format-as-text", message)
            .help("join and split the items in the code that calls or answers");
        self.habits.note(word, span, finding);
        let text = Schema {
            types: Some(TypeSet::EMPTY.with(Type::String)),
            ..Schema::any(fields.span(), fields.place.pointer.clone())
        };
        let Some(style) = joined else {
            return Spelled {
                schema: self.schemas.synthesise(text),
                array: None,
            };
        };
        let mut array = Schema {
            types: Some(TypeSet::EMPTY.with(Type::Array)),
            ..text.clone()
        };
        array.array.items = Some(self.schemas.synthesise(Schema {
            pointer: text.pointer.child("items"),
            ..text
        }));
        Spelled {
            schema: self.schemas.synthesise(array),
            array: Some(style),
        }
    }
}

fn is_array(node: &Node) -> bool {
    node.get("type").and_then(Node::as_str) == Some("array")
}

/// Style and explode of OpenAPI 3 for a collection format; `None` where it has none.
fn join(format: &str, location: Option<ParameterLocation>) -> Option<(Style, bool)> {
    let whole = |style| Some((style, false));
    match location {
        Some(ParameterLocation::Path | ParameterLocation::Header) => match format {
            "csv" => whole(Style::Simple),
            _ => None,
        },
        Some(
            ParameterLocation::Query | ParameterLocation::QueryString | ParameterLocation::Cookie,
        )
        | None => match format {
            "csv" => whole(Style::Form),
            "ssv" => whole(Style::SpaceDelimited),
            "pipes" => whole(Style::PipeDelimited),
            "multi" => Some((Style::Form, true)),
            _ => None,
        },
    }
}
