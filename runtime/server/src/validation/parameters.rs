//! Parameters: read by their styles, checked against their schemas.

use std::borrow::Cow;

use countersign_core::operation::{Location, OperationDescriptor, ParameterDescriptor, Style};
use countersign_core::problem::ProblemItem;
use countersign_core::schema::{self, Direction};
use countersign_core::style::{self, Pairs, Raw};
use http::header::COOKIE;
use http::request::Parts;
use http::{HeaderMap, Uri};
use serde_json::Value;

use super::findings::Findings;
use crate::router::PathValues;

/// The values in the order of the operation's parameters.
pub(super) fn decode(
    operation: &'static OperationDescriptor,
    reserved: &[&str],
    values: &PathValues,
    parts: &Parts,
    findings: &mut Findings,
) -> Vec<Option<Value>> {
    let request = Texts::new(operation, reserved, values, &parts.uri, &parts.headers);
    operation
        .parameters
        .iter()
        .map(|parameter| {
            let value = request.read(parameter, findings);
            match &value {
                Some(value) => findings.parameter(parameter, value),
                None if parameter.required
                    && !findings.names(parameter.name, parameter.location) =>
                {
                    findings.missing(parameter.name, parameter.location);
                }
                None => {}
            }
            value
        })
        .collect()
}

/// Whether every required parameter is there and obeys its schema: how operations of one path are told apart.
pub(crate) fn fits(
    operation: &'static OperationDescriptor,
    reserved: &[&str],
    values: &PathValues,
    uri: &Uri,
    headers: &HeaderMap,
) -> bool {
    let request = Texts::new(operation, reserved, values, uri, headers);
    let parameters = operation.parameters.iter();
    parameters
        .filter(|parameter| parameter.required)
        .all(|parameter| match request.decode(parameter) {
            Ok(Some(value)) => schema::is_valid(parameter.schema, &value, Direction::Request),
            Ok(None) | Err(_) => false,
        })
}

/// The parts of a request that parameters stand in.
struct Texts<'r> {
    operation: &'static OperationDescriptor,
    path: &'r PathValues,
    query: Pairs<'r>,
    query_string: Cow<'r, str>,
    /// Names of pairs of the query that are no parameters.
    reserved: &'r [&'r str],
    headers: &'r HeaderMap,
    cookies: Pairs<'r>,
}

impl<'r> Texts<'r> {
    fn new(
        operation: &'static OperationDescriptor,
        reserved: &'r [&'r str],
        path: &'r PathValues,
        uri: &'r Uri,
        headers: &'r HeaderMap,
    ) -> Self {
        let in_cookies = operation
            .parameters
            .iter()
            .any(|parameter| parameter.location == Location::Cookie);
        let cookies = if in_cookies {
            let lines = headers.get_all(COOKIE).iter();
            Pairs::from_cookies(lines.filter_map(|line| line.to_str().ok()))
        } else {
            Pairs::from_cookies([])
        };
        let query = uri.query().unwrap_or_default();
        Self {
            operation,
            path,
            query: Pairs::from_query(query),
            query_string: Pairs::query_without(query, reserved),
            reserved,
            headers,
            cookies,
        }
    }

    /// The other query parameters.
    fn others(&self, parameter: &ParameterDescriptor) -> Vec<&'static ParameterDescriptor> {
        self.operation
            .parameters
            .iter()
            .filter(|other| other.location == Location::Query && other.name != parameter.name)
            .collect()
    }

    /// The value of one parameter; a text that cannot be read is fatal, since nothing could be handed on.
    fn read(
        &self,
        parameter: &'static ParameterDescriptor,
        findings: &mut Findings,
    ) -> Option<Value> {
        match self.decode(parameter) {
            Ok(value) => value,
            Err(detail) => {
                findings.fatal(ProblemItem::parameter(
                    parameter.name,
                    parameter.location,
                    "",
                    "style",
                    detail,
                ));
                None
            }
        }
    }

    fn decode(&self, parameter: &'static ParameterDescriptor) -> Result<Option<Value>, String> {
        let lines: Vec<&str>;
        let unclaimed: Pairs<'_>;
        let raw = match parameter.location {
            Location::Path => match self.path.iter().find(|(name, _)| *name == parameter.name) {
                Some((_, text)) => Raw::Path(text),
                None => return Ok(None),
            },
            // An exploded object may take every pair that no other parameter has.
            Location::Query if parameter.explode && parameter.style == Style::Form => {
                unclaimed =
                    self.query
                        .clone()
                        .left_for(parameter, &self.others(parameter), self.reserved);
                Raw::Query(&unclaimed)
            }
            Location::Query => Raw::Query(&self.query),
            Location::QueryString => Raw::QueryString(&self.query_string),
            Location::Header => {
                let fields = self.headers.get_all(parameter.name).iter();
                lines = fields
                    .map(|field| std::str::from_utf8(field.as_bytes()))
                    .collect::<Result<_, _>>()
                    .map_err(|_| "must be UTF-8".to_owned())?;
                Raw::Header(&lines)
            }
            Location::Cookie => Raw::Cookie(&self.cookies),
        };
        style::decode(parameter, raw).map_err(|error| error.to_string())
    }
}
