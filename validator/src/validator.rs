//! Schemas of one contract, compiled when they are first needed and kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use countersign_contract::schema::{Projection, SchemaId, definition_key, to_json_schema};
use countersign_contract::{Contract, JsonPointer, Severity};
use serde_json::Value;

use crate::engine::{Engine, EngineError, Formats};
use crate::explain::Explainer;
use crate::instance::Instance;
use crate::message::{Finding, FindingKind, Place, Routes};
use crate::report::Report;
use crate::violation::Violation;

/// Judges instances and messages against a contract. Cheap to make; schemas are compiled on first use and shared by all
/// that borrow the validator, from several threads too. It touches neither network nor files.
#[derive(Debug)]
pub struct Validator<'c> {
    contract: &'c Contract,
    compiled: Mutex<HashMap<(SchemaId, Projection), Result<Compiled, EngineError>>>,
    /// The schema of every key that the text forms have under `$defs`.
    keys: OnceLock<HashMap<String, SchemaId>>,
    routes: OnceLock<Routes<'c>>,
}

/// A schema ready to judge, with the text form that the engine's pointers lead through.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub(crate) engine: Engine,
    pub(crate) text: Arc<Value>,
}

impl<'c> Validator<'c> {
    /// A validator for a contract.
    pub fn new(contract: &'c Contract) -> Self {
        Self {
            contract,
            compiled: Mutex::new(HashMap::new()),
            keys: OnceLock::new(),
            routes: OnceLock::new(),
        }
    }

    /// The contract it judges by.
    pub fn contract(&self) -> &'c Contract {
        self.contract
    }

    /// Does the instance obey the schema, as that direction reads it? Of formats only those are asserted that generated
    /// servers assert: `date-time`, `date`, `uuid`, `byte` and the integer widths.
    ///
    /// # Errors
    /// When the schema cannot be compiled, or a pattern takes too much work: then there is no verdict.
    pub fn is_valid_schema(
        &self,
        schema: SchemaId,
        instance: &Value,
        projection: Projection,
    ) -> Result<bool, EngineError> {
        self.compiled(schema, projection)?.engine.is_valid(instance)
    }

    /// What is wrong with an instance by a schema, as that direction reads it.
    ///
    /// # Errors
    /// As [`Validator::is_valid_schema`].
    pub fn check_value(
        &self,
        schema: SchemaId,
        instance: &Value,
        projection: Projection,
    ) -> Result<Report, EngineError> {
        let compiled = self.compiled(schema, projection)?;
        let errors = compiled.engine.errors(instance, Report::LIMIT + 1)?;
        let explainer = Explainer {
            contract: self.contract,
            keys: self.keys(),
            text: &compiled.text,
            root: schema,
            instance,
        };
        let mut violations: Vec<_> = errors
            .iter()
            .flat_map(|error| explainer.explain(error))
            .collect();
        let truncated = violations.len() > Report::LIMIT;
        violations.truncate(Report::LIMIT);
        Ok(Report {
            violations,
            truncated,
        })
    }

    /// What is wrong with an instance that was read from text: violations have their spans in it. A text that could not be
    /// read at all has no violations, only [`Instance::diagnostics`].
    ///
    /// # Errors
    /// As [`Validator::is_valid_schema`].
    pub fn check_instance(
        &self,
        schema: SchemaId,
        instance: &Instance,
        projection: Projection,
    ) -> Result<Report, EngineError> {
        let Some(value) = instance.value() else {
            return Ok(Report::default());
        };
        let mut report = self.check_value(schema, &value, projection)?;
        for violation in &mut report.violations {
            set_spans(violation, instance);
        }
        Ok(report)
    }

    /// Obeys a value of a request its schema, as far as that can be told?
    pub(crate) fn allows(&self, schema: SchemaId, value: &Value) -> bool {
        self.check_value(schema, value, Projection::Request)
            .is_ok_and(|report| report.violations.is_empty())
    }

    /// The findings about one value of a message; `place` says where a pointer within it is.
    pub(crate) fn findings(
        &self,
        schema: SchemaId,
        value: &Value,
        projection: Projection,
        place: impl Fn(&JsonPointer) -> Place,
    ) -> Vec<Finding> {
        let report = match self.check_value(schema, value, projection) {
            Ok(report) => report,
            Err(error) => {
                let message = format!("is not checked: {error}");
                let kind = FindingKind::NoVerdict(error);
                let place = place(&JsonPointer::root());
                return vec![Finding::new(Severity::Warning, place, kind, message)];
            }
        };
        let violations = report.violations.into_iter();
        violations
            .map(|violation| {
                let place = place(&violation.instance);
                let message = match &place {
                    // A parameter's place does not show where within it.
                    Place::Parameter { .. } | Place::Header(_) if !violation.instance.is_root() => {
                        format!("{} {}", violation.instance, violation.message)
                    }
                    _ => violation.message.clone(),
                };
                let span = violation.schema.span;
                let kind = FindingKind::Violation(Box::new(violation));
                Finding::error(place, kind, message).declared_at(span)
            })
            .collect()
    }

    pub(crate) fn routes(&self) -> &Routes<'c> {
        self.routes.get_or_init(|| Routes::new(self.contract))
    }

    fn keys(&self) -> &HashMap<String, SchemaId> {
        self.keys.get_or_init(|| {
            let ids = self.contract.schema_ids();
            ids.map(|id| (definition_key(self.contract, id), id))
                .collect()
        })
    }

    pub(crate) fn compiled(
        &self,
        schema: SchemaId,
        projection: Projection,
    ) -> Result<Compiled, EngineError> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        compiled
            .entry((schema, projection))
            .or_insert_with(|| {
                let text = to_json_schema(self.contract, schema, projection);
                let engine = Engine::compile(&text, Formats::Assertion)?;
                Ok(Compiled {
                    engine,
                    text: text.into(),
                })
            })
            .clone()
    }
}

fn set_spans(violation: &mut Violation, instance: &Instance) {
    violation.instance_span = instance.span(&violation.instance);
    for cause in &mut violation.causes {
        set_spans(cause, instance);
    }
}
