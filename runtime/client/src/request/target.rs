//! Where does a request go? Path and query from the template and the arguments (RFC 3986).

use countersign_core::operation::Segment;
use countersign_core::style::Encoded;
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::Request;
use crate::error::RequestError;

/// What a contract may write into a path and a URI cannot hold (RFC 3986 3.3); escapes that are there stay.
const NO_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The parts of a request that parameters end up in.
#[derive(Debug)]
pub(crate) struct Target {
    /// Percent-encoded path, beginning with a slash.
    pub(crate) path: String,
    /// Percent-encoded query without its question mark; empty when there is none.
    pub(crate) query: String,
    /// `name=value` pairs of the `Cookie` field.
    pub(crate) cookies: Vec<String>,
}

/// Puts every argument in its place; header parameters are added to `headers`.
pub(crate) fn target(request: &Request, headers: &mut HeaderMap) -> Result<Target, RequestError> {
    let mut target = Target {
        path: path(request)?,
        query: request.operation.query.to_owned(),
        cookies: Vec::new(),
    };
    for (parameter, encoded) in &request.arguments {
        match encoded {
            Encoded::Path(_) | Encoded::Header(None) => {}
            Encoded::Query(pairs) => {
                for pair in pairs {
                    if !target.query.is_empty() {
                        target.query.push('&');
                    }
                    target.query.push_str(pair);
                }
            }
            Encoded::Header(Some(value)) => {
                let field = HeaderName::try_from(parameter.name)
                    .ok()
                    .zip(HeaderValue::from_bytes(value.as_bytes()).ok());
                let Some((name, value)) = field else {
                    return Err(RequestError::Header {
                        name: parameter.name.to_owned(),
                    });
                };
                headers.insert(name, value);
            }
            Encoded::Cookie(pairs) => target.cookies.extend_from_slice(pairs),
        }
    }
    Ok(target)
}

fn path(request: &Request) -> Result<String, RequestError> {
    let mut path = String::new();
    for segment in request.operation.segments() {
        match segment {
            Segment::Literal(text) => path.extend(utf8_percent_encode(text, NO_PATH)),
            Segment::Parameter(name) => {
                let value =
                    request
                        .arguments
                        .iter()
                        .find_map(|(parameter, encoded)| match encoded {
                            Encoded::Path(text) if parameter.name == name => Some(text),
                            _ => None,
                        });
                let Some(value) = value else {
                    return Err(RequestError::PathParameterMissing { name });
                };
                path.push_str(value);
            }
        }
    }
    if !path.starts_with('/') {
        path.insert(0, '/');
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use countersign_core::operation::{OperationDescriptor, ParameterDescriptor};

    use super::*;

    static ID: ParameterDescriptor = ParameterDescriptor::path("id");
    static PART: ParameterDescriptor = ParameterDescriptor::path("part");
    static LIMIT: ParameterDescriptor = ParameterDescriptor::query("limit");
    static TRACE: ParameterDescriptor = ParameterDescriptor::header("X-Trace");
    static SESSION: ParameterDescriptor = ParameterDescriptor::cookie("session");
    static OPERATION: OperationDescriptor = OperationDescriptor {
        path: "/a/{id}:{part}",
        ..OperationDescriptor::DEFAULT
    };
    static PLAIN: OperationDescriptor = OperationDescriptor {
        path: "/a/{id}",
        ..OperationDescriptor::DEFAULT
    };

    fn plain(id: &str) -> Result<Target, RequestError> {
        let mut request = Request::new(&PLAIN);
        request.parameter(&ID, id);
        match request.error.take() {
            Some(error) => Err(error),
            None => target(&request, &mut HeaderMap::new()),
        }
    }

    #[test]
    fn each_argument_finds_its_place() {
        let mut request = Request::new(&OPERATION);
        request.parameter(&PART, "x/y");
        request.parameter(&LIMIT, &1);
        request.parameter(&ID, "ä b");
        request.parameter(&TRACE, "t");
        request.parameter(&SESSION, "s");
        let mut headers = HeaderMap::new();
        let target = target(&request, &mut headers).unwrap();
        assert_eq!(target.path, "/a/%C3%A4%20b:x%2Fy");
        assert_eq!(target.query, "limit=1");
        assert_eq!(target.cookies, ["session=s"]);
        assert_eq!(headers["x-trace"], "t");
    }

    #[test]
    fn the_query_and_the_text_of_the_path_are_sent_as_a_uri_can_hold_them() {
        static BETA: OperationDescriptor = OperationDescriptor {
            path: "/caf\u{e9} {1%41",
            query: "beta=true",
            ..OperationDescriptor::DEFAULT
        };
        let mut request = Request::new(&BETA);
        request.parameter(&LIMIT, &1);
        let target = target(&request, &mut HeaderMap::new()).unwrap();
        assert_eq!(target.path, "/caf%C3%A9%20%7B1%41");
        assert_eq!(target.query, "beta=true&limit=1");
    }

    #[test]
    fn the_last_value_of_a_parameter_wins() {
        let mut request = Request::new(&OperationDescriptor::DEFAULT);
        request.parameter(&LIMIT, &1);
        request.parameter(&LIMIT, &2);
        assert_eq!(
            target(&request, &mut HeaderMap::new()).unwrap().query,
            "limit=2"
        );
    }

    #[test]
    fn a_path_value_that_would_address_another_resource_is_refused() {
        assert_eq!(plain("...").unwrap().path, "/a/...");
        for id in ["", ".", ".."] {
            assert!(
                matches!(plain(id), Err(RequestError::Parameter { name: "id", .. })),
                "{id}"
            );
        }
        let request = Request::new(&PLAIN);
        assert!(matches!(
            target(&request, &mut HeaderMap::new()),
            Err(RequestError::PathParameterMissing { name: "id" })
        ));
    }
}
