//! OAS 3.1.1 Parameter Object: where a value travels, and how it is spelled there.

use indexmap::IndexMap;

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::dialect::swagger_2_0::extension_examples;
use crate::model::{Example, Parameter, ParameterLocation, ParameterShape, Style};
use crate::resolve::Place;
use crate::schema::Schema;

/// What carries a value: a parameter, or a header.
pub(crate) struct Carrier<'n> {
    pub(crate) name: &'n str,
    pub(crate) location: ParameterLocation,
}

const FIELDS: [&str; 14] = [
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
    "$ref",
];

/// Header parameters that the standard has ignored: they are described elsewhere (OAS 3.1.1 Parameter Object, `name`).
const IGNORED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

impl<'w> Reader<'w> {
    /// `parameters` of a path item or operation.
    pub(super) fn parameters(&mut self, places: Vec<Place<'w>>) -> Vec<Parameter> {
        let places = self.outside_the_body(places);
        let mut parameters: IndexMap<Identity, Parameter> = IndexMap::with_capacity(places.len());
        for place in places {
            let read = self.object(place, "Parameter Object", Self::parameter);
            let Some(parameter) = read.flatten() else {
                continue;
            };
            let identity = identity(&parameter);
            let Some(first) = parameters.get(&identity) else {
                parameters.insert(identity, parameter);
                continue;
            };
            let message = format!(
                "the {} parameter `{}` is listed twice; the first one counts",
                parameter.location.name(),
                parameter.name
            );
            self.diagnostics.push(
                Diagnostic::warning("duplicate-parameter", message)
                    .at(parameter.span)
                    .label(first.span, "first listed here"),
            );
        }
        let mut parameters = parameters.into_values().collect();
        self.check_query_strings(&mut parameters);
        parameters
    }

    fn parameter(&mut self, fields: &Fields<'w>) -> Option<Parameter> {
        self.check_fields(fields, &FIELDS);
        let name = self.required_text(fields, "name");
        let location = self.location(fields, &name)?;
        if location == ParameterLocation::Header
            && IGNORED_HEADERS.contains(&name.to_ascii_lowercase().as_str())
        {
            let message =
                format!("the header parameter `{name}` is ignored, as the standard demands");
            let finding = Diagnostic::info("ignored-header-parameter", message)
                .help("media types and security schemes describe this header");
            self.habits
                .note(name.to_ascii_lowercase(), fields.span(), finding);
            return None;
        }
        let required = self.flag(fields, "required");
        if location == ParameterLocation::Path && required != Some(true) {
            let message =
                format!("the path parameter `{name}` is not `required: true`; it is taken so");
            let finding = Diagnostic::warning("optional-path-parameter", message)
                .at(fields.span())
                .help("add `required: true`: a path has no room for an absent value");
            self.diagnostics.push(finding);
        }
        let carrier = Carrier {
            name: &name,
            location,
        };
        self.check_parameter_name(fields, &carrier);
        if location == ParameterLocation::QueryString && !self.is_query_string(fields, &name) {
            return None;
        }
        Some(Parameter {
            location,
            required: location == ParameterLocation::Path || required.unwrap_or(false),
            deprecated: self.flag(fields, "deprecated").unwrap_or(false),
            allow_empty_value: self.flag(fields, "allowEmptyValue").unwrap_or(false),
            description: self.text(fields, "description"),
            shape: self.shape(fields, &carrier),
            examples: self.parameter_examples(fields),
            extensions: fields.extensions(),
            span: fields.span(),
            key_spans: fields.key_spans(),
            pointer: fields.place.pointer.clone(),
            name,
        })
    }

    fn parameter_examples(&mut self, fields: &Fields<'w>) -> Vec<Example> {
        let mut examples = self.examples(fields);
        if self.dialect == Dialect::Swagger20 {
            examples.extend(extension_examples(fields));
        }
        examples
    }

    fn location(&mut self, fields: &Fields<'w>, name: &str) -> Option<ParameterLocation> {
        let written = self.text(fields, "in");
        let help = match written.as_deref() {
            Some("path") => return Some(ParameterLocation::Path),
            Some("query") => return Some(ParameterLocation::Query),
            Some("querystring") if self.dialect == Dialect::OpenApi32 => {
                return Some(ParameterLocation::QueryString);
            }
            Some("querystring") => "it came with OpenAPI 3.2: write `openapi: 3.2.0`",
            Some("header") => return Some(ParameterLocation::Header),
            Some("cookie") => return Some(ParameterLocation::Cookie),
            Some("body" | "formData") => "this is Swagger 2.0: write a `requestBody` instead",
            Some(_) | None => "write `in: path`, `query`, `header` or `cookie`",
        };
        let found = written.unwrap_or_default();
        let span = fields.get("in").map_or(fields.span(), |place| place.span());
        self.diagnostics.push(
            Diagnostic::error(
                "unknown-parameter-location",
                format!("the parameter `{name}` is `in: {found}`, which is no place for one; it is left out"),
            )
            .at(span)
            .help(help),
        );
        None
    }

    /// OAS 3.2.0 Parameter Object: a `querystring` is described by `content`; without it nobody knows how it is spelled.
    fn is_query_string(&mut self, fields: &Fields<'w>, name: &str) -> bool {
        let described = fields.get("content").is_some();
        if !described {
            let message = format!(
                "the query string `{name}` has no `content`, so nobody knows how it is spelled; it is left out"
            );
            self.diagnostics.push(
                Diagnostic::error("query-string-without-content", message)
                    .at(fields.span())
                    .help("write `content: {application/x-www-form-urlencoded: {schema: ...}}`"),
            );
        }
        described
    }

    /// `schema` with its style, or `content`.
    pub(super) fn shape(&mut self, fields: &Fields<'w>, carrier: &Carrier<'_>) -> ParameterShape {
        self.check_spelling_fields(fields, carrier);
        let what = format!("{} `{}`", carrier.location.name(), carrier.name);
        let mut content = self.content(fields).into_iter();
        if let Some(media_type) = content.next() {
            if content.next().is_some() || fields.get("schema").is_some() {
                let message =
                    format!("{what} has more than one description; the first `content` counts");
                self.diagnostics.push(
                    Diagnostic::warning("ambiguous-parameter", message)
                        .at(fields.span())
                        .help("keep either `schema`, or `content` with one media type"),
                );
            }
            return ParameterShape::Content(Box::new(media_type));
        }
        let schema = if let Some(place) = fields.get("schema") {
            self.schema(&place)
        } else if self.dialect == Dialect::Swagger20 && fields.get("type").is_some() {
            return self.shape_in_place(fields, carrier);
        } else {
            let (missing, help) = if self.dialect == Dialect::Swagger20 {
                ("no `type`", "add a `type`")
            } else {
                ("neither `schema` nor `content`", "add a `schema`")
            };
            let message = format!("{what} has {missing}; any value is taken");
            let finding = Diagnostic::warning("missing-field", message)
                .at(fields.span())
                .help(help);
            self.diagnostics.push(finding);
            let pointer = fields.place.pointer.child("schema");
            self.schemas.synthesise(Schema::any(fields.span(), pointer))
        };
        let style = self.style(fields, carrier);
        ParameterShape::Schema {
            schema,
            style,
            explode: self.flag(fields, "explode").unwrap_or(explodes(style)),
            allow_reserved: self.flag(fields, "allowReserved").unwrap_or(false),
        }
    }

    fn style(&mut self, fields: &Fields<'w>, carrier: &Carrier<'_>) -> Style {
        let default = default_style(carrier.location);
        let Some(place) = fields.get("style") else {
            return default;
        };
        let written = place.node.as_str().unwrap_or_default();
        let style = style_from_name(written);
        let known = style != Some(Style::Cookie) || self.dialect == Dialect::OpenApi32;
        if let Some(style) = style
            && known
            && allowed(style, carrier.location)
        {
            return style;
        }
        let location = carrier.location.name();
        let message = format!(
            "`style: {written}` is not possible in a {location}; `{}` is taken",
            default.name()
        );
        self.diagnostics
            .push(Diagnostic::warning("style-not-allowed", message).at(place.span()));
        default
    }
}

/// What makes two parameters the same: place and name, header names without case.
pub(super) type Identity = (ParameterLocation, String);

/// The identity of a parameter.
pub(super) fn identity(parameter: &Parameter) -> Identity {
    let name = match parameter.location {
        ParameterLocation::Header => parameter.name.to_ascii_lowercase(),
        ParameterLocation::Path
        | ParameterLocation::Query
        | ParameterLocation::QueryString
        | ParameterLocation::Cookie => parameter.name.clone(),
    };
    (parameter.location, name)
}

/// The style of a word (OAS 3.1.1 Style Values).
pub(super) fn style_from_name(name: &str) -> Option<Style> {
    Some(match name {
        "matrix" => Style::Matrix,
        "label" => Style::Label,
        "simple" => Style::Simple,
        "form" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        "cookie" => Style::Cookie,
        _ => return None,
    })
}

/// OAS 3.1.1 Parameter Object, `style`.
pub(crate) fn default_style(location: ParameterLocation) -> Style {
    match location {
        ParameterLocation::Path | ParameterLocation::Header => Style::Simple,
        ParameterLocation::Query | ParameterLocation::QueryString | ParameterLocation::Cookie => {
            Style::Form
        }
    }
}

/// OAS 3.2.0 Parameter Object, `explode`: true for `form` and `cookie` unless it is written.
fn explodes(style: Style) -> bool {
    matches!(style, Style::Form | Style::Cookie)
}

fn allowed(style: Style, location: ParameterLocation) -> bool {
    match style {
        Style::Matrix | Style::Label => location == ParameterLocation::Path,
        Style::Simple => matches!(
            location,
            ParameterLocation::Path | ParameterLocation::Header
        ),
        Style::Form => matches!(
            location,
            ParameterLocation::Query | ParameterLocation::Cookie
        ),
        Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject => {
            location == ParameterLocation::Query
        }
        Style::Cookie => location == ParameterLocation::Cookie,
    }
}
