//! Which of several operations with the same method and path shape is a request for?
//!
//! Contracts tell such operations apart by a query in the path (`/files?beta=true`), by what they require (`GET /bucket` and
//! `GET /bucket` with a required `acl`), or by the values their path parameters take (a UUID or any name). Whoever demands
//! most is asked first; a request goes to the first operation whose demands it meets.

use std::ptr;

use countersign_core::operation::{Location, OperationDescriptor, ParameterDescriptor, Segment};
use countersign_core::schema::{Schema, Types};
use countersign_core::style::Pairs;

/// What an operation demands of a request beside its method and path.
#[derive(Debug)]
pub(crate) struct Demands {
    operation: &'static OperationDescriptor,
    query: Pairs<'static>,
}

impl Demands {
    pub(super) fn new(operation: &'static OperationDescriptor) -> Self {
        Self {
            operation,
            query: Pairs::from_query(operation.query),
        }
    }

    /// Whether a query has every pair that stands in the path of the operation.
    pub(super) fn are_in(&self, query: &str) -> bool {
        if self.operation.query.is_empty() {
            return true;
        }
        let sent = Pairs::from_query(query);
        self.query
            .iter()
            .all(|demanded| sent.iter().any(|pair| pair == demanded))
    }

    /// How much is demanded: greater is more.
    pub(super) fn rank(&self) -> (usize, usize, usize) {
        let constrained = self
            .path_parameters()
            .filter(|parameter| !takes_any_text(parameter.schema));
        (
            self.query.iter().count(),
            self.required().count(),
            constrained.count(),
        )
    }

    /// Whether no request could tell two operations of one path shape apart.
    pub(super) fn equal(&self, other: &Self) -> bool {
        let names = |demands: &Self| {
            let required = demands.required();
            let mut names: Vec<_> = required
                .map(|parameter| (parameter.location, parameter.name))
                .collect();
            names.sort_unstable();
            names
        };
        let pairs = |demands: &Self| {
            let mut pairs: Vec<(String, &str)> = demands
                .query
                .iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect();
            pairs.sort_unstable();
            pairs
        };
        names(self) == names(other)
            && pairs(self) == pairs(other)
            && self
                .path_parameters()
                .zip(other.path_parameters())
                .all(|(one, another)| {
                    ptr::eq(one.schema, another.schema)
                        || takes_any_text(one.schema) && takes_any_text(another.schema)
                })
    }

    fn required(&self) -> impl Iterator<Item = &'static ParameterDescriptor> {
        let parameters = self.operation.parameters.iter();
        parameters.filter(|parameter| parameter.required && parameter.location != Location::Path)
    }

    /// In the order of the template.
    fn path_parameters(&self) -> impl Iterator<Item = &'static ParameterDescriptor> {
        let parameters = self.operation.parameters;
        let named = move |name: &str| {
            parameters
                .iter()
                .find(|parameter| parameter.location == Location::Path && parameter.name == name)
        };
        self.operation
            .segments()
            .filter_map(move |segment| match segment {
                Segment::Parameter(name) => named(name),
                Segment::Literal(_) => None,
            })
    }
}

/// Whether a schema visibly accepts every text.
fn takes_any_text(schema: &Schema) -> bool {
    schema.types.contains(Types::STRING)
        && schema.enumeration.is_none()
        && schema.constant.is_none()
        && schema.format.is_none()
        && schema.pattern.is_none()
        && schema.min_length.is_none()
        && schema.max_length.is_none()
        && schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.one_of.is_empty()
        && schema.not.is_none()
        && schema.if_schema.is_none()
}
