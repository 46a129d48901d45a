//! One keyword of a Schema Object, read into the 2020-12 schema.

use super::written::Written;
use crate::dialect::Dialect;
use crate::document::Reader;
use crate::resolve::Place;
use crate::schema::Format;
use crate::syntax::NodeValue;

impl<'w> Reader<'w> {
    /// Reads the keyword `name` with the value at `place`. False when the keyword is none that constrains or describes.
    pub(super) fn keyword(
        &mut self,
        written: &mut Written<'w>,
        name: &str,
        place: &Place<'w>,
    ) -> bool {
        let known = self.assertion(written, name, place)
            || self.applicator(written, name, place)
            || self.annotation(written, name, place);
        known || self.identifier(written, name, place)
    }

    /// Keywords that constrain by themselves (Validation 6, 7, 8).
    fn assertion(&mut self, written: &mut Written<'w>, name: &str, place: &Place<'w>) -> bool {
        let range = &mut written.range;
        let schema = &mut written.schema;
        match name {
            "type" => {
                schema.types = self.types(place);
                if self.dialect == Dialect::Swagger20 && place.node.as_str() == Some("file") {
                    schema.format = Some(Format::Binary);
                }
            }
            "const" => schema.constant = Some(place.node.clone()),
            "enum" => schema.enumeration = Some(self.nodes(place, name)),
            "format" => {
                schema.format = self
                    .text_at(place, name)
                    .map(|text| Format::from_name(&text));
            }
            "x-nullable" if self.dialect == Dialect::Swagger20 => {
                let nullable = self.flag_at(place, name) == Some(true);
                written.nullable = nullable.then(|| place.span());
            }
            "nullable" => {
                let nullable = self.flag_at(place, name) == Some(true);
                written.nullable = nullable.then(|| place.span());
            }
            "multipleOf" => schema.numeric.multiple_of = self.multiple_of(place),
            "minimum" => range.minimum = self.number(place, name),
            "maximum" => range.maximum = self.number(place, name),
            "exclusiveMinimum" => range.exclusive_minimum = self.exclusive(place, name),
            "exclusiveMaximum" => range.exclusive_maximum = self.exclusive(place, name),
            "minLength" => schema.string.min_length = self.count(place, name),
            "maxLength" => schema.string.max_length = self.count(place, name),
            "pattern" => schema.string.pattern = self.text_at(place, name),
            "contentEncoding" => schema.content.encoding = self.text_at(place, name),
            "contentMediaType" => schema.content.media_type = self.text_at(place, name),
            "minItems" => schema.array.min_items = self.count(place, name),
            "maxItems" => schema.array.max_items = self.count(place, name),
            "uniqueItems" => schema.array.unique_items = self.flag_at(place, name).unwrap_or(false),
            "minContains" => schema.array.min_contains = self.count(place, name),
            "maxContains" => schema.array.max_contains = self.count(place, name),
            "required" => schema.object.required = self.required_names(place),
            "minProperties" => schema.object.min_properties = self.count(place, name),
            "maxProperties" => schema.object.max_properties = self.count(place, name),
            "dependentRequired" => schema.object.dependent_required = self.name_lists(place, name),
            _ => return false,
        }
        true
    }

    /// Keywords that apply schemas (Core 10 and 11).
    fn applicator(&mut self, written: &mut Written<'w>, name: &str, place: &Place<'w>) -> bool {
        let schema = &mut written.schema;
        match name {
            "allOf" => schema.all_of = self.schema_list(place, name),
            "anyOf" => schema.any_of = self.schema_list(place, name),
            "oneOf" => schema.one_of = self.schema_list(place, name),
            "not" => schema.not = Some(self.schema(place)),
            "if" => schema.if_schema = Some(self.schema(place)),
            "then" => schema.then_schema = Some(self.schema(place)),
            "else" => schema.else_schema = Some(self.schema(place)),
            "contentSchema" => schema.content.schema = Some(self.schema(place)),
            "prefixItems" => schema.array.prefix_items = self.schema_list(place, name),
            "items" if place.node.as_array().is_some() => {
                if !self.dialect.has_tuple_items() {
                    self.foreign_form(place, "an array as `items`", "draft-07");
                }
                written.tuple = true;
                schema.array.prefix_items = self.schema_list(place, name);
            }
            "items" => schema.array.items = Some(self.schema(place)),
            "additionalItems" => written.additional_items = Some(place.clone()),
            "contains" => schema.array.contains = Some(self.schema(place)),
            "unevaluatedItems" => {
                schema.array.unevaluated_items = Some(self.schema(place));
            }
            "properties" => schema.object.properties = self.schema_map(place, name),
            "patternProperties" => schema.object.pattern_properties = self.schema_map(place, name),
            "additionalProperties" => {
                schema.object.additional_properties = Some(self.schema(place));
            }
            "propertyNames" => schema.object.property_names = Some(self.schema(place)),
            "dependentSchemas" => schema.object.dependent_schemas = self.schema_map(place, name),
            "dependencies" => self.dependencies(written, place),
            "unevaluatedProperties" => {
                schema.object.unevaluated_properties = Some(self.schema(place));
            }
            "discriminator" => schema.discriminator = self.discriminator(place).map(Box::new),
            _ => return false,
        }
        true
    }

    /// Keywords that describe (Validation 9, OAS base vocabulary).
    fn annotation(&mut self, written: &mut Written<'w>, name: &str, place: &Place<'w>) -> bool {
        let annotations = &mut written.schema.annotations;
        match name {
            "title" => annotations.title = self.text_at(place, name),
            "description" => annotations.description = self.text_at(place, name),
            "default" => annotations.default = Some(place.node.clone()),
            "example" => annotations.examples.insert(0, place.node.clone()),
            "examples" => match place.node.value() {
                NodeValue::Array(items) => annotations.examples.extend(items.iter().cloned()),
                NodeValue::Object(named) => {
                    let values = named.iter();
                    let values = values.filter_map(|entry| entry.value.get("value").cloned());
                    annotations.examples.extend(values);
                }
                NodeValue::Null
                | NodeValue::Bool(_)
                | NodeValue::Number(_)
                | NodeValue::String(_) => self.wrong_type(place, "`examples`", "an array"),
            },
            "deprecated" => annotations.deprecated = self.flag_at(place, name).unwrap_or(false),
            "readOnly" => annotations.read_only = self.flag_at(place, name).unwrap_or(false),
            "writeOnly" => annotations.write_only = self.flag_at(place, name).unwrap_or(false),
            "xml" => annotations.xml = self.xml(place).map(Box::new),
            "externalDocs" | "$comment" => {}
            // How arrays of arrays are spelled; read with the parameter.
            "collectionFormat" if self.dialect == Dialect::Swagger20 => {}
            extension if extension.starts_with("x-") => {
                annotations
                    .extensions
                    .insert(extension.to_owned(), place.node.clone());
            }
            _ => return false,
        }
        true
    }

    /// Keywords that name schemas or refer to them (Core 8).
    fn identifier(&mut self, written: &mut Written<'w>, name: &str, place: &Place<'w>) -> bool {
        match name {
            "$ref" => written.reference = Some(place.clone()),
            "$dynamicRef" | "$recursiveRef" => written.dynamic_reference = Some(place.clone()),
            "$schema" => self.check_schema_keyword(place),
            "$id" | "id" | "$anchor" | "$dynamicAnchor" | "$recursiveAnchor" | "$vocabulary"
            | "$defs" | "definitions" => {}
            _ => return false,
        }
        true
    }

    /// draft-07 `dependencies`: names are `dependentRequired`, schemas `dependentSchemas`.
    fn dependencies(&mut self, written: &mut Written<'w>, place: &Place<'w>) {
        for (key, place) in self.members(place, "dependencies") {
            let object = &mut written.schema.object;
            let name = key.name.to_string();
            if place.node.as_array().is_some() {
                let names = self.names(&place, "dependencies");
                object.dependent_required.insert(name, names);
            } else {
                object.dependent_schemas.insert(name, self.schema(&place));
            }
        }
    }
}
