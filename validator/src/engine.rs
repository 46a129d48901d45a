//! One schema, compiled: the dynamic engine with everything that could reach out or run away switched off.
//!
//! References are resolved before (the schema text is self-contained), so the engine is offline. Patterns run on an engine
//! with a step limit and a size limit; reaching one is an error, never a verdict.

use std::sync::Arc;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, PatternOptions, ValidationError};
use serde_json::Value;

use crate::format::assert_formats;
use crate::refusal::Refusal;

/// Steps of the pattern engine on one text.
const BACKTRACK_LIMIT: usize = 200_000;
/// Bytes one compiled pattern may take.
const PATTERN_SIZE_LIMIT: usize = 16 << 20;

/// Why a schema cannot judge.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The schema is not one that the engine accepts, e.g. its pattern is no regular expression.
    #[error("the schema cannot be used: {reason} (at {pointer})")]
    Unusable {
        /// What is wrong with it.
        reason: String,
        /// JSON Pointer in the schema's text form, see [`countersign_contract::schema::to_json_schema`].
        pointer: String,
    },
    /// A pattern took too much work on this instance.
    #[error("a pattern of the schema takes too much work on the value at {pointer:?}")]
    GaveUp {
        /// JSON Pointer in the instance.
        pointer: String,
    },
}

/// What `format` does (JSON Schema 2020-12 Validation 7.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formats {
    /// Nothing: it describes.
    Annotation,
    /// Those that generated servers assert are asserted: `date-time`, `date`, `uuid`, `byte` and the integer widths.
    Assertion,
}

/// A compiled JSON Schema 2020-12; cloning shares it. [`crate::Validator`] is the same for schemas of a contract.
#[derive(Clone, Debug)]
pub struct Engine {
    validator: Arc<jsonschema::Validator>,
    has_patterns: bool,
}

impl Engine {
    /// Compiles a self-contained schema: a reference that leads out of it makes it unusable.
    pub fn compile(schema: &Value, formats: Formats) -> Result<Self, EngineError> {
        let patterns = PatternOptions::fancy_regex()
            .backtrack_limit(BACKTRACK_LIMIT)
            .size_limit(PATTERN_SIZE_LIMIT);
        let options = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .offline()
            .with_pattern_options(patterns)
            .should_validate_formats(false);
        let options = match formats {
            Formats::Annotation => options,
            Formats::Assertion => assert_formats(options),
        };
        let validator = options.build(schema);
        let validator = validator.map_err(|error| EngineError::Unusable {
            reason: error.masked().to_string(),
            pointer: error.instance_path().to_string(),
        })?;
        Ok(Self {
            validator: Arc::new(validator),
            has_patterns: mentions_patterns(schema),
        })
    }

    /// Does the instance obey the schema?
    pub fn is_valid(&self, instance: &Value) -> Result<bool, EngineError> {
        if self.validator.is_valid(instance) {
            return Ok(true);
        }
        if self.has_patterns {
            for error in self.validator.iter_errors(instance) {
                check_finished(&error)?;
            }
        }
        Ok(false)
    }

    /// What the engine holds against the instance, in its order; at most `limit`. Nothing when it is valid.
    ///
    /// # Errors
    /// When a pattern takes too much work: then there is no verdict.
    pub fn refusals(&self, instance: &Value, limit: usize) -> Result<Vec<Refusal>, EngineError> {
        let errors = self.errors(instance, limit)?;
        Ok(errors.iter().map(Refusal::of).collect())
    }

    /// Everything the engine holds against the instance, in its order; at most `limit`.
    pub(crate) fn errors<'i>(
        &'i self,
        instance: &'i Value,
        limit: usize,
    ) -> Result<Vec<ValidationError<'i>>, EngineError> {
        let errors: Vec<_> = self.validator.iter_errors(instance).take(limit).collect();
        errors.iter().try_for_each(check_finished)?;
        Ok(errors)
    }
}

fn mentions_patterns(schema: &Value) -> bool {
    match schema {
        Value::Object(keywords) => keywords.iter().any(|(keyword, value)| {
            matches!(keyword.as_str(), "pattern" | "patternProperties") || mentions_patterns(value)
        }),
        Value::Array(items) => items.iter().any(mentions_patterns),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Is the error, with all that led to it, a verdict and not an aborted match?
fn check_finished(error: &ValidationError<'_>) -> Result<(), EngineError> {
    match error.kind() {
        ValidationErrorKind::BacktrackLimitExceeded { .. }
        | ValidationErrorKind::RegexEngineFailure { .. } => Err(EngineError::GaveUp {
            pointer: error.instance_path().to_string(),
        }),
        ValidationErrorKind::AnyOf { context }
        | ValidationErrorKind::OneOfNotValid { context }
        | ValidationErrorKind::OneOfMultipleValid { context } => {
            context.iter().flatten().try_for_each(check_finished)
        }
        ValidationErrorKind::PropertyNames { error } => check_finished(error),
        _ => Ok(()),
    }
}
