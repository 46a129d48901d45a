//! Schemas as text: one line each for what they say themselves, then their children below.

use super::Lines;
use crate::model::Contract;
use crate::schema::visit::reachable;
use crate::schema::{Bound, Schema, SchemaId, definition_key};
use crate::syntax::Node;

/// Writes schemas: inline ones where they stand, those that a `$ref` leads to once, at the end.
pub(super) struct Schemas<'c> {
    contract: &'c Contract,
    written: Vec<bool>,
    /// Lines still to be spent: YAML aliases may unfold to far more schemas than were written.
    budget: usize,
}

impl<'c> Schemas<'c> {
    pub(super) fn new(contract: &'c Contract) -> Self {
        Self {
            contract,
            written: vec![false; contract.schemas.len()],
            budget: 10_000 + 10 * contract.schemas.len(),
        }
    }

    /// `label: what the schema says`, then its children, one level deeper.
    pub(super) fn write(&mut self, label: &str, id: SchemaId, depth: usize, out: &mut Lines) {
        let schema = self.contract.schema(id);
        let again = std::mem::replace(&mut self.written[id.index()], true);
        self.budget = self.budget.saturating_sub(1);
        if again && self.budget == 0 {
            out.line(depth, &format!("{label}: as above"));
            return;
        }
        out.line(depth, &format!("{label}: {}", self.headline(schema)));
        let required = &schema.object.required;
        for (name, id) in &schema.object.properties {
            let mark = if required.contains(name) { "!" } else { "" };
            self.write(&format!(".{name}{mark}"), *id, depth + 1, out);
        }
        for (name, id) in &schema.object.pattern_properties {
            self.write(&format!(".~{name}"), *id, depth + 1, out);
        }
        for (name, id) in &schema.object.dependent_schemas {
            self.write(&format!("with .{name}"), *id, depth + 1, out);
        }
        let by_name = [
            "$ref",
            "properties",
            "patternProperties",
            "dependentSchemas",
        ];
        for (keyword, id) in schema.children() {
            if !by_name.contains(&keyword) {
                self.write(keyword, id, depth + 1, out);
            }
        }
    }

    /// Every component schema, then every other one that a `$ref` leads to.
    pub(super) fn write_shared(&mut self, out: &mut Lines) {
        let contract = self.contract;
        for (name, id) in &contract.component_schemas {
            self.written[id.index()] = false;
            self.write(&format!("schema {name}"), *id, 0, out);
        }
        let ids: Vec<SchemaId> = contract.schema_ids().collect();
        for id in reachable(contract, ids) {
            let target = contract.schema(id).reference;
            if let Some(target) = target.filter(|target| !self.written[target.index()]) {
                let key = definition_key(contract, target);
                let pointer = &contract.schema(target).pointer;
                self.write(&format!("schema {key} at {pointer}"), target, 0, out);
            }
        }
    }

    fn headline(&self, schema: &Schema) -> String {
        if let Some(accepts) = schema.boolean {
            return if accepts { "any" } else { "never" }.to_owned();
        }
        let mut words: Vec<String> = Vec::new();
        if let Some(target) = schema.reference {
            words.push(definition_key(self.contract, target));
        }
        words.extend(schema.types.map(|types| types.to_string()));
        words.extend(schema.format.as_ref().map(|format| format!("({format})")));
        words.extend(
            schema
                .constant
                .as_ref()
                .map(|value| format!("= {}", json(value))),
        );
        if let Some(values) = &schema.enumeration {
            let values: Vec<String> = values.iter().map(json).collect();
            words.push(format!("in [{}]", values.join(", ")));
        }
        limits(schema, &mut words);
        notes(schema, &mut words);
        if let Some(discriminator) = &schema.discriminator {
            let mapping = discriminator.mapping.iter();
            let mapping = mapping
                .map(|(value, id)| format!("{value} -> {}", definition_key(self.contract, *id)));
            let mapping = mapping.collect::<Vec<_>>().join(", ");
            words.push(format!("by {} {{{mapping}}}", discriminator.property_name));
            let default = discriminator.default_mapping;
            words.extend(default.map(|id| format!("else {}", definition_key(self.contract, id))));
        }
        if words.is_empty() && schema.children().is_empty() {
            words.push("any".to_owned());
        }
        words.join(" ")
    }
}

fn limits(schema: &Schema, words: &mut Vec<String>) {
    let numeric = &schema.numeric;
    let mut end = |sign: &str, bound: &Option<Bound>| {
        let equal = |bound: &Bound| if bound.exclusive { "" } else { "=" };
        let word = bound
            .as_ref()
            .map(|bound| format!("{sign}{} {}", equal(bound), bound.value));
        words.extend(word);
    };
    end(">", &numeric.lower);
    end("<", &numeric.upper);
    let mut limit = |name: &str, value: Option<String>| {
        words.extend(value.map(|value| format!("{name} {value}")));
    };
    let number = |value: Option<u64>| value.map(|value| value.to_string());
    limit(
        "multipleOf",
        numeric.multiple_of.as_ref().map(ToString::to_string),
    );
    limit("minLength", number(schema.string.min_length));
    limit("maxLength", number(schema.string.max_length));
    limit(
        "pattern",
        schema
            .string
            .pattern
            .as_ref()
            .map(|pattern| format!("{pattern:?}")),
    );
    limit("contentEncoding", schema.content.encoding.clone());
    limit("contentMediaType", schema.content.media_type.clone());
    let array = &schema.array;
    limit("minItems", number(array.min_items));
    limit("maxItems", number(array.max_items));
    limit("minContains", number(array.min_contains));
    limit("maxContains", number(array.max_contains));
    limit("uniqueItems", array.unique_items.then(String::new));
    let object = &schema.object;
    limit("minProperties", number(object.min_properties));
    limit("maxProperties", number(object.max_properties));
    for (name, names) in &object.dependent_required {
        limit("with", Some(format!(".{name} also {}", names.join(", "))));
    }
    let undeclared = object.required.iter();
    let undeclared: Vec<&str> = undeclared
        .filter(|name| !object.properties.contains_key(*name))
        .map(String::as_str)
        .collect();
    limit(
        "required",
        (!undeclared.is_empty()).then(|| undeclared.join(", ")),
    );
}

fn notes(schema: &Schema, words: &mut Vec<String>) {
    let annotations = &schema.annotations;
    words.extend(
        annotations
            .default
            .as_ref()
            .map(|value| format!("default {}", json(value))),
    );
    for (holds, word) in [
        (annotations.read_only, "readOnly"),
        (annotations.write_only, "writeOnly"),
        (annotations.deprecated, "deprecated"),
    ] {
        words.extend(holds.then(|| word.to_owned()));
    }
}

fn json(node: &Node) -> String {
    node.to_json().to_string()
}
