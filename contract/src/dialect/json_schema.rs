//! Plain JSON Schema documents: which draft, and what that draft thinks of a keyword.

use super::{Standing, draft_04, draft_06, draft_07, draft_2019_09, draft_2020_12};
use crate::syntax::Node;

/// A version of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Draft {
    /// draft-04.
    Four,
    /// draft-06.
    Six,
    /// draft-07.
    Seven,
    /// 2019-09.
    D2019,
    /// 2020-12.
    D2020,
}

impl Draft {
    const ALL: [Self; 5] = [Self::Four, Self::Six, Self::Seven, Self::D2019, Self::D2020];

    /// The draft whose meta-schema a `$schema` names; `http:` or `https:`, with or without an empty fragment.
    pub(crate) fn from_uri(uri: &str) -> Option<Self> {
        let name = |uri: &str| {
            let uri = uri.trim_end_matches('#');
            let plain = uri.strip_prefix("http://");
            let name = plain.or_else(|| uri.strip_prefix("https://"));
            name.map(str::to_owned)
        };
        let wanted = name(uri)?;
        let mut drafts = Self::ALL.into_iter();
        drafts.find(|draft| name(draft.uri()).as_ref() == Some(&wanted))
    }

    /// Its name for messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Four => "JSON Schema draft-04",
            Self::Six => "JSON Schema draft-06",
            Self::Seven => "JSON Schema draft-07",
            Self::D2019 => "JSON Schema 2019-09",
            Self::D2020 => "JSON Schema 2020-12",
        }
    }

    /// Its keywords.
    pub(super) fn keywords(self) -> &'static [&'static str] {
        match self {
            Self::Four => &draft_04::KEYWORDS,
            Self::Six => &draft_06::KEYWORDS,
            Self::Seven => &draft_07::KEYWORDS,
            Self::D2019 => &draft_2019_09::KEYWORDS,
            Self::D2020 => &draft_2020_12::KEYWORDS,
        }
    }

    /// What it thinks of a keyword. Keywords of other drafts have no effect: nobody who validates by this draft honours
    /// them.
    pub(super) fn keyword(self, keyword: &str) -> Standing {
        if self.keywords().contains(&keyword) || keyword.starts_with("x-") {
            return Standing::Known;
        }
        let mut others = Self::ALL.into_iter();
        match others.find(|draft| draft.keywords().contains(&keyword)) {
            Some(draft) => Standing::Foreign(draft.name()),
            None => Standing::Unknown,
        }
    }

    fn uri(self) -> &'static str {
        match self {
            Self::Four => draft_04::URI,
            Self::Six => draft_06::URI,
            Self::Seven => draft_07::URI,
            Self::D2019 => draft_2019_09::URI,
            Self::D2020 => draft_2020_12::URI,
        }
    }
}

/// Keywords that a schema has at its top and an OpenAPI document never has.
const KEYWORDS: [&str; 15] = [
    "$schema",
    "$id",
    "$defs",
    "definitions",
    "type",
    "properties",
    "items",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "enum",
    "const",
    "$ref",
    "$dynamicRef",
];

/// The draft that a document names.
pub(super) fn draft(root: &Node) -> Option<Draft> {
    root.get("$schema")
        .and_then(Node::as_str)
        .and_then(Draft::from_uri)
}

/// Does the root look like a schema?
pub(super) fn recognises(root: &Node) -> bool {
    let mut keywords = KEYWORDS.into_iter();
    keywords.any(|keyword| root.get(keyword).is_some())
}
