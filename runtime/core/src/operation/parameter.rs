//! Where does a parameter stand in a request and how is its value written?

use std::fmt;

use crate::form::Encoding;
use crate::schema::Schema;

/// One parameter of an operation (OAS 3.1.1 Parameter Object).
#[derive(Clone, Copy)]
pub struct ParameterDescriptor {
    /// Its name, as on the wire.
    pub name: &'static str,
    /// Where it stands.
    pub location: Location,
    /// Whether a request without it is refused; always true in a path.
    pub required: bool,
    /// How arrays and objects are written.
    pub style: Style,
    /// Whether each item or property is written on its own.
    pub explode: bool,
    /// Whether RFC 3986 reserved characters stay as they are in a query.
    pub allow_reserved: bool,
    /// Whether `name=` in a query is allowed where the schema allows no empty text (`allowEmptyValue`): nothing was sent then.
    pub allow_empty: bool,
    /// Whether the value is JSON text (`content: application/json`); `style` and `explode` then mean nothing.
    pub json: bool,
    /// How the members are spelled of a whole query that is a form; `None` where it is JSON or text.
    pub form: Option<&'static [Encoding]>,
    /// What the value must look like.
    pub schema: &'static Schema,
}

impl ParameterDescriptor {
    /// A path parameter in `simple` style.
    pub const fn path(name: &'static str) -> Self {
        Self {
            required: true,
            ..Self::with_defaults(name, Location::Path, Style::Simple, false)
        }
    }

    /// An optional query parameter in exploded `form` style.
    pub const fn query(name: &'static str) -> Self {
        Self::with_defaults(name, Location::Query, Style::Form, true)
    }

    /// A whole query that is text.
    pub const fn query_string(name: &'static str) -> Self {
        Self::with_defaults(name, Location::QueryString, Style::Form, false)
    }

    /// An optional header in `simple` style.
    pub const fn header(name: &'static str) -> Self {
        Self::with_defaults(name, Location::Header, Style::Simple, false)
    }

    /// An optional cookie in exploded `form` style.
    pub const fn cookie(name: &'static str) -> Self {
        Self::with_defaults(name, Location::Cookie, Style::Form, true)
    }

    /// The same parameter, without which a request is refused.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// The same parameter with values that look so.
    #[must_use]
    pub const fn with_schema(self, schema: &'static Schema) -> Self {
        Self { schema, ..self }
    }

    const fn with_defaults(
        name: &'static str,
        location: Location,
        style: Style,
        explode: bool,
    ) -> Self {
        Self {
            name,
            location,
            required: false,
            style,
            explode,
            allow_reserved: false,
            allow_empty: false,
            json: false,
            form: None,
            schema: &Schema::ANY,
        }
    }
}

/// Schemas may refer to each other in cycles, so they are not printed.
impl fmt::Debug for ParameterDescriptor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ParameterDescriptor")
            .field("name", &self.name)
            .field("location", &self.location)
            .field("required", &self.required)
            .field("style", &self.style)
            .field("explode", &self.explode)
            .field("allow_reserved", &self.allow_reserved)
            .field("allow_empty", &self.allow_empty)
            .field("json", &self.json)
            .field("form", &self.form)
            .finish_non_exhaustive()
    }
}

/// `in` of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// `path`
    Path,
    /// `query`
    Query,
    /// `querystring` (OAS 3.2): the whole query is one value, spelled as its media type demands.
    QueryString,
    /// `header`
    Header,
    /// `cookie`
    Cookie,
}

impl Location {
    /// The word of the standard: `path`, `query`, `querystring`, `header` or `cookie`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// `style` of a parameter (OAS 3.1.1, 4.8.12.3 Style Values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `simple`: `3,4,5`
    Simple,
    /// `label`: `.3.4.5`
    Label,
    /// `matrix`: `;color=3,4,5`
    Matrix,
    /// `form`: `color=3&color=4` or `color=3,4`
    Form,
    /// `spaceDelimited`: `color=3%204`
    SpaceDelimited,
    /// `pipeDelimited`: `color=3|4`
    PipeDelimited,
    /// `deepObject`: `color[R]=100`
    DeepObject,
    /// `cookie` (OAS 3.2): as `form`, and nothing is escaped.
    Cookie,
}
