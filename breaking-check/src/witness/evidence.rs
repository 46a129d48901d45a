//! Does one side take this value? The answer is a JSON Schema validator's, never our own reading of the keywords.

use std::cell::Cell;

use serde_json::Value;

use super::pruned::{self, Reading};
use super::text_value;
use crate::direction::Direction;
use crate::policy::{Options, World};
use crate::rule::Formats;
use crate::schema_pair::Graph;
use crate::side::{Conjunction, Side};

/// Does a side take a value or message?
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Taken,
    /// No, and why.
    Refused(String),
    /// Nobody can say, and why.
    Undecided(String),
}

/// How values are spelled where they travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As JSON: types are seen.
    Json,
    /// As text (parameters, headers, forms): `5` may be read as a number or as a string.
    Text,
}

/// Asks validators, within a budget.
#[derive(Debug)]
pub(crate) struct Evidence<'g, 'c> {
    pub(crate) graph: &'g Graph<'c>,
    pub(crate) world: World,
    left: Cell<u32>,
}

impl<'g, 'c> Evidence<'g, 'c> {
    pub(crate) fn new(graph: &'g Graph<'c>, options: &Options) -> Self {
        Self {
            graph,
            world: options.world,
            left: Cell::new(options.validations),
        }
    }

    /// Does `side` take `value` as its `schemas` say?
    pub(crate) fn takes(
        &self,
        side: Side,
        direction: Direction,
        schemas: &Conjunction,
        value: &Value,
        spelling: Spelling,
        formats: Formats,
    ) -> Answer {
        let viewer = self.graph.viewer(side, direction);
        let reading = Reading {
            direction,
            keys: direction.keys(side, self.world),
            formats,
        };
        let first = self.validate(side, schemas, value, reading);
        if spelling == Spelling::Json || !matches!(first, Answer::Refused(_)) {
            return first;
        }
        let as_read = text_value::read(viewer, schemas, value);
        if as_read == *value {
            return first;
        }
        match self.validate(side, schemas, &as_read, reading) {
            Answer::Refused(_) => first,
            other => other,
        }
    }

    fn validate(
        &self,
        side: Side,
        schemas: &Conjunction,
        value: &Value,
        reading: Reading,
    ) -> Answer {
        if self.left.get() == 0 {
            return Answer::Undecided(
                "the comparison has used up its budget of validations".to_owned(),
            );
        }
        self.left.set(self.left.get() - 1);
        let viewer = self.graph.viewer(side, reading.direction);
        let Ok(document) = pruned::document(viewer, schemas.schemas(), value, reading) else {
            return Answer::Undecided("the schema around the value is too large to try".to_owned());
        };
        let validator = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(reading.formats == Formats::Assert)
            .offline()
            .build(&document);
        match validator {
            Err(error) => Answer::Undecided(format!("the schema cannot be compiled: {error}")),
            Ok(validator) => match validator.validate(value) {
                Ok(()) => Answer::Taken,
                Err(error) => Answer::Refused(explain(&error)),
            },
        }
    }
}

/// A validation error in few words: where, and what.
fn explain(error: &jsonschema::ValidationError<'_>) -> String {
    let pointer = error.instance_path().to_string();
    let message = error.to_string();
    let mut short: String = message.chars().take(160).collect();
    if short.len() < message.len() {
        short.push('…');
    }
    if pointer.is_empty() {
        short
    } else {
        format!("{pointer}: {short}")
    }
}
