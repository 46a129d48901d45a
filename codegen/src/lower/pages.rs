//! Do the pages of a list follow each other in a way that a client can follow?
//!
//! The contract says how; here its words are held against parameters and the shape of the answer. What does not fit is
//! reported and leaves the operation an ordinary call.

use countersign_contract::model::{MediaType, Operation, ParameterLocation, StatusPattern};
use countersign_contract::policy::{NextPagePolicy, PageSource as Said, PaginationPolicy};
use countersign_contract::schema::{SchemaId, Type};
use countersign_contract::{Contract, Diagnostic, JsonPointer};

use super::operation::OperationLowering;
use super::schema::Direction;
use super::validation::resolve;
use crate::model::{NextPageModel, PageSource, PagesModel, ParameterModel};

/// Properties are looked for through so many levels of `allOf`.
const NESTING: usize = 8;

impl OperationLowering<'_, '_> {
    /// How the pages of an operation follow each other, if they do.
    pub(super) fn pages(
        &mut self,
        operation: &Operation,
        parameters: &[ParameterModel],
    ) -> Option<PagesModel> {
        let said = &operation.policy.pagination;
        let policy = said.value.as_ref()?;
        match self.fit(operation, policy, parameters) {
            Ok(pages) => Some(pages),
            Err(reason) => {
                let message = format!("the pages of `{}` cannot be followed: {reason}", self.label);
                self.diagnostics.push(
                    Diagnostic::warning("pagination-unusable", message)
                        .at(said.span.unwrap_or(operation.method_span))
                        .help("its pages are generated as calls of their own"),
                );
                None
            }
        }
    }

    fn fit(
        &mut self,
        operation: &Operation,
        policy: &PaginationPolicy,
        parameters: &[ParameterModel],
    ) -> Result<PagesModel, String> {
        let contract = self.contract;
        let page = page_schema(operation).ok_or("no success answers with JSON of a known shape")?;
        let (pointer, array) = match &policy.items {
            Some(pointer) => (pointer.clone(), find(contract, page, pointer)),
            None => only_array(contract, page),
        };
        let item = array
            .and_then(|array| contract.schema(resolve(contract, array)).array.items)
            .ok_or_else(|| match &policy.items {
                Some(pointer) => format!("there is no array of items at `{pointer}`"),
                None => "there is not exactly one array to find items in; say `items`".to_owned(),
            })?;
        let parameter = |name: &str| {
            let mut places = parameters.iter();
            places
                .position(|parameter| {
                    parameter.name == name && parameter.location == ParameterLocation::Query
                })
                .ok_or_else(|| format!("there is no query parameter `{name}`"))
        };
        let source = |said: &Said| match said {
            Said::Header(name) => Ok(PageSource::Header(name.clone())),
            Said::Body(pointer) => match find(contract, page, pointer) {
                Some(_) => Ok(PageSource::Body(pointer.to_string())),
                None => Err(format!("there is nothing at `{pointer}`")),
            },
        };
        let next = match &policy.next {
            NextPagePolicy::Cursor {
                parameter: name,
                source: said,
            } => NextPageModel::Cursor(parameter(name)?, source(said)?),
            NextPagePolicy::Offset { parameter: name } => NextPageModel::Offset(parameter(name)?),
            NextPagePolicy::Number {
                parameter: name,
                first,
            } => NextPageModel::Number(parameter(name)?, *first),
            NextPagePolicy::Link => NextPageModel::Link,
            NextPagePolicy::Url { source: said } => NextPageModel::Url(source(said)?),
        };
        Ok(PagesModel {
            items: pointer.to_string(),
            more: policy.more.as_ref().map(ToString::to_string),
            next,
            item: self.type_of(Some(item), Direction::Response),
        })
    }
}

/// The schema of the JSON body of the first success.
fn page_schema(operation: &Operation) -> Option<SchemaId> {
    let success = |status| match status {
        StatusPattern::Code(code) => (200..300).contains(&code),
        StatusPattern::Range(class) => class == 2,
        StatusPattern::Default => false,
    };
    let mut responses: Vec<_> = operation.responses.iter().collect();
    responses.sort_by_key(|response| response.status);
    let first = responses
        .into_iter()
        .find(|response| success(response.status))?;
    first
        .content
        .iter()
        .find(|media| MediaType::is_json(media))?
        .schema
}

/// The schema at a pointer into values of a schema.
fn find(contract: &Contract, schema: SchemaId, pointer: &JsonPointer) -> Option<SchemaId> {
    let mut tokens = pointer.tokens().into_iter();
    tokens.try_fold(schema, |schema, token| {
        if token == "-1" {
            return contract.schema(resolve(contract, schema)).array.items;
        }
        let properties = properties(contract, schema, 0);
        let mut found = properties.into_iter().filter(|(name, _)| name == token);
        found.next().map(|(_, schema)| schema)
    })
}

/// The place of the items where nobody says it: the whole, or the one property that is an array.
fn only_array(contract: &Contract, schema: SchemaId) -> (JsonPointer, Option<SchemaId>) {
    let root = JsonPointer::root();
    let is_array = |schema: SchemaId| {
        let schema = contract.schema(resolve(contract, schema));
        schema
            .types
            .is_some_and(|types| types.contains(Type::Array))
    };
    if is_array(schema) {
        return (root, Some(schema));
    }
    let properties = properties(contract, schema, 0);
    let mut arrays = properties
        .into_iter()
        .filter(|(_, schema)| is_array(*schema));
    match (arrays.next(), arrays.next()) {
        (Some((name, schema)), None) => (root.child(name), Some(schema)),
        _ => (root, None),
    }
}

/// The properties of an object, those of its `allOf` included.
fn properties(contract: &Contract, schema: SchemaId, depth: usize) -> Vec<(String, SchemaId)> {
    let schema = contract.schema(resolve(contract, schema));
    let own = schema.object.properties.iter();
    let mut properties: Vec<(String, SchemaId)> =
        own.map(|(name, schema)| (name.clone(), *schema)).collect();
    if depth < NESTING {
        for base in schema.all_of.iter().chain(&schema.reference) {
            properties.extend(self::properties(contract, *base, depth + 1));
        }
    }
    properties
}
