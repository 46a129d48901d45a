//! Runtime expressions: words for parts of a request or response that exist only once it was made.

use std::fmt;

use crate::pointer::JsonPointer;

/// OAS 3.1.1 Runtime Expressions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuntimeExpression {
    /// `$url`: the request's URL.
    Url,
    /// `$method`: the request's method.
    Method,
    /// `$statusCode`: the response's status.
    StatusCode,
    /// `$request.`: a part of the request.
    Request(MessagePart),
    /// `$response.`: a part of the response.
    Response(MessagePart),
}

/// What a runtime expression takes out of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessagePart {
    /// `header.NAME`.
    Header(String),
    /// `query.NAME`.
    Query(String),
    /// `path.NAME`.
    Path(String),
    /// `body`, or what `body#/pointer` leads to in it; the root pointer is the whole body.
    Body(JsonPointer),
}

impl RuntimeExpression {
    /// Reads an expression; `None` when it does not follow the grammar (OAS 3.1.1 4.8.20.4.1, ABNF).
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "$url" => return Some(Self::Url),
            "$method" => return Some(Self::Method),
            "$statusCode" => return Some(Self::StatusCode),
            _ => {}
        }
        if let Some(part) = text.strip_prefix("$request.") {
            return MessagePart::parse(part).map(Self::Request);
        }
        let part = text.strip_prefix("$response.")?;
        MessagePart::parse(part).map(Self::Response)
    }

    /// The texts within braces of a template such as `{$request.body#/url}/done`; a brace that is not closed begins none.
    pub fn embedded(template: &str) -> impl Iterator<Item = &str> {
        let parts = template.split('{').skip(1);
        parts.filter_map(|part| part.split_once('}').map(|(inner, _)| inner))
    }
}

impl MessagePart {
    fn parse(text: &str) -> Option<Self> {
        if text == "body" {
            return Some(Self::Body(JsonPointer::root()));
        }
        if let Some(pointer) = text.strip_prefix("body#") {
            return JsonPointer::parse(pointer).map(Self::Body);
        }
        if let Some(name) = text.strip_prefix("header.") {
            return is_token(name).then(|| Self::Header(name.to_owned()));
        }
        if let Some(name) = text.strip_prefix("query.") {
            return Some(Self::Query(name.to_owned()));
        }
        let name = text.strip_prefix("path.")?;
        Some(Self::Path(name.to_owned()))
    }
}

/// Is it a token, as names of header fields are (RFC 9110 5.6.2)?
pub(crate) fn is_token(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(allowed)
}

impl fmt::Display for RuntimeExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url => f.write_str("$url"),
            Self::Method => f.write_str("$method"),
            Self::StatusCode => f.write_str("$statusCode"),
            Self::Request(part) => write!(f, "$request.{part}"),
            Self::Response(part) => write!(f, "$response.{part}"),
        }
    }
}

impl fmt::Display for MessagePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(name) => write!(f, "header.{name}"),
            Self::Query(name) => write!(f, "query.{name}"),
            Self::Path(name) => write!(f, "path.{name}"),
            Self::Body(pointer) if pointer.is_root() => f.write_str("body"),
            Self::Body(pointer) => write!(f, "body#{pointer}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RuntimeExpression;

    #[test]
    fn expressions_of_the_grammar_are_read_and_written_back() {
        for text in [
            "$url",
            "$method",
            "$statusCode",
            "$request.path.id",
            "$request.query.a b",
            "$request.header.content-type",
            "$request.body",
            "$request.body#/user/uuid",
            "$response.body#/a~1b",
            "$response.header.Location",
        ] {
            let read = RuntimeExpression::parse(text);
            let written = read.map(|expression| expression.to_string());
            assert_eq!(written.as_deref(), Some(text));
        }
    }

    #[test]
    fn other_texts_are_none() {
        for text in [
            "",
            "$",
            "$uri",
            "$request",
            "$request.cookie.a",
            "$request.header.a b",
            "$request.header.",
            "$response.body#x",
            "$response.body/x",
            "request.body",
        ] {
            assert_eq!(RuntimeExpression::parse(text), None, "{text}");
        }
    }

    #[test]
    fn templates_hold_expressions_in_braces() {
        let found: Vec<&str> = RuntimeExpression::embedded("{$url}/x?{$method}&{open").collect();
        assert_eq!(found, ["$url", "$method"]);
    }
}
