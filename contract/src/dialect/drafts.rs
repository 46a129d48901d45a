//! The versions of JSON Schema and the keywords that each of them has.

use std::ops::RangeInclusive;

use Draft::{D2019, D2020, Four, Seven, Six};

use super::Standing;

/// A version of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Draft {
    /// draft-04: `id` instead of `$id`, boolean `exclusiveMinimum`, no `const`, `if` or `contains`.
    Four,
    /// draft-06: `$id`, numeric `exclusiveMinimum`.
    Six,
    /// draft-07.
    Seven,
    /// 2019-09: keywords beside `$ref` count; tuples are still an array as `items`.
    D2019,
    /// 2020-12: what every other dialect is lowered to.
    D2020,
}

/// The keywords of the meta-schemas, by the first and the last draft that has them. Those of 2019-09 and 2020-12 keep
/// `definitions` and `dependencies`.
const KEYWORDS: [(RangeInclusive<Draft>, &[&str]); 8] = [
    (
        Four..=D2020,
        &[
            "$schema",
            "$ref",
            "definitions",
            "title",
            "description",
            "default",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "items",
            "maxItems",
            "minItems",
            "uniqueItems",
            "maxProperties",
            "minProperties",
            "required",
            "additionalProperties",
            "properties",
            "patternProperties",
            "dependencies",
            "enum",
            "type",
            "format",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
        ],
    ),
    (Four..=Four, &["id"]),
    (Four..=D2019, &["additionalItems"]),
    (
        Six..=D2020,
        &["$id", "examples", "contains", "propertyNames", "const"],
    ),
    (
        Seven..=D2020,
        &[
            "$comment",
            "readOnly",
            "writeOnly",
            "contentMediaType",
            "contentEncoding",
            "if",
            "then",
            "else",
        ],
    ),
    (D2019..=D2019, &["$recursiveRef", "$recursiveAnchor"]),
    (
        D2019..=D2020,
        &[
            "$anchor",
            "$vocabulary",
            "$defs",
            "dependentSchemas",
            "dependentRequired",
            "unevaluatedItems",
            "unevaluatedProperties",
            "minContains",
            "maxContains",
            "contentSchema",
            "deprecated",
        ],
    ),
    (
        D2020..=D2020,
        &["$dynamicRef", "$dynamicAnchor", "prefixItems"],
    ),
];

/// The keywords of OpenAPI's base vocabulary (OAS 3.1.1 Schema Object): they describe, so no draft can disagree.
const OF_OPENAPI: [&str; 4] = ["discriminator", "xml", "externalDocs", "example"];

impl Draft {
    const ALL: [Self; 5] = [Four, Six, Seven, D2019, D2020];

    /// The draft whose meta-schema a `$schema` names; `http:` or `https:`, with or without an empty fragment.
    pub(crate) fn from_uri(uri: &str) -> Option<Self> {
        let uri = uri.strip_suffix('#').unwrap_or(uri);
        let plain = uri.strip_prefix("http://");
        let name = plain.or_else(|| uri.strip_prefix("https://"))?;
        Self::ALL.into_iter().find(|draft| draft.uri() == name)
    }

    /// The URI of its meta-schema, without scheme and empty fragment.
    fn uri(self) -> &'static str {
        match self {
            Four => "json-schema.org/draft-04/schema",
            Six => "json-schema.org/draft-06/schema",
            Seven => "json-schema.org/draft-07/schema",
            D2019 => "json-schema.org/draft/2019-09/schema",
            D2020 => "json-schema.org/draft/2020-12/schema",
        }
    }

    /// Its name for messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Four => "JSON Schema draft-04",
            Six => "JSON Schema draft-06",
            Seven => "JSON Schema draft-07",
            D2019 => "JSON Schema 2019-09",
            D2020 => "JSON Schema 2020-12",
        }
    }

    /// Its keywords.
    pub(super) fn keywords(self) -> impl Iterator<Item = &'static str> {
        let own = KEYWORDS
            .into_iter()
            .filter(move |(drafts, _)| drafts.contains(&self));
        own.flat_map(|(_, keywords)| keywords).copied()
    }

    /// What it thinks of a keyword. Keywords of other drafts have no effect: nobody who validates by this draft honours
    /// them.
    pub(super) fn keyword(self, keyword: &str) -> Standing {
        let mut with_it = KEYWORDS
            .into_iter()
            .filter(|(_, keywords)| keywords.contains(&keyword));
        match with_it.next() {
            Some((drafts, _)) if drafts.contains(&self) => Standing::Known,
            Some((drafts, _)) => Standing::Foreign(drafts.start().name()),
            None if OF_OPENAPI.contains(&keyword) || keyword.starts_with("x-") => Standing::Known,
            None => Standing::Unknown,
        }
    }
}
