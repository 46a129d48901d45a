//! Schemas of one contract, compiled when they are first needed and kept.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use countersign_contract::Contract;
use countersign_contract::schema::{Projection, SchemaId, to_json_schema};
use serde_json::Value;

use crate::engine::{Engine, EngineError};

/// Judges instances and messages against a contract. Cheap to make; schemas are compiled on first use and shared by all
/// that borrow the validator, from several threads too. It touches neither network nor files.
#[derive(Debug)]
pub struct Validator<'c> {
    contract: &'c Contract,
    compiled: Mutex<HashMap<(SchemaId, Projection), Result<Compiled, EngineError>>>,
}

/// A schema ready to judge, with the text form that the engine's pointers lead through.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub(crate) engine: Engine,
    pub(crate) text: std::sync::Arc<Value>,
}

impl<'c> Validator<'c> {
    /// A validator for a contract.
    pub fn new(contract: &'c Contract) -> Self {
        Self {
            contract,
            compiled: Mutex::new(HashMap::new()),
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
                let engine = Engine::compile(&text)?;
                Ok(Compiled {
                    engine,
                    text: text.into(),
                })
            })
            .clone()
    }
}
