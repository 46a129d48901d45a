//! Which properties and items some schema has already spoken about: what `unevaluatedProperties` and `unevaluatedItems`
//! look at (JSON Schema 2020-12 Core section 11).

use std::collections::BTreeSet;

/// The annotations of one value, gathered from the schemas that accepted it.
#[derive(Debug, Default)]
pub(super) struct Evaluated<'a> {
    all_properties: bool,
    properties: BTreeSet<&'a str>,
    all_items: bool,
    prefix: usize,
    items: BTreeSet<usize>,
}

impl<'a> Evaluated<'a> {
    pub(super) fn property(&mut self, name: &'a str) {
        if !self.all_properties {
            self.properties.insert(name);
        }
    }

    pub(super) fn every_property(&mut self) {
        self.all_properties = true;
    }

    /// Items `0..length`.
    pub(super) fn items_before(&mut self, length: usize) {
        self.prefix = self.prefix.max(length);
    }

    pub(super) fn item(&mut self, index: usize) {
        self.items.insert(index);
    }

    pub(super) fn every_item(&mut self) {
        self.all_items = true;
    }

    pub(super) fn has_property(&self, name: &str) -> bool {
        self.all_properties || self.properties.contains(name)
    }

    pub(super) fn has_item(&self, index: usize) -> bool {
        self.all_items || index < self.prefix || self.items.contains(&index)
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.all_properties |= other.all_properties;
        self.properties.extend(other.properties);
        self.all_items |= other.all_items;
        self.prefix = self.prefix.max(other.prefix);
        self.items.extend(other.items);
    }
}
