//! Which parameters does a caller fill in, in which order, and how are they spelled?

use countersign_contract::model::{
    ApiKeyLocation, Header, MediaType, Operation, Parameter, ParameterLocation, ParameterShape,
    SecuritySchemeKind,
};
use countersign_contract::policy::IdempotencyPolicy;
use countersign_contract::schema::{SchemaId, visit};
use countersign_contract::{Contract, Diagnostic};

use super::body::form_encodings;
use super::deprecation::note;
use super::operation::OperationLowering;
use super::schema::{Direction, note_default};
use super::validation::resolve;
use crate::model::{Docs, HeaderModel, HeaderSpelling, ParameterModel, Scalar, Spelling, TypeRef};

/// The calling order of arguments.
const LOCATIONS: [ParameterLocation; 5] = [
    ParameterLocation::Path,
    ParameterLocation::Query,
    ParameterLocation::QueryString,
    ParameterLocation::Header,
    ParameterLocation::Cookie,
];

/// Header parameters the standard tells us to ignore (OAS 3.1.1 Parameter Object, `name`): bodies, `responses` and
/// `security` already say what they would.
const IGNORED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

impl OperationLowering<'_, '_> {
    /// The parameters that are arguments.
    pub(super) fn parameters(&mut self, operation: &Operation) -> Vec<ParameterModel> {
        LOCATIONS
            .into_iter()
            .flat_map(|location| {
                let here = move |parameter: &&Parameter| parameter.location == location;
                operation.parameters.iter().filter(here)
            })
            .filter_map(|parameter| self.parameter(operation, parameter))
            .collect()
    }

    fn parameter(
        &mut self,
        operation: &Operation,
        parameter: &Parameter,
    ) -> Option<ParameterModel> {
        if !self.is_argument(operation, parameter) {
            return None;
        }
        let (spelling, schema) = match (parameter.location, &parameter.shape) {
            (ParameterLocation::QueryString, ParameterShape::Content(media)) => {
                self.report_key_in_query(operation, parameter);
                (self.query_string(parameter, media)?, media.schema)
            }
            (_, shape) => self.spelling(shape, &parameter.name),
        };
        let value = match (&parameter.shape, &spelling, schema) {
            (ParameterShape::Schema { schema, .. }, ..) => {
                self.styled_value(*schema, Direction::Request)
            }
            (ParameterShape::Content(_), Spelling::Text, None) => TypeRef::Scalar(Scalar::String),
            (ParameterShape::Content(_), _, schema) => self.value_of(schema, Direction::Request),
        };
        let required = parameter.required || parameter.location == ParameterLocation::Path;
        let default = schema.and_then(|schema| self.schemas.default_of(&[schema]));
        let mut docs = Docs {
            description: parameter.description.clone(),
            deprecated: parameter.deprecated,
            deprecation: parameter
                .deprecated
                .then(|| note(&parameter.extensions, parameter.description.as_deref()))
                .flatten(),
            ..Docs::default()
        };
        note_default(&mut docs, default);
        Some(ParameterModel {
            name: parameter.name.clone(),
            location: parameter.location,
            required,
            docs,
            spelling,
            allow_empty: parameter.allow_empty_value,
            schema,
            value,
            default: default.filter(|_| !required).cloned(),
        })
    }

    fn is_argument(&mut self, operation: &Operation, parameter: &Parameter) -> bool {
        match parameter.location {
            ParameterLocation::Path => {
                let used = operation
                    .path
                    .parameter_names()
                    .any(|name| name == parameter.name);
                if !used {
                    self.diagnostics.push(
                        Diagnostic::warning(
                            "unused-path-parameter",
                            format!(
                                "path parameter `{}` does not occur in `{}` and is left out",
                                parameter.name, operation.path
                            ),
                        )
                        .at(parameter.span)
                        .help("add it to the path template or remove it"),
                    );
                }
                used
            }
            ParameterLocation::Header => {
                let name = parameter.name.to_ascii_lowercase();
                let carries_key = idempotency_header(operation)
                    .is_some_and(|header| header.eq_ignore_ascii_case(&name));
                let ignored = IGNORED_HEADERS.contains(&name.as_str());
                if ignored {
                    self.diagnostics.push(
                        Diagnostic::info(
                            "ignored-header-parameter",
                            format!(
                                "header parameter `{}` is ignored, as the standard demands",
                                parameter.name
                            ),
                        )
                        .at(parameter.span)
                        .help(
                            "describe media types under `content` and credentials under `security`",
                        ),
                    );
                }
                !carries_key && !ignored
            }
            // A query that stands in the path has its value already.
            ParameterLocation::Query => !operation
                .path
                .query_pairs()
                .any(|pair| pair.split('=').next() == Some(&parameter.name)),
            ParameterLocation::Cookie | ParameterLocation::QueryString => true,
        }
    }

    /// How a whole query is spelled (OAS 3.2.0 Parameter Object, `in: querystring`); `None` where nobody knows.
    fn query_string(&mut self, parameter: &Parameter, media: &MediaType) -> Option<Spelling> {
        if media.is_json() {
            return Some(Spelling::Json);
        }
        if media.essence() == "application/x-www-form-urlencoded" {
            return Some(Spelling::Form(form_encodings(media)));
        }
        let is_text = |schema| visit::is_scalar(self.contract, schema);
        if media.schema.is_none_or(is_text) {
            return Some(Spelling::Text);
        }
        let message = format!(
            "the query string `{}` may be a list or an object, and how one is spelled as `{}` is not known; it is left out",
            parameter.name, media.name
        );
        self.diagnostics.push(
            Diagnostic::warning("query-string-media-type", message)
                .at(parameter.span)
                .help("describe it as `application/json` or `application/x-www-form-urlencoded`"),
        );
        None
    }

    /// A whole query has no room for the pair of an API key, which is sent and read all the same.
    fn report_key_in_query(&mut self, operation: &Operation, parameter: &Parameter) {
        let needed = operation.security.iter().flat_map(|one| &one.schemes);
        let schemes = needed.filter_map(|one| self.contract.security_schemes.get(&one.scheme));
        let key = schemes.filter_map(|scheme| match &scheme.kind {
            SecuritySchemeKind::ApiKey {
                parameter,
                location: ApiKeyLocation::Query,
            } => Some(parameter),
            _ => None,
        });
        for key in key.take(1) {
            let message = format!(
                "`{}` is the whole query string, and the API key `{key}` has no room beside it; it is sent as a pair after it",
                parameter.name
            );
            self.diagnostics.push(
                Diagnostic::warning("api-key-beside-query-string", message)
                    .at(parameter.span)
                    .help("send the key in a header, or describe single `query` parameters"),
            );
        }
    }

    /// How a value is spelled and what it must look like.
    fn spelling(&mut self, shape: &ParameterShape, name: &str) -> (Spelling, Option<SchemaId>) {
        match shape {
            ParameterShape::Schema {
                schema,
                style,
                explode,
                allow_reserved,
            } => (
                Spelling::Style {
                    style: *style,
                    explode: *explode,
                    allow_reserved: *allow_reserved,
                },
                Some(*schema),
            ),
            ParameterShape::Content(media) if media.is_json() => (Spelling::Json, media.schema),
            ParameterShape::Content(media) => {
                let text = media.schema;
                let text = text.filter(|schema| visit::is_scalar(self.contract, *schema));
                if text.is_none() && media.schema.is_some() {
                    let message = format!(
                        "`{name}` may be a list or an object, and how one is spelled as `{}` is not known; its text is passed on as it is",
                        media.name
                    );
                    self.diagnostics.push(
                        Diagnostic::warning("parameter-media-type", message)
                            .at(media.span)
                            .help("use `application/json` or a `schema` with a style"),
                    );
                }
                (Spelling::Text, text)
            }
        }
    }

    /// The type of a value that has a style: one that has nothing but a `format` is text, as everything is in these places.
    fn styled_value(&mut self, schema: SchemaId, direction: Direction) -> TypeRef {
        let text = self.schemas.text_of(schema);
        text.unwrap_or_else(|| self.value_of(Some(schema), direction))
    }

    /// The type of a value that is text on the wire: there is no way to spell `null`.
    fn value_of(&mut self, schema: Option<SchemaId>, direction: Direction) -> TypeRef {
        match self.type_of(schema, direction) {
            TypeRef::Nullable(inner) => *inner,
            other => other,
        }
    }

    /// The typed headers of a response.
    pub(super) fn headers(&mut self, headers: &[Header]) -> Vec<HeaderModel> {
        headers
            .iter()
            .map(|header| {
                let (spelling, schema) = match &header.shape {
                    ParameterShape::Schema {
                        schema, explode, ..
                    } => {
                        let spelling = if *explode {
                            HeaderSpelling::Exploded
                        } else {
                            HeaderSpelling::Simple
                        };
                        (spelling, Some(*schema))
                    }
                    ParameterShape::Content(media) if media.is_json() => {
                        (HeaderSpelling::Json, media.schema)
                    }
                    // Anything else is passed on as the text it is.
                    ParameterShape::Content(_) => (HeaderSpelling::Simple, None),
                };
                let value = match (spelling, schema) {
                    (HeaderSpelling::Json, schema) => self.value_of(schema, Direction::Response),
                    (_, Some(schema)) => self.styled_value(schema, Direction::Response),
                    (_, None) => TypeRef::Scalar(Scalar::String),
                };
                let schema = schema.filter(|schema| says_more_than(self.contract, *schema, &value));
                HeaderModel {
                    name: header.name.clone(),
                    required: header.required,
                    description: header.description.clone(),
                    spelling,
                    value,
                    schema,
                }
            })
            .collect()
    }
}

/// Can a value of the type that was made of a schema disobey it?
fn says_more_than(contract: &Contract, schema: SchemaId, value: &TypeRef) -> bool {
    let says = contract.schema(resolve(contract, schema));
    let is_typed = says.format.is_none() || *value != TypeRef::Scalar(Scalar::String);
    let is_plain = is_typed
        && says.children().is_empty()
        && says.boolean != Some(false)
        && says.constant.is_none()
        && says.enumeration.is_none()
        && !says.numeric.is_used()
        && !says.string.is_used()
        && !says.array.is_used()
        && !says.object.is_used();
    !is_plain
}

/// The header that carries the idempotency key: the runtime sends and reads it, so it is no argument.
fn idempotency_header(operation: &Operation) -> Option<&str> {
    match &operation.policy.idempotency.value {
        IdempotencyPolicy::None => None,
        IdempotencyPolicy::Accepted(key) | IdempotencyPolicy::Required(key) => Some(&key.header),
    }
}
