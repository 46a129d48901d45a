//! The values that keywords take: types, counts, numbers, lists of names.

use indexmap::{IndexMap, IndexSet};
use smol_str::SmolStr;

use super::written::Exclusive;
use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::document::Reader;
use crate::resolve::Place;
use crate::schema::{SchemaId, Type, TypeSet};
use crate::syntax::{Node, NodeValue, Number};

impl<'w> Reader<'w> {
    /// `type`: one word or a list of words.
    pub(super) fn types(&mut self, place: &Place<'w>) -> Option<TypeSet> {
        let words: Vec<Place<'w>> = match place.node.value() {
            NodeValue::Array(items) => {
                if self.dialect.has_old_schemas() {
                    self.foreign_form(place, "a list of types", "OpenAPI 3.1");
                }
                let items = items.iter().enumerate();
                items
                    .map(|(at, item)| place.child(at.to_string(), item))
                    .collect()
            }
            _ => vec![place.clone()],
        };
        let types: TypeSet = words
            .iter()
            .filter_map(|word| self.type_word(word))
            .collect();
        (!types.is_empty()).then_some(types)
    }

    fn type_word(&mut self, place: &Place<'w>) -> Option<Type> {
        let word = match place.node.value() {
            NodeValue::String(word) => word.as_str(),
            NodeValue::Null => "null",
            NodeValue::Bool(_)
            | NodeValue::Number(_)
            | NodeValue::Array(_)
            | NodeValue::Object(_) => {
                self.wrong_type(place, "`type`", "a string or an array of strings");
                return None;
            }
        };
        let found = match word {
            "file" if self.dialect == Dialect::Swagger20 => Some(Type::String),
            _ => Type::from_name(word),
        };
        if found == Some(Type::Null) && self.dialect.has_old_schemas() {
            self.foreign_form(place, "`type: null`", "OpenAPI 3.1");
        }
        if found.is_none() {
            let message = format!("`{word}` is no type; any type is accepted");
            let finding = Diagnostic::error("unknown-type", message).help(
                "write `string`, `number`, `integer`, `boolean`, `array`, `object` or `null`",
            );
            self.habits.note(word, place.span(), finding);
        }
        found
    }

    /// Notes a form of a keyword that another version has; it is honoured.
    pub(super) fn foreign_form(&mut self, place: &Place<'w>, form: &str, version: &'static str) {
        let message = format!(
            "{form} is {version}, not {}; it is honoured",
            self.dialect.name()
        );
        let finding = Diagnostic::warning("foreign-keyword", message)
            .help("change the document's `openapi` version, or write the older form");
        self.habits.note(form, place.span(), finding);
    }

    /// A non-negative integer; `2.0` is one (Validation 6.3.1).
    pub(super) fn count(&mut self, place: &Place<'w>, keyword: &str) -> Option<u64> {
        let count = place.node.as_number().and_then(Number::as_u64);
        if count.is_none() {
            self.malformed(place, keyword, "a whole number that is not negative");
        }
        count
    }

    /// Any number.
    pub(super) fn number(&mut self, place: &Place<'w>, keyword: &str) -> Option<Number> {
        let number = place.node.as_number().cloned();
        if number.is_none() {
            self.malformed(place, keyword, "a number");
        }
        number
    }

    /// `multipleOf`: a number above zero.
    pub(super) fn multiple_of(&mut self, place: &Place<'w>) -> Option<Number> {
        let number = self.number(place, "multipleOf")?;
        let positive = number > Number::from(0_i64);
        if !positive {
            self.malformed(place, "multipleOf", "a number above zero");
        }
        positive.then_some(number)
    }

    /// `exclusiveMinimum` or `exclusiveMaximum` in either form.
    pub(super) fn exclusive(&mut self, place: &Place<'w>, keyword: &str) -> Option<Exclusive> {
        match place.node.value() {
            NodeValue::Bool(flag) => {
                if !self.dialect.has_exclusive_flags() {
                    self.foreign_form(place, &format!("`{keyword}: {flag}`"), "OpenAPI 3.0");
                }
                Some(Exclusive::Flag(*flag))
            }
            NodeValue::Number(number) => {
                if self.dialect.has_exclusive_flags() {
                    self.foreign_form(place, &format!("a number as `{keyword}`"), "OpenAPI 3.1");
                }
                Some(Exclusive::Bound(number.clone()))
            }
            _ => {
                self.malformed(place, keyword, "a number");
                None
            }
        }
    }

    /// Reports a keyword value that is left out.
    pub(super) fn malformed(&mut self, place: &Place<'w>, keyword: &str, expected: &str) {
        self.diagnostics.push(
            Diagnostic::error(
                "malformed-keyword",
                format!("`{keyword}` must be {expected}; it is left out"),
            )
            .at(place.span()),
        );
    }

    /// An array of any values.
    pub(super) fn nodes(&mut self, place: &Place<'w>, keyword: &str) -> Vec<Node> {
        let items = self.items(place, keyword).into_iter();
        items.map(|item| item.node.clone()).collect()
    }

    /// An array of names, each kept once.
    pub(super) fn names(&mut self, place: &Place<'w>, keyword: &str) -> Vec<String> {
        let items = self.items(place, keyword).into_iter();
        let names: IndexSet<String> = items
            .filter_map(|item| self.text_at(&item, keyword))
            .collect();
        names.into_iter().collect()
    }

    /// An array of schemas.
    pub(super) fn schema_list(&mut self, place: &Place<'w>, keyword: &str) -> Vec<SchemaId> {
        let items = self.items(place, keyword).into_iter();
        items.map(|item| self.schema(&item)).collect()
    }

    /// An object of schemas. Some authors write `properties: {$ref: ...}`; no schema is a string, so what they mean is clear.
    pub(super) fn schema_map(
        &mut self,
        place: &Place<'w>,
        keyword: &str,
    ) -> IndexMap<String, SchemaId> {
        let mut place = place.clone();
        let reference = place.get("$ref");
        if let Some(reference) = reference.filter(|reference| reference.node.as_str().is_some()) {
            let message = format!("`$ref` stands for all of `{keyword}`; it is followed");
            let finding = Diagnostic::warning("referenced-map", message)
                .help("only schemas may be references: list the names, with `$ref` below each");
            self.habits.note(keyword, reference.span(), finding);
            match self.behind_reference(place) {
                Some(target) => place = target,
                None => return IndexMap::new(),
            }
        }
        let members = self.members(&place, keyword).into_iter();
        members
            .map(|(key, place)| (key.name.to_string(), self.schema(&place)))
            .collect()
    }

    /// `dependentRequired`.
    pub(super) fn name_lists(
        &mut self,
        place: &Place<'w>,
        keyword: &str,
    ) -> IndexMap<String, Vec<String>> {
        let members = self.members(place, keyword).into_iter();
        members
            .map(|(key, place)| (key.name.to_string(), self.names(&place, keyword)))
            .collect()
    }

    /// `required`. `required: true` on a property is a habit from draft-03 that says nothing here.
    pub(super) fn required_names(&mut self, place: &Place<'w>) -> Vec<String> {
        if place.node.as_bool().is_none() {
            return self.names(place, "required");
        }
        let message = "`required` beside a property's schema says nothing; it is left out";
        let finding = Diagnostic::warning("misplaced-required", message)
            .help("list the property's name in `required` of the object that has it");
        self.habits.note(SmolStr::default(), place.span(), finding);
        Vec::new()
    }
}
