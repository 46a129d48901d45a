//! What a schema says of a value without refusing any: its default, its end, the names that code gives it.

use countersign_contract::schema::Schema;
use countersign_contract::syntax::{Node, NodeValue};

/// The keywords of a conjunction of schemas that describe; the nearest one counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Notes<'c> {
    /// `default`.
    pub(crate) default: Option<&'c Node>,
    /// `deprecated`.
    pub(crate) deprecated: bool,
    /// `x-sunset`: the day it goes.
    pub(crate) sunset: Option<&'c Node>,
    /// `x-stability-level`.
    pub(crate) stability: Option<&'c Node>,
    /// `x-extensible-enum`: values that are known today.
    pub(crate) extensible: Option<Vec<&'c Node>>,
    /// Listed values and what code calls them (`x-enum-varnames`, `x-enumNames`), in writing order.
    pub(crate) value_names: Vec<(&'c Node, &'c str)>,
    /// `contentEncoding`.
    pub(crate) content_encoding: Option<&'c str>,
    /// `contentMediaType`.
    pub(crate) content_media_type: Option<&'c str>,
}

impl<'c> Notes<'c> {
    /// Adds what one more schema says; what was said before goes first.
    pub(super) fn meet(&mut self, schema: &'c Schema) {
        let annotations = &schema.annotations;
        self.default = self.default.or(annotations.default.as_ref());
        self.deprecated |= annotations.deprecated;
        let content = &schema.content;
        self.content_encoding = self.content_encoding.or(content.encoding.as_deref());
        self.content_media_type = self.content_media_type.or(content.media_type.as_deref());
        if annotations.extensions.is_empty() {
            return;
        }
        let said = |key: &str| annotations.extensions.get(key);
        self.sunset = self.sunset.or_else(|| said("x-sunset"));
        self.stability = self.stability.or_else(|| said("x-stability-level"));
        if self.extensible.is_none() {
            self.extensible = said("x-extensible-enum").and_then(items);
        }
        let names = ["x-enum-varnames", "x-enumNames"]
            .into_iter()
            .find_map(said);
        if let (Some(names), Some(values)) = (names.and_then(items), &schema.enumeration)
            && names.len() == values.len()
            && self.value_names.is_empty()
        {
            let pairs = values.iter().zip(names);
            self.value_names = pairs
                .filter_map(|(value, name)| Some((value, name.as_str()?)))
                .collect();
        }
    }

    /// What code calls a listed value, if the contract says it.
    pub(crate) fn name_of(&self, value: &Node) -> Option<&'c str> {
        let named = self.value_names.iter().find(|(own, _)| *own == value);
        named.map(|(_, name)| *name)
    }
}

fn items(node: &Node) -> Option<Vec<&Node>> {
    match node.value() {
        NodeValue::Array(items) => Some(items.iter().collect()),
        _ => None,
    }
}
