//! The keywords of one schema as calls and fields of its table, in the order of the runtime's `Schema`.

use countersign_contract::schema::{
    ArrayKeywords, Discriminator, Format, NumericKeywords, ObjectKeywords, Schema, SchemaId,
    StringKeywords, Type, TypeSet,
};
use countersign_contract::syntax::{Node, NodeValue};
use indexmap::IndexMap;

use super::Tables;
use super::literal::{bound, integer, literal};
use crate::emit::text;

/// The keywords of a table: calls behind its base, and fields for what no method sets.
#[derive(Default)]
pub(super) struct Keywords {
    pub(super) calls: String,
    pub(super) fields: Vec<String>,
}

impl Keywords {
    fn set(&mut self, name: &str, value: &str) {
        self.fields.push(format!("{name}: {value}"));
    }

    fn call(&mut self, name: &str, value: &str) {
        for part in [".", name, "(", value, ")"] {
            self.calls.push_str(part);
        }
    }

    fn called(&mut self, name: &str, value: Option<u64>) {
        if let Some(value) = value {
            self.call(name, &value.to_string());
        }
    }

    fn option(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value {
            self.set(name, &format!("Some({value})"));
        }
    }

    fn number(&mut self, name: &str, value: Option<u64>) {
        self.option(name, value.map(|value| value.to_string()));
    }

    fn flag(&mut self, name: &str, value: bool) {
        if value {
            self.set(name, "true");
        }
    }
}

impl Tables<'_> {
    /// Every keyword that constrains something, but for the types and, with `array_of`, the items.
    pub(super) fn keywords(&self, schema: &Schema) -> Keywords {
        let mut fields = Keywords::default();
        if let Some(name) = &schema.name {
            fields.call("named", &text::string(name));
        }
        if let Some(members) = &schema.enumeration {
            fields.call("values", &values(members));
        }
        if let Some(value) = &schema.constant {
            fields.call("only", &literal(value));
        }
        numeric(&schema.numeric, &mut fields);
        string(&schema.string, &mut fields);
        if let Some(format) = schema.format.as_ref().and_then(format) {
            fields.call("with_format", format);
        }
        self.array(&schema.array, &mut fields);
        self.object(&schema.object, &mut fields);
        self.applicators(schema, &mut fields);
        fields.flag("read_only", schema.annotations.read_only);
        fields.flag("write_only", schema.annotations.write_only);
        fields.flag("secret", schema.format == Some(Format::Password));
        fields
    }

    fn array(&self, array: &ArrayKeywords, fields: &mut Keywords) {
        if !array.prefix_items.is_empty() {
            fields.set("prefix_items", &self.all(&array.prefix_items));
        }
        fields.option("contains", self.one(array.contains));
        fields.number("min_contains", array.min_contains);
        fields.number("max_contains", array.max_contains);
        fields.called("min_items", array.min_items);
        fields.called("max_items", array.max_items);
        if array.unique_items {
            fields.call("unique", "");
        }
        fields.option("unevaluated_items", self.one(array.unevaluated_items));
    }

    fn object(&self, object: &ObjectKeywords, fields: &mut Keywords) {
        if !object.properties.is_empty() {
            fields.call("properties", &self.keyed(&object.properties));
        }
        if !object.required.is_empty() {
            fields.call("required", &text::strings(&object.required));
        }
        let patterns = object
            .pattern_properties
            .iter()
            .map(|(text, schema)| format!("({}, {})", pattern(text), self.reference(*schema)));
        if !object.pattern_properties.is_empty() {
            fields.set("pattern_properties", &text::list(patterns));
        }
        match object.additional_properties {
            Some(schema) if self.is_never(schema) => fields.call("closed", ""),
            Some(schema) => fields.call("additional", &self.reference(schema)),
            None => {}
        }
        fields.option("property_names", self.one(object.property_names));
        fields.number("min_properties", object.min_properties);
        fields.number("max_properties", object.max_properties);
        let dependent = object.dependent_required.iter().map(|(name, required)| {
            format!("({}, {})", text::string(name), text::strings(required))
        });
        if !object.dependent_required.is_empty() {
            fields.set("dependent_required", &text::list(dependent));
        }
        if !object.dependent_schemas.is_empty() {
            fields.set("dependent_schemas", &self.keyed(&object.dependent_schemas));
        }
        fields.option(
            "unevaluated_properties",
            self.one(object.unevaluated_properties),
        );
    }

    fn applicators(&self, schema: &Schema, fields: &mut Keywords) {
        fields.option("reference", self.one(schema.reference));
        for (name, schemas) in [
            ("all_of", &schema.all_of),
            ("any_of", &schema.any_of),
            ("one_of", &schema.one_of),
        ] {
            if !schemas.is_empty() {
                fields.call(name, &self.all(schemas));
            }
        }
        fields.option("not", self.one(schema.not));
        fields.option("if_schema", self.one(schema.if_schema));
        fields.option("then_schema", self.one(schema.then_schema));
        fields.option("else_schema", self.one(schema.else_schema));
        let discriminator = schema.discriminator.as_ref();
        fields.option(
            "discriminator",
            discriminator.map(|discriminator| self.discriminator(discriminator)),
        );
    }

    fn discriminator(&self, discriminator: &Discriminator) -> String {
        let property = text::string(&discriminator.property_name);
        let mapping = self.keyed(&discriminator.mapping);
        format!("&Discriminator {{ property: {property}, mapping: {mapping} }}")
    }

    fn one(&self, schema: Option<SchemaId>) -> Option<String> {
        schema.map(|schema| self.reference(schema))
    }

    fn all(&self, schemas: &[SchemaId]) -> String {
        text::list(schemas.iter().map(|schema| self.reference(*schema)))
    }

    fn keyed(&self, schemas: &IndexMap<String, SchemaId>) -> String {
        text::list(
            schemas.iter().map(|(key, schema)| {
                format!("({}, {})", text::string(key), self.reference(*schema))
            }),
        )
    }
}

/// `null` stands last: it is what a type also may be.
pub(crate) fn type_set(types: TypeSet) -> String {
    let null = types.iter().filter(|kind| *kind == Type::Null);
    let others = types.iter().filter(|kind| *kind != Type::Null);
    let mut constants = others
        .chain(null)
        .filter(|kind| !(*kind == Type::Integer && types.contains(Type::Number)))
        .map(|kind| match kind {
            Type::Null => "Types::NULL",
            Type::Boolean => "Types::BOOLEAN",
            Type::Integer => "Types::INTEGER",
            Type::Number => "Types::NUMBER",
            Type::String => "Types::STRING",
            Type::Array => "Types::ARRAY",
            Type::Object => "Types::OBJECT",
        });
    let first = constants.next().unwrap_or("Types::NONE");
    constants.fold(first.to_owned(), |types, more| {
        format!("{types}.or({more})")
    })
}

fn numeric(numeric: &NumericKeywords, fields: &mut Keywords) {
    for (end, inclusive, exclusive) in [
        (&numeric.lower, "minimum", "exclusive_minimum"),
        (&numeric.upper, "maximum", "exclusive_maximum"),
    ] {
        if let Some(end) = end {
            if let Some(value) = integer(&end.value).filter(|_| !end.exclusive) {
                fields.call(inclusive, &value);
            } else {
                let name = if end.exclusive { exclusive } else { inclusive };
                fields.option(name, Some(bound(&end.value)));
            }
        }
    }
    fields.option("multiple_of", numeric.multiple_of.as_ref().map(bound));
}

fn string(string: &StringKeywords, fields: &mut Keywords) {
    fields.called("min_length", string.min_length);
    fields.called("max_length", string.max_length);
    if let Some(text) = &string.pattern {
        fields.call("pattern", &pattern(text));
    }
}

/// A pattern compiles itself on first use, so it needs an address of its own.
fn pattern(text: &str) -> String {
    format!("pattern!({})", text::string(text))
}

/// The members of an `enum`: an expression of type `&[Literal]`.
fn values(members: &[Node]) -> String {
    let texts: Option<Vec<&str>> = members.iter().map(text_of).collect();
    if let Some(texts) = texts {
        let texts: Vec<String> = texts.into_iter().map(text::string).collect();
        return format!("texts![{}]", texts.join(", "));
    }
    text::list(members.iter().map(literal))
}

fn text_of(node: &Node) -> Option<&str> {
    match node.value() {
        NodeValue::String(text) => Some(text.as_str()),
        NodeValue::Null
        | NodeValue::Bool(_)
        | NodeValue::Number(_)
        | NodeValue::Array(_)
        | NodeValue::Object(_) => None,
    }
}

/// The formats a server asserts: those whose Rust type could not hold any other value.
pub(super) fn format(format: &Format) -> Option<&'static str> {
    match format {
        Format::Int8 => Some("Format::Int8"),
        Format::Int16 => Some("Format::Int16"),
        Format::Int32 => Some("Format::Int32"),
        Format::Int64 => Some("Format::Int64"),
        Format::Uint8 => Some("Format::Uint8"),
        Format::Uint16 => Some("Format::Uint16"),
        Format::Uint32 => Some("Format::Uint32"),
        Format::Uint | Format::Uint64 => Some("Format::Uint64"),
        Format::DateTime => Some("Format::DateTime"),
        Format::Date => Some("Format::Date"),
        Format::Time => Some("Format::Time"),
        Format::Duration => Some("Format::Duration"),
        format if format.is_decimal() => Some("Format::Decimal"),
        Format::Uuid => Some("Format::Uuid"),
        Format::Byte => Some("Format::Byte"),
        Format::Float
        | Format::Double
        | Format::Decimal
        | Format::Uri
        | Format::UriReference
        | Format::Email
        | Format::Hostname
        | Format::Ipv4
        | Format::Ipv6
        | Format::Ip
        | Format::Binary
        | Format::Password
        | Format::Regex
        | Format::Other(_) => None,
    }
}
