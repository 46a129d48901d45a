//! `x-countersign-pagination`, and what other vendors say about pages.
//!
//! An operation says so itself: what holds for one list need not hold for another.

use super::kinds::{PolicySource, Sourced};
use super::levels::Levels;
use super::sequence::{NextPagePolicy, PageSource, PaginationPolicy};
use crate::diagnostic::Diagnostic;
use crate::document::Reader;
use crate::model::{Parameter, ParameterLocation, Response, StatusPattern};
use crate::pointer::JsonPointer;
use crate::resolve::Place;
use crate::syntax::Number;

pub(super) const KEY: &str = "x-countersign-pagination";
const SPEAKEASY: &str = "x-speakeasy-pagination";
const FERN: &str = "x-fern-pagination";
const MICROSOFT: &str = "x-ms-pageable";
const DROPSHOT: &str = "x-dropshot-pagination";

/// Query parameters that lists in pages usually have.
const PAGE_PARAMETERS: [&str; 8] = [
    "after",
    "cursor",
    "limit",
    "offset",
    "page",
    "page_token",
    "pageToken",
    "per_page",
];

impl<'w> Reader<'w> {
    /// Ours, else the first vendor's that can be read; nothing is guessed.
    pub(super) fn pagination(
        &mut self,
        levels: &Levels<'_, 'w>,
        parameters: &[Parameter],
        responses: &[Response],
    ) -> Sourced<Option<PaginationPolicy>> {
        if let Some(place) = levels.operation.get(KEY) {
            return Sourced {
                value: self.countersign_pagination(&place),
                source: PolicySource::Countersign,
                span: Some(place.span()),
            };
        }
        for key in [SPEAKEASY, FERN, MICROSOFT, DROPSHOT] {
            let Some(place) = levels.operation.get(key) else {
                continue;
            };
            let policy = match key {
                SPEAKEASY => speakeasy(&place),
                FERN if place.node.as_bool() == Some(true) => {
                    levels.root.get(FERN).as_ref().and_then(fern)
                }
                FERN => fern(&place),
                MICROSOFT => microsoft(&place),
                _ => Some(dropshot()),
            };
            if policy.is_none() && place.node.as_bool() != Some(false) {
                let message =
                    format!("`{key}` says nothing that a client could follow page by page");
                let finding = Diagnostic::info("pagination-not-understood", message)
                    .help(format!("say it with `{KEY}`"));
                self.habits.note(key, place.span(), finding);
            }
            return Sourced {
                value: policy,
                source: PolicySource::Vendor(key),
                span: Some(place.span()),
            };
        }
        self.suggest_pagination(parameters, responses);
        Sourced::default_value(None)
    }

    fn countersign_pagination(&mut self, place: &Place<'w>) -> Option<PaginationPolicy> {
        if place.node.as_bool() == Some(false) {
            return None;
        }
        if place.node.as_object().is_none() {
            self.malformed_policy(place, KEY, "an object or false");
            return None;
        }
        let (mut style, mut parameter, mut next) = (None, None, None);
        let (mut items, mut more, mut first) = (None, None, 1);
        for (key, place) in self.members(place, KEY) {
            let name = key.name.as_str();
            match name {
                "style" => style = place.node.as_str(),
                "parameter" => match place.node.as_str() {
                    Some(name) => parameter = Some(name.to_owned()),
                    None => self.malformed_policy(&place, name, "the name of a query parameter"),
                },
                "next" => next = self.page_source(&place),
                "items" => items = self.page_pointer(&place, name),
                "more" => more = self.page_pointer(&place, name),
                "first" => match place.node.as_number().and_then(Number::as_u64) {
                    Some(number) => first = number,
                    None => self.malformed_policy(&place, name, "0 or 1"),
                },
                field => self.unknown_policy_field(
                    &place,
                    field,
                    "style, parameter, next, items, more and first",
                ),
            }
        }
        let next = match (style, parameter, next) {
            (Some("cursor"), Some(parameter), Some(source)) => {
                NextPagePolicy::Cursor { parameter, source }
            }
            (Some("offset"), Some(parameter), _) => NextPagePolicy::Offset { parameter },
            (Some("page"), Some(parameter), _) => NextPagePolicy::Number { parameter, first },
            (Some("link"), _, _) => NextPagePolicy::Link,
            (Some("url"), _, Some(source)) => NextPagePolicy::Url { source },
            _ => {
                self.malformed_policy(
                    place,
                    KEY,
                    "an object with `style: cursor` (and `parameter`, `next`), `offset` or `page` (and `parameter`), `link`, or `url` (and `next`)",
                );
                return None;
            }
        };
        Some(PaginationPolicy { items, more, next })
    }

    fn page_pointer(&mut self, place: &Place<'w>, key: &str) -> Option<JsonPointer> {
        let pointer = place.node.as_str().and_then(JsonPointer::parse);
        if pointer.is_none() {
            self.malformed_policy(place, key, "a JSON pointer into the body, e.g. `/items`");
        }
        pointer
    }

    /// A JSON pointer, or `header: Name`.
    fn page_source(&mut self, place: &Place<'w>) -> Option<PageSource> {
        if let Some(header) = place.node.get("header").and_then(|node| node.as_str()) {
            return Some(PageSource::Header(header.to_owned()));
        }
        self.page_pointer(place, "next").map(PageSource::Body)
    }

    /// A declared `Link` header beside usual parameters looks like pages; it is said, and nothing else is done about it.
    fn suggest_pagination(&mut self, parameters: &[Parameter], responses: &[Response]) {
        let usual = parameters.iter().find(|parameter| {
            parameter.location == ParameterLocation::Query
                && PAGE_PARAMETERS.contains(&parameter.name.as_str())
        });
        let success = |status| match status {
            StatusPattern::Code(code) => (200..300).contains(&code),
            StatusPattern::Range(class) => class == 2,
            StatusPattern::Default => false,
        };
        let link = responses
            .iter()
            .filter(|response| success(response.status))
            .flat_map(|response| &response.headers)
            .find(|header| header.name.eq_ignore_ascii_case("link"));
        if let (Some(parameter), Some(link)) = (usual, link) {
            let message = format!(
                "the parameter `{}` and the `Link` header look like pages, which no client follows by itself",
                parameter.name
            );
            let finding = Diagnostic::info("suspected-pagination", message)
                .help(format!("say `{KEY}: {{style: link}}` if they are"));
            self.habits.note("pagination", link.span, finding);
        }
    }
}

/// `{type: cursor | offsetLimit | url, inputs: [{name, in: parameters, type}], outputs: {results, nextCursor, nextUrl}}`
fn speakeasy(place: &Place<'_>) -> Option<PaginationPolicy> {
    let node = &place.node;
    let inputs = node.get("inputs").and_then(|inputs| inputs.as_array());
    let input = |kind: &str| {
        let mut inputs = inputs?.iter();
        let found = inputs.find(|input| {
            input.get("type").and_then(|node| node.as_str()) == Some(kind)
                && input.get("in").and_then(|node| node.as_str()) == Some("parameters")
        })?;
        found.get("name")?.as_str().map(str::to_owned)
    };
    let output = |key: &str| node.get("outputs")?.get(key)?.as_str().map(json_path);
    // An output that cannot be followed is not the same as none.
    let items = output("results");
    if items == Some(None) {
        return None;
    }
    let next = match node.get("type").and_then(|node| node.as_str())? {
        "cursor" => NextPagePolicy::Cursor {
            parameter: input("cursor")?,
            source: PageSource::Body(output("nextCursor")??),
        },
        "url" => NextPagePolicy::Url {
            source: PageSource::Body(output("nextUrl")??),
        },
        "offsetLimit" => match input("offset") {
            Some(parameter) => NextPagePolicy::Offset { parameter },
            None => NextPagePolicy::Number {
                parameter: input("page")?,
                first: 1,
            },
        },
        _ => return None,
    };
    Some(PaginationPolicy {
        items: items.flatten(),
        more: None,
        next,
    })
}

/// `{cursor: $request.cursor, next_cursor: $response.next, results: $response.data}`, or `offset` for `cursor`. An offset
/// without a `step` counts pages. A `next_uri` is a URL.
fn fern(place: &Place<'_>) -> Option<PaginationPolicy> {
    let text = |key: &str| place.node.get(key).and_then(|node| node.as_str());
    let request = |key: &str| {
        let name = text(key)?.strip_prefix("$request.")?;
        (!name.contains('.')).then(|| name.to_owned())
    };
    let response = |key: &str| json_path(&text(key)?.replacen("$response", "$", 1));
    let items = Some(response("results")?);
    let next = if text("cursor").is_some() {
        NextPagePolicy::Cursor {
            parameter: request("cursor")?,
            source: PageSource::Body(response("next_cursor")?),
        }
    } else if text("next_uri").is_some() {
        NextPagePolicy::Url {
            source: PageSource::Body(response("next_uri")?),
        }
    } else if text("step").is_some() {
        NextPagePolicy::Offset {
            parameter: request("offset")?,
        }
    } else {
        NextPagePolicy::Number {
            parameter: request("offset")?,
            first: 1,
        }
    };
    Some(PaginationPolicy {
        items,
        more: response("has-next-page"),
        next,
    })
}

/// `{nextLinkName, itemName: value}`. A `null` link: there is one page.
fn microsoft(place: &Place<'_>) -> Option<PaginationPolicy> {
    let text = |key: &str| place.node.get(key).and_then(|node| node.as_str());
    let member = |name: &str| JsonPointer::root().child(name);
    Some(PaginationPolicy {
        items: Some(member(text("itemName").unwrap_or("value"))),
        more: None,
        next: NextPagePolicy::Url {
            source: PageSource::Body(member(text("nextLinkName")?)),
        },
    })
}

/// Dropshot has one way: `page_token` asks for what `next_page` names.
fn dropshot() -> PaginationPolicy {
    PaginationPolicy {
        items: Some(JsonPointer::root().child("items")),
        more: None,
        next: NextPagePolicy::Cursor {
            parameter: "page_token".to_owned(),
            source: PageSource::Body(JsonPointer::root().child("next_page")),
        },
    }
}

/// `$.data.items[-1].id` as a pointer; `None` when the path is more than members and the last item.
fn json_path(path: &str) -> Option<JsonPointer> {
    let path = path.trim().strip_prefix('$')?;
    let path = path.replace("[-1:]", ".-1").replace("[-1]", ".-1");
    if path.is_empty() {
        return Some(JsonPointer::root());
    }
    let mut pointer = JsonPointer::root();
    for member in path.strip_prefix('.')?.split('.') {
        if member.is_empty() || member.contains(['[', ']', '*', '?', '(']) {
            return None;
        }
        pointer = pointer.child(member);
    }
    Some(pointer)
}

#[cfg(test)]
mod tests {
    use super::json_path;

    #[test]
    fn paths_of_members_and_last_items_are_pointers() {
        for (path, pointer) in [
            ("$", Some("")),
            ("$.data", Some("/data")),
            ("$.data.items[-1:].id", Some("/data/items/-1/id")),
            ("$[-1].id", Some("/-1/id")),
            ("$.a/b", Some("/a~1b")),
            ("$.data[*].id", None),
            ("$..id", None),
            ("data", None),
        ] {
            let got = json_path(path).map(|pointer| pointer.to_string());
            assert_eq!(got.as_deref(), pointer, "{path}");
        }
    }
}
