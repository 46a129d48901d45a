//! Which standard, in which version, a document is written in, and what that version means by its words.
//!
//! Supporting a new version is a new file here; nothing above `document/` learns of it.

mod detect;
mod json_schema;
mod openapi_3_0;
mod openapi_3_1;
pub(crate) mod openapi_3_2;
mod swagger_2_0;

pub(crate) use detect::detect;

use crate::model::ParameterLocation;

/// A dialect that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Dialect {
    /// OpenAPI 3.0.0 to 3.0.4.
    OpenApi30,
    /// OpenAPI 3.1.0 to 3.1.2: JSON Schema 2020-12.
    OpenApi31,
    /// OpenAPI 3.2: its schemas are those of 3.1.
    OpenApi32,
}

/// What a dialect thinks of a Schema Object keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Part of the dialect.
    Known,
    /// Part of another version, named here; it is honoured all the same.
    Foreign(&'static str),
    /// Part of none: kept as an annotation.
    Unknown,
}

impl Dialect {
    /// Its name for messages: `OpenAPI 3.0`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::OpenApi30 => "OpenAPI 3.0",
            Self::OpenApi31 => "OpenAPI 3.1",
            Self::OpenApi32 => "OpenAPI 3.2",
        }
    }

    /// Do keywords beside a schema's `$ref` apply? (3.0: no; 3.1: yes)
    pub(crate) fn reference_siblings_apply(self) -> bool {
        match self {
            Self::OpenApi30 => false,
            Self::OpenApi31 | Self::OpenApi32 => true,
        }
    }

    /// Do `$id` and `$anchor` mean anything?
    pub(crate) fn honours_identifiers(self) -> bool {
        match self {
            Self::OpenApi30 => false,
            Self::OpenApi31 | Self::OpenApi32 => true,
        }
    }

    /// May `allowReserved` stand at a parameter of this place and style? (until 3.1: in queries; OAS 3.2.0: wherever values
    /// are percent-encoded)
    pub(crate) fn allows_reserved(self, location: ParameterLocation, style: Option<&str>) -> bool {
        match self {
            Self::OpenApi30 | Self::OpenApi31 => location == ParameterLocation::Query,
            Self::OpenApi32 => openapi_3_2::allows_reserved(location, style),
        }
    }

    /// Must a response have a `description`? (until 3.1: yes; OAS 3.2.0 Response Object: no)
    pub(crate) fn requires_response_descriptions(self) -> bool {
        match self {
            Self::OpenApi30 | Self::OpenApi31 => true,
            Self::OpenApi32 => false,
        }
    }

    /// Are breaches of the standard that leave no doubt about the meaning errors? Documents of older dialects were never held
    /// to these rules: they get warnings.
    pub(crate) fn is_strict(self) -> bool {
        match self {
            Self::OpenApi30 => false,
            Self::OpenApi31 | Self::OpenApi32 => true,
        }
    }

    /// The fields that an object, by its name in the standard, has in this dialect beside those it has in all.
    pub(crate) fn added_fields(self, object: &str) -> &'static [&'static str] {
        match self {
            Self::OpenApi30 | Self::OpenApi31 => &[],
            Self::OpenApi32 => openapi_3_2::added_fields(object),
        }
    }

    /// The fields that an object was given after this dialect: they have no effect in it.
    pub(crate) fn later_fields(self, object: &str) -> &'static [&'static str] {
        match self {
            Self::OpenApi30 | Self::OpenApi31 => openapi_3_2::added_fields(object),
            Self::OpenApi32 => &[],
        }
    }

    /// Its schema keywords.
    pub(crate) fn keywords(self) -> impl Iterator<Item = &'static str> {
        let keywords: &[&str] = match self {
            Self::OpenApi30 => &openapi_3_0::KEYWORDS,
            Self::OpenApi31 | Self::OpenApi32 => &openapi_3_1::KEYWORDS,
        };
        keywords.iter().copied()
    }

    /// What the dialect thinks of a schema keyword.
    pub(crate) fn keyword(self, keyword: &str) -> Standing {
        match self {
            Self::OpenApi30 => openapi_3_0::keyword(keyword),
            Self::OpenApi31 | Self::OpenApi32 => openapi_3_1::keyword(keyword),
        }
    }
}
