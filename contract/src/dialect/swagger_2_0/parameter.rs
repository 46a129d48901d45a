//! Parameters and headers that describe their value in place (Swagger 2.0, Parameter Object and Header Object).

use std::ptr;

use crate::document::{Carrier, Fields, Reader, default_style};
use crate::model::{Example, ParameterShape, Style};
use crate::resolve::Place;
use crate::schema::SchemaId;
use crate::syntax::{Node, NodeValue};

/// The keys of a parameter that say nothing about its value.
pub(crate) const NOT_OF_THE_SCHEMA: [&str; 13] = [
    "name",
    "in",
    "required",
    "allowEmptyValue",
    "collectionFormat",
    "schema",
    "content",
    "style",
    "explode",
    "allowReserved",
    "deprecated",
    "example",
    "examples",
];

impl<'w> Reader<'w> {
    /// The schema that the keys of a parameter make up.
    pub(super) fn schema_in_place(&mut self, place: &Place<'w>) -> SchemaId {
        self.schemas_in_place.insert(ptr::from_ref(place.node));
        self.schema(place)
    }

    /// The shape of a parameter or header without `schema`.
    pub(crate) fn shape_in_place(
        &mut self,
        fields: &Fields<'w>,
        carrier: &Carrier<'_>,
    ) -> ParameterShape {
        let spelled = self.spelled(fields, Some(carrier.location));
        let style = default_style(carrier.location);
        let (style, explode) = spelled.array.unwrap_or((style, style == Style::Form));
        ParameterShape::Schema {
            schema: spelled.schema,
            style,
            explode,
            allow_reserved: false,
        }
    }
}

/// `x-example` and `x-examples`: 2.0 has no examples for parameters, so authors write these.
pub(crate) fn extension_examples(fields: &Fields<'_>) -> Vec<Example> {
    let bare = fields.object.get("x-example").cloned();
    let mut examples: Vec<Example> = bare.map(|value| example(None, value)).into_iter().collect();
    let several = fields.object.get("x-examples");
    match several.map(Node::value) {
        Some(NodeValue::Object(named)) => examples.extend(named.iter().map(|entry| {
            let value = entry.value.get("value").unwrap_or(&entry.value);
            example(Some(entry.key.name.to_string()), value.clone())
        })),
        Some(NodeValue::Array(values)) => {
            examples.extend(values.iter().map(|value| example(None, value.clone())));
        }
        _ => {}
    }
    examples
}

pub(super) fn example(name: Option<String>, value: Node) -> Example {
    Example {
        name,
        summary: None,
        serialized: None,
        value: Some(value),
    }
}
