//! The keywords of one schema as calls and fields of its table, in the order of the runtime's `Schema`.

use countersign_contract::schema::{
    ArrayKeywords, Discriminator, Format, NumericKeywords, ObjectKeywords, Schema, SchemaId,
    StringKeywords, Type, TypeSet,
};
use countersign_contract::syntax::{Node, NodeValue};
use indexmap::IndexMap;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::Tables;
use super::literal::{bound, integer, literal};

/// The keywords of a table: calls behind its base, and fields for what no method sets.
#[derive(Default)]
pub(super) struct Keywords {
    pub(super) calls: Vec<TokenStream>,
    pub(super) fields: Vec<TokenStream>,
}

impl Keywords {
    fn set(&mut self, name: &str, value: &TokenStream) {
        let name = Ident::new(name, Span::call_site());
        self.fields.push(quote!(#name: #value));
    }

    fn call(&mut self, name: &str, value: &TokenStream) {
        let name = Ident::new(name, Span::call_site());
        self.calls.push(quote!(.#name(#value)));
    }

    fn called(&mut self, name: &str, value: Option<u64>) {
        if let Some(value) = value {
            let value = Literal::u64_unsuffixed(value);
            self.call(name, &quote!(#value));
        }
    }

    fn listed(&mut self, name: &str, items: &[TokenStream]) {
        if !items.is_empty() {
            self.call(name, &quote!(&[#(#items),*]));
        }
    }

    fn option(&mut self, name: &str, value: Option<TokenStream>) {
        if let Some(value) = value {
            self.set(name, &quote!(Some(#value)));
        }
    }

    fn number(&mut self, name: &str, value: Option<u64>) {
        self.option(
            name,
            value.map(|value| {
                let value = Literal::u64_unsuffixed(value);
                quote!(#value)
            }),
        );
    }

    fn flag(&mut self, name: &str, value: bool) {
        if value {
            self.set(name, &quote!(true));
        }
    }

    fn list(&mut self, name: &str, items: &[TokenStream]) {
        if !items.is_empty() {
            self.set(name, &quote!(&[#(#items),*]));
        }
    }
}

impl Tables<'_> {
    /// Every keyword that constrains something, but for the types and, with `array_of`, the items.
    pub(super) fn keywords(&self, schema: &Schema) -> Keywords {
        let mut fields = Keywords::default();
        if let Some(name) = &schema.name {
            fields.call("named", &quote!(#name));
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
            fields.call("with_format", &format);
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
        fields.list("prefix_items", &self.all(&array.prefix_items));
        fields.option("contains", self.one(array.contains));
        fields.number("min_contains", array.min_contains);
        fields.number("max_contains", array.max_contains);
        fields.called("min_items", array.min_items);
        fields.called("max_items", array.max_items);
        if array.unique_items {
            fields.calls.push(quote!(.unique()));
        }
        fields.option("unevaluated_items", self.one(array.unevaluated_items));
    }

    fn object(&self, object: &ObjectKeywords, fields: &mut Keywords) {
        fields.listed("properties", &self.keyed(&object.properties));
        fields.listed("required", &texts(&object.required));
        let patterns = object.pattern_properties.iter().map(|(text, schema)| {
            let pattern = pattern(text);
            let schema = self.reference(*schema);
            quote!((#pattern, #schema))
        });
        fields.list("pattern_properties", &patterns.collect::<Vec<_>>());
        match object.additional_properties {
            Some(schema) if self.is_never(schema) => fields.calls.push(quote!(.closed())),
            Some(schema) => fields.call("additional", &self.reference(schema)),
            None => {}
        }
        fields.option("property_names", self.one(object.property_names));
        fields.number("min_properties", object.min_properties);
        fields.number("max_properties", object.max_properties);
        let dependent = object.dependent_required.iter().map(|(name, required)| {
            let required = texts(required);
            quote!((#name, &[#(#required),*]))
        });
        fields.list("dependent_required", &dependent.collect::<Vec<_>>());
        fields.list("dependent_schemas", &self.keyed(&object.dependent_schemas));
        fields.option(
            "unevaluated_properties",
            self.one(object.unevaluated_properties),
        );
    }

    fn applicators(&self, schema: &Schema, fields: &mut Keywords) {
        fields.option("reference", self.one(schema.reference));
        fields.listed("all_of", &self.all(&schema.all_of));
        fields.listed("any_of", &self.all(&schema.any_of));
        fields.listed("one_of", &self.all(&schema.one_of));
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

    fn discriminator(&self, discriminator: &Discriminator) -> TokenStream {
        let property = &discriminator.property_name;
        let mapping = self.keyed(&discriminator.mapping);
        quote!(&Discriminator { property: #property, mapping: &[#(#mapping),*] })
    }

    fn one(&self, schema: Option<SchemaId>) -> Option<TokenStream> {
        schema.map(|schema| self.reference(schema))
    }

    fn all(&self, schemas: &[SchemaId]) -> Vec<TokenStream> {
        schemas
            .iter()
            .map(|schema| self.reference(*schema))
            .collect()
    }

    fn keyed(&self, schemas: &IndexMap<String, SchemaId>) -> Vec<TokenStream> {
        schemas
            .iter()
            .map(|(key, schema)| {
                let schema = self.reference(*schema);
                quote!((#key, #schema))
            })
            .collect()
    }
}

/// `null` stands last: it is what a type also may be.
pub(crate) fn type_set(types: TypeSet) -> TokenStream {
    let null = types.iter().filter(|kind| *kind == Type::Null);
    let others = types.iter().filter(|kind| *kind != Type::Null);
    let mut constants = others
        .chain(null)
        .filter(|kind| !(*kind == Type::Integer && types.contains(Type::Number)))
        .map(|kind| match kind {
            Type::Null => quote!(Types::NULL),
            Type::Boolean => quote!(Types::BOOLEAN),
            Type::Integer => quote!(Types::INTEGER),
            Type::Number => quote!(Types::NUMBER),
            Type::String => quote!(Types::STRING),
            Type::Array => quote!(Types::ARRAY),
            Type::Object => quote!(Types::OBJECT),
        });
    let first = constants.next().unwrap_or(quote!(Types::NONE));
    quote!(#first #(.or(#constants))*)
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
fn pattern(text: &str) -> TokenStream {
    quote!(pattern!(#text))
}

/// The members of an `enum`: an expression of type `&[Literal]`.
fn values(members: &[Node]) -> TokenStream {
    let texts: Option<Vec<&str>> = members.iter().map(text).collect();
    if let Some(texts) = texts {
        return quote!(texts![#(#texts),*]);
    }
    let members = members.iter().map(literal);
    quote!(&[#(#members),*])
}

fn text(node: &Node) -> Option<&str> {
    match node.value() {
        NodeValue::String(text) => Some(text.as_str()),
        NodeValue::Null
        | NodeValue::Bool(_)
        | NodeValue::Number(_)
        | NodeValue::Array(_)
        | NodeValue::Object(_) => None,
    }
}

fn texts(texts: &[String]) -> Vec<TokenStream> {
    texts.iter().map(|text| quote!(#text)).collect()
}

/// The formats a server asserts: those whose Rust type could not hold any other value.
pub(super) fn format(format: &Format) -> Option<TokenStream> {
    match format {
        Format::Int8 => Some(quote!(Format::Int8)),
        Format::Int16 => Some(quote!(Format::Int16)),
        Format::Int32 => Some(quote!(Format::Int32)),
        Format::Int64 => Some(quote!(Format::Int64)),
        Format::Uint8 => Some(quote!(Format::Uint8)),
        Format::Uint16 => Some(quote!(Format::Uint16)),
        Format::Uint32 => Some(quote!(Format::Uint32)),
        Format::Uint | Format::Uint64 => Some(quote!(Format::Uint64)),
        Format::DateTime => Some(quote!(Format::DateTime)),
        Format::Date => Some(quote!(Format::Date)),
        Format::Time => Some(quote!(Format::Time)),
        Format::Duration => Some(quote!(Format::Duration)),
        format if format.is_decimal() => Some(quote!(Format::Decimal)),
        Format::Uuid => Some(quote!(Format::Uuid)),
        Format::Byte => Some(quote!(Format::Byte)),
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
