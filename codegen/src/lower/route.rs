//! Can a server find an operation, and tell it from the others?
//!
//! Two paths that differ only in parameter names are the same (OAS 3.1.1 Paths Object). Their operations are told apart as
//! the server's router does it: by a query that stands in the path, by the parameters they require, and by what their path
//! parameters accept.

use std::collections::BTreeMap;

use countersign_contract::model::{Operation, ParameterLocation};
use countersign_contract::schema::{Format, Schema, SchemaId, StringKeywords, Type, TypeSet};
use countersign_contract::{Contract, Diagnostic, Diagnostics};

use super::validation::resolve;
use crate::model::ParameterModel;

/// Methods and paths that are taken.
#[derive(Debug)]
pub(super) struct Routes<'c> {
    contract: &'c Contract,
    taken: BTreeMap<(String, String), Vec<(Demands<'c>, String)>>,
}

/// What an operation demands of a request beside its method and path.
#[derive(Debug, PartialEq)]
struct Demands<'c> {
    query: Vec<&'c str>,
    required: Vec<(ParameterLocation, String)>,
    /// What the path parameters accept, in the order of the template.
    values: Vec<Accepted<'c>>,
}

#[derive(Debug, PartialEq)]
enum Accepted<'c> {
    AnyText,
    /// The values of this schema.
    Schema(SchemaId),
    /// Those of a schema that is alike wherever it is written.
    Simple(Option<TypeSet>, Option<&'c Format>, &'c StringKeywords),
}

impl<'c> Routes<'c> {
    pub(super) fn new(contract: &'c Contract) -> Self {
        Self {
            contract,
            taken: BTreeMap::new(),
        }
    }

    /// Is there a request that only this operation, of all so far, can be meant by?
    pub(super) fn claim(
        &mut self,
        operation: &'c Operation,
        parameters: &[ParameterModel],
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let label = format!("{} {}", operation.method, operation.path);
        let demands = self.demands(operation, parameters);
        if beside_each_other(operation) {
            diagnostics.push(
                Diagnostic::info(
                    "path-values-guessed",
                    format!("nothing stands between two parameters of `{label}`"),
                )
                .at(operation.method_span)
                .help("a generated server gives each the shortest text that its schema accepts; separate them by text"),
            );
        }
        let route = (operation.method.to_string(), operation.path.route_shape());
        let rivals = self.taken.entry(route).or_default();
        if let Some((_, first)) = rivals.iter().find(|(rival, _)| *rival == demands) {
            diagnostics.push(
                Diagnostic::warning(
                    "route-taken",
                    format!(
                        "`{label}` cannot be told from `{first}`, so a generated server does not route it"
                    ),
                )
                .at(operation.method_span)
                .help("give the two paths different literal parts, or one of them a required parameter that the other has not"),
            );
            return false;
        }
        rivals.push((demands, label));
        true
    }

    fn demands(&self, operation: &'c Operation, parameters: &[ParameterModel]) -> Demands<'c> {
        let mut query: Vec<&str> = operation.path.query_pairs().collect();
        query.sort_unstable();
        let (in_path, elsewhere): (Vec<_>, Vec<_>) = parameters
            .iter()
            .partition(|parameter| parameter.location == ParameterLocation::Path);
        let mut required: Vec<(ParameterLocation, String)> = elsewhere
            .iter()
            .filter(|parameter| parameter.required)
            .map(|parameter| (parameter.location, parameter.name.clone()))
            .collect();
        required.sort_unstable();
        let named = operation.path.parameter_names().filter_map(|name| {
            let mut parameters = in_path.iter();
            parameters.find(|parameter| parameter.name == name)
        });
        Demands {
            query,
            required,
            values: named
                .map(|parameter| self.accepted(parameter.schema))
                .collect(),
        }
    }

    fn accepted(&self, schema: Option<SchemaId>) -> Accepted<'c> {
        let Some(id) = schema.map(|schema| resolve(self.contract, schema)) else {
            return Accepted::AnyText;
        };
        let schema = self.contract.schema(id);
        if !is_simple(schema) {
            return Accepted::Schema(id);
        }
        let text = schema
            .types
            .is_none_or(|types| types.contains(Type::String));
        let format = schema.format.as_ref().filter(|format| is_asserted(format));
        if text && format.is_none() && !schema.string.is_used() {
            Accepted::AnyText
        } else {
            Accepted::Simple(schema.types, format, &schema.string)
        }
    }
}

/// Is a parameter followed by another one?
fn beside_each_other(operation: &Operation) -> bool {
    operation.path.route_shape().contains("{}{}")
}

/// Do types, format and text keywords say everything?
fn is_simple(schema: &Schema) -> bool {
    schema.children().is_empty()
        && schema.boolean.is_none()
        && schema.constant.is_none()
        && schema.enumeration.is_none()
        && !schema.numeric.is_used()
}

/// The formats of texts that a server refuses other texts for.
fn is_asserted(format: &Format) -> bool {
    format.is_decimal()
        || matches!(
            format,
            Format::DateTime
                | Format::Date
                | Format::Time
                | Format::Duration
                | Format::Uuid
                | Format::Byte
        )
}
