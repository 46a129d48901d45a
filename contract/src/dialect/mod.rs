//! Which standard, in which version, a document is written in, and what that version means by its words.
//!
//! Supporting a new version is a new file here; nothing above `document/` learns of it.

mod detect;
mod drafts;
mod json_schema;
mod openapi_3_0;
mod openapi_3_1;
pub(crate) mod openapi_3_2;
pub(crate) mod swagger_2_0;

pub(crate) use detect::{declared, detect, of_schema, of_schemas};
pub use drafts::Draft;

use crate::model::ParameterLocation;

/// A dialect that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Dialect {
    /// Swagger 2.0: a subset of JSON Schema draft-04.
    Swagger20,
    /// OpenAPI 3.0.0 to 3.0.4.
    OpenApi30,
    /// OpenAPI 3.1.0 to 3.1.2: JSON Schema 2020-12.
    OpenApi31,
    /// OpenAPI 3.2: its schemas are those of 3.1.
    OpenApi32,
    /// A JSON Schema on its own.
    JsonSchema(Draft),
}

/// What a dialect thinks of a Schema Object keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Part of the dialect.
    Known,
    /// Part of another version, named here; OpenAPI honours it all the same, see [`Dialect::honours_foreign_keywords`].
    Foreign(&'static str),
    /// Part of none: kept as an annotation.
    Unknown,
}

impl Dialect {
    /// Its name for messages: `OpenAPI 3.0`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Swagger20 => "Swagger 2.0",
            Self::OpenApi30 => "OpenAPI 3.0",
            Self::OpenApi31 => "OpenAPI 3.1",
            Self::OpenApi32 => "OpenAPI 3.2",
            Self::JsonSchema(draft) => draft.name(),
        }
    }

    /// Are its schemas those of OpenAPI before 3.1: one `type`, never `null`, and a closed list of keywords?
    pub(crate) fn has_old_schemas(self) -> bool {
        match self {
            Self::Swagger20 | Self::OpenApi30 => true,
            Self::OpenApi31 | Self::OpenApi32 | Self::JsonSchema(_) => false,
        }
    }

    /// Do keywords beside a schema's `$ref` apply? (OpenAPI 3.1 and 2019-09: yes; what came before: no)
    pub(crate) fn reference_siblings_apply(self) -> bool {
        match self {
            Self::Swagger20 | Self::OpenApi30 => false,
            Self::OpenApi31 | Self::OpenApi32 => true,
            Self::JsonSchema(draft) => draft >= Draft::D2019,
        }
    }

    /// Do `$id` and `$anchor` mean anything?
    pub(crate) fn honours_identifiers(self) -> bool {
        match self {
            Self::Swagger20 | Self::OpenApi30 => false,
            Self::OpenApi31 | Self::OpenApi32 | Self::JsonSchema(_) => true,
        }
    }

    /// May `allowReserved` stand at a parameter of this place and style? (until 3.1: in queries; OAS 3.2.0: wherever values
    /// are percent-encoded)
    pub(crate) fn allows_reserved(self, location: ParameterLocation, style: Option<&str>) -> bool {
        match self {
            Self::Swagger20 | Self::OpenApi30 | Self::OpenApi31 | Self::JsonSchema(_) => {
                location == ParameterLocation::Query
            }
            Self::OpenApi32 => openapi_3_2::allows_reserved(location, style),
        }
    }

    /// Must a response have a `description`? (until 3.1: yes; OAS 3.2.0 Response Object: no)
    pub(crate) fn requires_response_descriptions(self) -> bool {
        match self {
            Self::Swagger20 | Self::OpenApi30 | Self::OpenApi31 | Self::JsonSchema(_) => true,
            Self::OpenApi32 => false,
        }
    }

    /// Are breaches of the standard that leave no doubt about the meaning errors? Documents of older dialects were never held
    /// to these rules: they get warnings.
    pub(crate) fn is_strict(self) -> bool {
        match self {
            Self::Swagger20 | Self::OpenApi30 | Self::JsonSchema(_) => false,
            Self::OpenApi31 | Self::OpenApi32 => true,
        }
    }

    /// The fields that an object, by its name in the standard, has in this dialect beside those it has in all. Within a
    /// schema of a draft they are those of the newest OpenAPI: drafts know none of these objects.
    pub(crate) fn added_fields(self, object: &str) -> &'static [&'static str] {
        match self {
            Self::Swagger20 => swagger_2_0::added_fields(object),
            Self::OpenApi30 | Self::OpenApi31 => &[],
            Self::OpenApi32 | Self::JsonSchema(_) => openapi_3_2::added_fields(object),
        }
    }

    /// The fields that an object was given after this dialect: they have no effect in it.
    pub(crate) fn later_fields(self, object: &str) -> &'static [&'static str] {
        match self {
            Self::Swagger20 | Self::OpenApi30 | Self::OpenApi31 => {
                openapi_3_2::added_fields(object)
            }
            Self::OpenApi32 | Self::JsonSchema(_) => &[],
        }
    }

    /// The keyword that names a schema: `id` up to draft-04.
    pub(crate) fn id_keyword(self) -> &'static str {
        match self {
            Self::JsonSchema(Draft::Four) => "id",
            Self::Swagger20
            | Self::OpenApi30
            | Self::OpenApi31
            | Self::OpenApi32
            | Self::JsonSchema(_) => "$id",
        }
    }

    /// May `$id` hold a fragment, which is an anchor then? (JSON Schema up to draft-07)
    pub(crate) fn anchors_by_id(self) -> bool {
        matches!(self, Self::JsonSchema(draft) if draft <= Draft::Seven)
    }

    /// Do keywords of other versions mean what they mean there? Authors of OpenAPI documents count on it; a validator of
    /// JSON Schema ignores what its draft does not know.
    pub(crate) fn honours_foreign_keywords(self) -> bool {
        !matches!(self, Self::JsonSchema(_))
    }

    /// Is an array as `items` a tuple, followed by `additionalItems`? (JSON Schema up to 2019-09)
    pub(crate) fn has_tuple_items(self) -> bool {
        matches!(self, Self::JsonSchema(draft) if draft <= Draft::D2019)
    }

    /// Is `exclusiveMinimum` a flag beside `minimum`? Else it is a number of its own.
    pub(crate) fn has_exclusive_flags(self) -> bool {
        matches!(
            self,
            Self::Swagger20 | Self::OpenApi30 | Self::JsonSchema(Draft::Four)
        )
    }

    /// The fields of later versions that an object does not have in this dialect and that are honoured all the same.
    pub(crate) fn foreign_fields(self, object: &str) -> &'static [&'static str] {
        match self {
            Self::Swagger20 => swagger_2_0::foreign_fields(object),
            Self::OpenApi30 | Self::OpenApi31 | Self::OpenApi32 | Self::JsonSchema(_) => &[],
        }
    }

    /// The section at the top of a document that holds the components of a kind; `None` when that is below `components`.
    pub(crate) fn component_section(self, kind: &str) -> Option<&'static str> {
        match self {
            Self::Swagger20 => swagger_2_0::component_section(kind),
            Self::OpenApi30 | Self::OpenApi31 | Self::OpenApi32 | Self::JsonSchema(_) => None,
        }
    }

    /// Its schema keywords.
    pub(crate) fn keywords(self) -> impl Iterator<Item = &'static str> {
        let (list, draft): (&[&str], _) = match self {
            Self::Swagger20 => (&swagger_2_0::KEYWORDS, None),
            Self::OpenApi30 => (&openapi_3_0::KEYWORDS, None),
            Self::OpenApi31 | Self::OpenApi32 => (&openapi_3_1::KEYWORDS, None),
            Self::JsonSchema(draft) => (&[], Some(draft)),
        };
        let of_draft = draft.into_iter().flat_map(Draft::keywords);
        list.iter().copied().chain(of_draft)
    }

    /// What the dialect thinks of a schema keyword.
    pub(crate) fn keyword(self, keyword: &str) -> Standing {
        match self {
            Self::Swagger20 => swagger_2_0::keyword(keyword),
            Self::OpenApi30 => openapi_3_0::keyword(keyword),
            Self::OpenApi31 | Self::OpenApi32 => openapi_3_1::keyword(keyword),
            Self::JsonSchema(draft) => draft.keyword(keyword),
        }
    }
}
