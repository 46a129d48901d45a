//! JSON Schema as the contract means it: 2020-12 semantics whatever dialect it was written in.

mod constraints;
mod discriminator;
mod format;
mod json_schema;
mod rare;
mod types;
pub mod visit;
mod xml;

pub use constraints::{
    ArrayKeywords, Bound, ContentKeywords, NumericKeywords, ObjectKeywords, StringKeywords,
};
pub use discriminator::Discriminator;
pub use format::Format;
pub use json_schema::{Projection, definition_key, to_json_schema};
pub use rare::{Absent, Rare};
pub use types::{Type, TypeSet};
pub use xml::{Xml, XmlNodeType};

use indexmap::IndexMap;
use smol_str::SmolStr;

use crate::pointer::JsonPointer;
use crate::source::SourceSpan;
use crate::syntax::Node;

/// Identifies one [`Schema`] of a contract. Ids are dense, from 0, in the order schemas were reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub(crate) u32);

impl SchemaId {
    /// The position in the contract's arena.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The schemas of a contract, by id. Each in a place of its own, since a list of so many large things that grows is copied again
/// and again.
pub type Schemas = Vec<Box<Schema>>;

/// One schema: every keyword it was written with, lowered to 2020-12.
///
/// A `$ref` stays a `$ref` ([`Schema::reference`]) so that shared schemas keep their identity and name; keywords beside it
/// apply too (2020-12 Core 8.2.3.1). Where a dialect says that siblings of `$ref` are ignored (OpenAPI 3.0, draft-07 and
/// before) the dialect has already dropped the assertions, keeping only description, deprecated and other annotations.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// Where it was written.
    pub span: SourceSpan,
    /// Its pointer within its own source.
    pub pointer: JsonPointer,
    /// Its name when it stands in `components/schemas` (or `definitions`, `$defs`): the last token of its pointer. A schema
    /// that is a whole file of its own has the file's name without extension. Names are not unique across files.
    pub name: Option<String>,
    /// `Some` for the boolean schemas `true` and `false`; all other fields are empty then.
    pub boolean: Option<bool>,
    /// `$ref`, resolved.
    pub reference: Option<SchemaId>,
    /// `$dynamicRef`, as long as its meaning still depends on who refers here; never in a contract.
    pub(crate) dynamic_reference: Option<DynamicReference>,
    /// `type`; `None` when absent. Dialect `nullable: true` has become a union with `null`.
    pub types: Option<TypeSet>,
    /// `const`.
    pub constant: Option<Node>,
    /// `enum`.
    pub enumeration: Option<Vec<Node>>,
    /// `format`.
    pub format: Option<Format>,
    /// `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`.
    pub numeric: Rare<NumericKeywords>,
    /// `minLength`, `maxLength`, `pattern`.
    pub string: Rare<StringKeywords>,
    /// `contentEncoding`, `contentMediaType`, `contentSchema`.
    pub content: Rare<ContentKeywords>,
    /// `prefixItems`, `items`, `contains`, `minItems` ...
    pub array: Rare<ArrayKeywords>,
    /// `properties`, `required`, `additionalProperties` ...
    pub object: Rare<ObjectKeywords>,
    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `anyOf`.
    pub any_of: Vec<SchemaId>,
    /// `oneOf`.
    pub one_of: Vec<SchemaId>,
    /// `not`.
    pub not: Option<SchemaId>,
    /// `if`.
    pub if_schema: Option<SchemaId>,
    /// `then`.
    pub then_schema: Option<SchemaId>,
    /// `else`.
    pub else_schema: Option<SchemaId>,
    /// OpenAPI `discriminator`, mapping resolved.
    pub discriminator: Option<Box<Discriminator>>,
    /// Everything that constrains nothing.
    pub annotations: Annotations,
    /// Where each keyword that was written stands (the key's span to the value's end), by keyword as written.
    pub keyword_spans: IndexMap<SmolStr, SourceSpan>,
}

/// A reference to the outermost schema with an anchor, of those that were gone through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DynamicReference {
    /// The name of the anchor; empty for `$recursiveRef`.
    pub(crate) anchor: SmolStr,
    /// What is meant where no schema on the way has the anchor.
    pub(crate) fallback: SchemaId,
}

/// Keywords that describe and do not constrain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `default`.
    pub default: Option<Node>,
    /// `example` and `examples`, in that order.
    pub examples: Vec<Node>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`: only in responses (OAS 3.0.4 Schema Object).
    pub read_only: bool,
    /// `writeOnly`: only in requests.
    pub write_only: bool,
    /// OpenAPI `xml`.
    pub xml: Option<Box<Xml>>,
    /// `x-*` keys and unknown keywords, as written.
    pub extensions: IndexMap<String, Node>,
}

impl Schema {
    /// A schema that accepts everything, written at `span`.
    pub fn any(span: SourceSpan, pointer: JsonPointer) -> Self {
        Self {
            span,
            pointer,
            name: None,
            boolean: None,
            reference: None,
            dynamic_reference: None,
            types: None,
            constant: None,
            enumeration: None,
            format: None,
            numeric: Rare::default(),
            string: Rare::default(),
            content: Rare::default(),
            array: Rare::default(),
            object: Rare::default(),
            all_of: Vec::new(),
            any_of: Vec::new(),
            one_of: Vec::new(),
            not: None,
            if_schema: None,
            then_schema: None,
            else_schema: None,
            discriminator: None,
            annotations: Annotations::default(),
            keyword_spans: IndexMap::new(),
        }
    }

    /// The schemas directly below this one, with the keyword each stands under; `$ref` first.
    pub fn children(&self) -> Vec<(&'static str, SchemaId)> {
        let mut children = Vec::new();
        children.extend(self.reference.map(|id| ("$ref", id)));
        children.extend(self.all_of.iter().map(|id| ("allOf", *id)));
        children.extend(self.any_of.iter().map(|id| ("anyOf", *id)));
        children.extend(self.one_of.iter().map(|id| ("oneOf", *id)));
        children.extend(self.not.map(|id| ("not", id)));
        children.extend(self.if_schema.map(|id| ("if", id)));
        children.extend(self.then_schema.map(|id| ("then", id)));
        children.extend(self.else_schema.map(|id| ("else", id)));
        children.extend(self.content.schema.map(|id| ("contentSchema", id)));
        let array = &self.array;
        children.extend(array.prefix_items.iter().map(|id| ("prefixItems", *id)));
        children.extend(array.items.map(|id| ("items", id)));
        children.extend(array.contains.map(|id| ("contains", id)));
        children.extend(array.unevaluated_items.map(|id| ("unevaluatedItems", id)));
        let object = &self.object;
        children.extend(object.properties.values().map(|id| ("properties", *id)));
        children.extend(
            object
                .pattern_properties
                .values()
                .map(|id| ("patternProperties", *id)),
        );
        children.extend(
            object
                .additional_properties
                .map(|id| ("additionalProperties", id)),
        );
        children.extend(object.property_names.map(|id| ("propertyNames", id)));
        children.extend(
            object
                .dependent_schemas
                .values()
                .map(|id| ("dependentSchemas", *id)),
        );
        children.extend(
            object
                .unevaluated_properties
                .map(|id| ("unevaluatedProperties", id)),
        );
        children
    }

    /// Puts another schema in the place of each one that this one leads to, discriminator mappings included.
    pub(crate) fn map_children(&mut self, mut map: impl FnMut(SchemaId) -> SchemaId) {
        let own = [
            &mut self.reference,
            &mut self.not,
            &mut self.if_schema,
            &mut self.then_schema,
            &mut self.else_schema,
        ];
        let own = own.into_iter().flatten();
        let lists = [&mut self.all_of, &mut self.any_of, &mut self.one_of];
        let lists = lists.into_iter().flatten();
        let content = self.content.written_mut().into_iter();
        let content = content.filter_map(|content| content.schema.as_mut());
        let array = self.array.written_mut().into_iter().flat_map(|array| {
            let single = [
                &mut array.items,
                &mut array.contains,
                &mut array.unevaluated_items,
            ];
            single.into_iter().flatten().chain(&mut array.prefix_items)
        });
        let object = self.object.written_mut().into_iter().flat_map(|object| {
            let single = [
                &mut object.additional_properties,
                &mut object.property_names,
                &mut object.unevaluated_properties,
            ];
            let maps = [
                &mut object.properties,
                &mut object.pattern_properties,
                &mut object.dependent_schemas,
            ];
            let maps = maps.into_iter().flat_map(IndexMap::values_mut);
            single.into_iter().flatten().chain(maps)
        });
        let mapping = self.discriminator.iter_mut();
        let mapping = mapping.flat_map(|discriminator| {
            let default = discriminator.default_mapping.as_mut();
            discriminator.mapping.values_mut().chain(default)
        });
        let all = own.chain(lists).chain(content).chain(array).chain(object);
        for child in all.chain(mapping) {
            *child = map(*child);
        }
    }
}
