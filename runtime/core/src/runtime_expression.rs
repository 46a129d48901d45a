//! Where does a callback go? Text out of the request and response it belongs to. (OAS 3.1.1 Runtime Expressions)
//!
//! What comes out is somebody else's text: whoever sends to it must ask first whether that is allowed.
//!
//! ```
//! use countersign_core::runtime_expression::{Exchange, evaluate};
//!
//! let mut exchange = Exchange::new("POST", "https://shop.test/orders?trace=7");
//! exchange.request.body = Some(serde_json::json!({ "notify": "https://caller.test/hook" }));
//! let url = evaluate("{$request.body#/notify}?trace={$request.query.trace}", &exchange);
//! assert_eq!(url.as_deref(), Ok("https://caller.test/hook?trace=7"));
//! ```

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::json;
use crate::style::Pairs;

/// What text put into the middle of a URL keeps (RFC 3986 section 2.3).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// One request and, if there is one already, its response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exchange {
    /// `$method`
    pub method: String,
    /// `$url`
    pub url: String,
    /// `$statusCode`
    pub status: Option<u16>,
    /// `$request.`
    pub request: Message,
    /// `$response.`
    pub response: Message,
}

/// The parts of a message that an expression may name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// Decoded path parameters by name.
    pub path: Vec<(String, String)>,
    /// Decoded query parameters by name.
    pub query: Vec<(String, String)>,
    /// Header fields by name; case does not count.
    pub headers: Vec<(String, String)>,
    /// The JSON body, as [`json::parse`] gives it.
    pub body: Option<Value>,
}

impl Exchange {
    /// A request without header fields and body; the query is that of the URL.
    pub fn new(method: impl Into<String>, url: impl Into<String>) -> Self {
        let url = url.into();
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let query = query.split('#').next().unwrap_or_default();
        let query = Pairs::from_query(query).decoded();
        Self {
            method: method.into(),
            url,
            request: Message {
                query,
                ..Message::default()
            },
            ..Self::default()
        }
    }
}

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExpressionError {
    /// The contract's text is no runtime expression.
    #[error("`{0}` is no runtime expression")]
    Syntax(String),
    /// The message does not have what the expression names.
    #[error("the message has no `{0}`")]
    Missing(String),
    /// The body has an object, a list or null there.
    #[error("`{0}` is no text and no number")]
    NotText(String),
}

/// The text of a template: `{$...}` stands for its value, and so does a whole text that begins with `$`.
///
/// A value at the beginning may be a whole URL and stays as it is; one further on is percent-encoded, so that it ends where
/// the template says.
///
/// # Errors
/// When an expression is none, or has no value in this exchange.
pub fn evaluate(template: &str, exchange: &Exchange) -> Result<String, ExpressionError> {
    if template.starts_with('$') {
        return value(template, exchange).map(Cow::into_owned);
    }
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (expression, after) = after
            .split_once('}')
            .ok_or_else(|| ExpressionError::Syntax(template.to_owned()))?;
        text.push_str(before);
        let value = value(expression, exchange)?;
        if text.is_empty() {
            text.push_str(&value);
        } else {
            text.extend(utf8_percent_encode(&value, ESCAPED));
        }
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

fn value<'e>(expression: &str, exchange: &'e Exchange) -> Result<Cow<'e, str>, ExpressionError> {
    let missing = || ExpressionError::Missing(expression.to_owned());
    match expression {
        "$url" => return Ok(Cow::Borrowed(&exchange.url)),
        "$method" => return Ok(Cow::Borrowed(&exchange.method)),
        "$statusCode" => {
            let status = exchange.status.ok_or_else(missing)?;
            return Ok(Cow::Owned(status.to_string()));
        }
        _ => {}
    }
    let (message, source) = match expression.split_once('.') {
        Some(("$request", source)) => (&exchange.request, source),
        Some(("$response", source)) => (&exchange.response, source),
        _ => return Err(ExpressionError::Syntax(expression.to_owned())),
    };
    let named = |list: &'e [(String, String)], same: &dyn Fn(&str) -> bool| {
        let found = list.iter().find(|(name, _)| same(name));
        found.map(|(_, value)| Cow::Borrowed(value.as_str()))
    };
    let found = match source.split_once('.') {
        Some(("header", name)) => {
            named(&message.headers, &|other| other.eq_ignore_ascii_case(name))
        }
        Some(("query", name)) => named(&message.query, &|other| other == name),
        Some(("path", name)) => named(&message.path, &|other| other == name),
        _ => {
            let pointer = match source.strip_prefix("body") {
                Some("") => "",
                Some(fragment) => fragment
                    .strip_prefix('#')
                    .ok_or_else(|| ExpressionError::Syntax(expression.to_owned()))?,
                None => return Err(ExpressionError::Syntax(expression.to_owned())),
            };
            let body = message.body.as_ref();
            match body.and_then(|body| body.pointer(pointer)) {
                Some(value @ Value::String(text)) => {
                    Some(Cow::Borrowed(json::digits(value).unwrap_or(text)))
                }
                Some(Value::Number(number)) => Some(Cow::Owned(number.to_string())),
                Some(Value::Bool(flag)) => {
                    Some(Cow::Borrowed(if *flag { "true" } else { "false" }))
                }
                Some(_) => return Err(ExpressionError::NotText(expression.to_owned())),
                None => None,
            }
        }
    };
    found.ok_or_else(missing)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn exchange() -> Exchange {
        let mut exchange = Exchange::new("PUT", "https://shop.test/orders/7?q=a%20b");
        exchange.status = Some(201);
        exchange.request.path = vec![("id".into(), "7".into())];
        exchange.request.headers = vec![("Content-Type".into(), "application/json".into())];
        exchange.request.body =
            Some(json!({ "to": "https://caller.test/a", "n": 1.5, "list": ["x"], "a.b/c": "d" }));
        exchange.response.headers = vec![("location".into(), "/orders/8".into())];
        exchange
    }

    #[test]
    fn every_source_of_the_standard_has_a_value() {
        let check = |template: &str, expect: &str| {
            assert_eq!(
                evaluate(template, &exchange()).as_deref(),
                Ok(expect),
                "{template}"
            );
        };
        check("$url", "https://shop.test/orders/7?q=a%20b");
        check("$method", "PUT");
        check("$statusCode", "201");
        check("$request.path.id", "7");
        check("$request.query.q", "a b");
        check("$request.header.content-type", "application/json");
        check("$request.body#/to", "https://caller.test/a");
        check("$request.body#/list/0", "x");
        check("$request.body#/a.b~1c", "d");
        check("$response.header.Location", "/orders/8");
        check(
            "{$request.body#/to}/b?n={$request.body#/n}",
            "https://caller.test/a/b?n=1.5",
        );
        check("https://fixed.test/x", "https://fixed.test/x");
    }

    #[test]
    fn a_value_in_the_middle_cannot_leave_its_place() {
        let mut exchange = exchange();
        exchange.request.body = Some(json!({ "host": "evil.test/?", "id": "1&admin=true#" }));
        let evaluate = |template| evaluate(template, &exchange);
        assert_eq!(
            evaluate("https://{$request.body#/host}.caller.test/?id={$request.body#/id}")
                .as_deref(),
            Ok("https://evil.test%2F%3F.caller.test/?id=1%26admin%3Dtrue%23"),
        );
    }

    #[test]
    fn what_has_no_value_is_an_error() {
        let error = |template| evaluate(template, &exchange()).unwrap_err();
        assert!(matches!(
            error("$request.query.x"),
            ExpressionError::Missing(_)
        ));
        assert!(matches!(
            error("$response.body#/x"),
            ExpressionError::Missing(_)
        ));
        assert!(matches!(
            error("$request.body"),
            ExpressionError::NotText(_)
        ));
        for wrong in [
            "$",
            "$request",
            "$request.cookie.x",
            "$request.bodyx",
            "{$url",
            "{url}",
        ] {
            assert!(
                matches!(error(wrong), ExpressionError::Syntax(_)),
                "{wrong}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn any_template_is_answered(template in "[${}a-z.#/]{0,24}") {
            let _ = evaluate(&template, &exchange());
        }
    }
}
