//! Which operation is a request for? (OAS 3.1.1 Path Templating Matching, Server Object)

use std::cmp::Reverse;

use countersign_contract::Contract;
use countersign_contract::model::{Operation, ParameterLocation, PathPart, PathTemplate};
use percent_encoding::percent_decode_str;

/// What a request's method and path lead to.
pub(crate) enum Found<'c> {
    Operation(Target<'c>),
    /// The path is known for these methods only.
    OtherMethods(Vec<&'c str>),
    Nothing,
}

/// An operation and the texts of its path parameters, still escaped.
pub(crate) struct Target<'c> {
    pub(crate) operation: &'c Operation,
    pub(crate) path_parameters: Vec<(String, String)>,
}

/// The path and the query of a request target, which may be a whole URL.
pub(crate) fn split_target(target: &str) -> (&str, &str) {
    let target = target.split_once('#').map_or(target, |(target, _)| target);
    let (before, query) = target.split_once('?').unwrap_or((target, ""));
    let path = match before.split_once("://") {
        None => before,
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
    };
    (path, query)
}

/// Every operation of a contract with the paths it may be called by, split once.
#[derive(Debug)]
pub(crate) struct Routes<'c> {
    routes: Vec<Route<'c>>,
}

#[derive(Debug)]
struct Route<'c> {
    operation: &'c Operation,
    /// One for each base path of its servers, and one without.
    forms: Vec<Form>,
    concreteness: Vec<u8>,
}

/// The segments of a base path and a path template together.
#[derive(Debug, PartialEq)]
struct Form {
    segments: Vec<Segment>,
    /// How many of the parameters are variables of the server.
    server_variables: usize,
}

/// What stands between two slashes.
type Segment = Vec<PathPart>;

impl<'c> Routes<'c> {
    pub(crate) fn new(contract: &'c Contract) -> Self {
        let routes = contract.operations.iter().map(Route::new);
        let mut routes: Vec<Route<'c>> = routes.collect();
        // Concrete paths are matched before templated ones, and of those that share a path the most demanding one.
        routes.sort_by_cached_key(|route| {
            (
                route.concreteness.clone(),
                Reverse(demands(route.operation)),
            )
        });
        Self { routes }
    }

    /// The operation that a method, a path and a query lead to. Operations that share a path are told apart by the query
    /// that stands in it and by the query parameters they require; the least demanding one takes what is left.
    pub(crate) fn find(&self, method: &str, path: &str, query: &str) -> Found<'c> {
        let sent: Vec<&str> = path.split('/').collect();
        let pairs: Vec<&str> = query.split('&').collect();
        let mut methods = Vec::new();
        let mut least: Option<Target<'c>> = None;
        for route in &self.routes {
            let operation = route.operation;
            let shares_path = |least: &Target<'_>| {
                least.operation.path.route_shape() == operation.path.route_shape()
            };
            if !least.as_ref().is_none_or(shares_path) {
                continue;
            }
            let Some(path_parameters) = route.matches(&sent) else {
                continue;
            };
            if !operation
                .path
                .query_pairs()
                .all(|pair| pairs.contains(&pair))
            {
                continue;
            }
            if operation.method.as_str() != method {
                methods.push(operation.method.as_str());
                continue;
            }
            let target = Target {
                operation,
                path_parameters,
            };
            if requires_only(operation, &pairs) {
                return Found::Operation(target);
            }
            least = Some(target);
        }
        if let Some(target) = least {
            return Found::Operation(target);
        }
        if methods.is_empty() {
            Found::Nothing
        } else {
            Found::OtherMethods(methods)
        }
    }
}

/// How much an operation demands of a query.
fn demands(operation: &Operation) -> (usize, usize) {
    let pairs = operation.path.query_pairs().count();
    (pairs, required(operation).count())
}

fn required(operation: &Operation) -> impl Iterator<Item = &str> {
    let parameters = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required && parameter.location == ParameterLocation::Query);
    parameters.map(|parameter| parameter.name.as_str())
}

/// Is every required query parameter there, as far as names tell?
fn requires_only(operation: &Operation, pairs: &[&str]) -> bool {
    required(operation).all(|name| {
        pairs
            .iter()
            .any(|pair| pair.split('=').next() == Some(name))
    })
}

/// The path parameters of a known operation; `None` when the path is not one of its paths.
pub(crate) fn match_operation(operation: &Operation, path: &str) -> Option<Vec<(String, String)>> {
    let sent: Vec<&str> = path.split('/').collect();
    Route::new(operation).matches(&sent)
}

impl<'c> Route<'c> {
    fn new(operation: &'c Operation) -> Self {
        let mut forms = Vec::new();
        for server in &operation.servers {
            forms.push(Form::new(&base_path(&server.url), &operation.path));
            // A variable may hold several segments, or the whole base: `{base}/orders`.
            let defaults = PathTemplate::parse(&server.url).parts.into_iter();
            let url: String = defaults
                .map(|part| match part {
                    PathPart::Literal(text) => text,
                    PathPart::Parameter(name) => {
                        let variable = server.variables.get(&name);
                        variable.map_or(name, |variable| variable.default.clone())
                    }
                })
                .collect();
            forms.push(Form::new(&base_path(&url), &operation.path));
        }
        // A recording may leave the base path out.
        forms.push(Form::new("", &operation.path));
        forms.dedup();
        Self {
            operation,
            forms,
            concreteness: concreteness(&operation.path),
        }
    }

    fn matches(&self, sent: &[&str]) -> Option<Vec<(String, String)>> {
        self.forms.iter().find_map(|form| {
            let mut values = match_segments(&form.segments, sent)?;
            Some(values.split_off(form.server_variables))
        })
    }
}

impl Form {
    fn new(base: &str, path: &PathTemplate) -> Self {
        let base = PathTemplate::parse(base);
        let server_variables = base.parameter_names().count();
        let parts: Vec<PathPart> = base.parts.into_iter().chain(path.parts.clone()).collect();
        Self {
            segments: segments(&parts),
            server_variables,
        }
    }
}

/// The path of a server URL, without the slash at its end.
fn base_path(url: &str) -> String {
    let path = match url.split_once("://") {
        None => url,
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.trim_end_matches('/').to_owned()
}

/// 0 for a concrete segment, 1 for a partly templated one, 2 for a whole parameter.
fn concreteness(template: &PathTemplate) -> Vec<u8> {
    segments(&template.parts)
        .iter()
        .map(|segment| match &segment[..] {
            [PathPart::Parameter(_)] => 2,
            parts
                if parts
                    .iter()
                    .any(|part| matches!(part, PathPart::Parameter(_))) =>
            {
                1
            }
            _ => 0,
        })
        .collect()
}

/// The parts between slashes.
fn segments(parts: &[PathPart]) -> Vec<Segment> {
    let mut segments = vec![Vec::new()];
    for part in parts {
        match part {
            PathPart::Parameter(_) => push(&mut segments, part.clone()),
            PathPart::Literal(text) => {
                for (at, piece) in text.split('/').enumerate() {
                    if at > 0 {
                        segments.push(Vec::new());
                    }
                    if !piece.is_empty() {
                        push(&mut segments, PathPart::Literal(piece.to_owned()));
                    }
                }
            }
        }
    }
    segments
}

fn push(segments: &mut [Segment], part: PathPart) {
    let Some(segment) = segments.last_mut() else {
        return;
    };
    match (segment.last_mut(), &part) {
        (Some(PathPart::Literal(before)), PathPart::Literal(text)) => before.push_str(text),
        _ => segment.push(part),
    }
}

fn match_segments(template: &[Segment], sent: &[&str]) -> Option<Vec<(String, String)>> {
    if template.len() != sent.len() {
        return None;
    }
    let mut values = Vec::new();
    for (segment, text) in template.iter().zip(sent) {
        match_segment(segment, text, &mut values)?;
    }
    Some(values)
}

/// One segment; each parameter takes the shortest text that lets the next literal follow, the last one the rest.
fn match_segment(
    segment: &[PathPart],
    text: &str,
    values: &mut Vec<(String, String)>,
) -> Option<()> {
    if let [PathPart::Literal(literal)] = segment {
        let decoded = percent_decode_str(text).decode_utf8().ok()?;
        return (literal == text || *literal == decoded).then_some(());
    }
    let mut rest = text;
    for (at, part) in segment.iter().enumerate() {
        match part {
            PathPart::Literal(literal) => rest = rest.strip_prefix(literal.as_str())?,
            PathPart::Parameter(name) => {
                let first = rest.chars().next()?.len_utf8();
                let end = match segment.get(at + 1) {
                    None | Some(PathPart::Parameter(_)) => rest.len(),
                    Some(PathPart::Literal(next)) if at + 2 == segment.len() => {
                        rest.strip_suffix(next.as_str())?.len()
                    }
                    Some(PathPart::Literal(next)) => first + rest[first..].find(next.as_str())?,
                };
                if end == 0 {
                    return None;
                }
                values.push((name.clone(), rest[..end].to_owned()));
                rest = &rest[end..];
            }
        }
    }
    rest.is_empty().then_some(())
}

#[cfg(test)]
mod tests {
    use super::{match_segments, segments, split_target};
    use countersign_contract::model::PathTemplate;

    fn matched(template: &str, path: &str) -> Option<Vec<String>> {
        let sent: Vec<&str> = path.split('/').collect();
        let values = match_segments(&segments(&PathTemplate::parse(template).parts), &sent)?;
        Some(
            values
                .into_iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect(),
        )
    }

    #[test]
    fn parameters_take_what_stands_in_their_place() {
        assert_eq!(
            matched("/orders/{id}", "/orders/7%2F8"),
            Some(vec!["id=7%2F8".to_owned()])
        );
        assert_eq!(matched("/orders/{id}", "/orders/"), None);
        assert_eq!(matched("/orders/{id}", "/orders/7/8"), None);
        assert_eq!(
            matched("/{a}...{b}", "/x...y.z"),
            Some(vec!["a=x".to_owned(), "b=y.z".to_owned()])
        );
        assert_eq!(
            matched("/{id}:cancel", "/a:b:cancel"),
            Some(vec!["id=a:b".to_owned()])
        );
        assert_eq!(matched("/caf\u{e9}", "/caf%C3%A9"), Some(vec![]));
        assert_eq!(matched("/", "/"), Some(vec![]));
    }

    #[test]
    fn targets_are_paths_or_whole_urls() {
        assert_eq!(split_target("https://x.test/a?b=1#c"), ("/a", "b=1"));
        assert_eq!(split_target("https://x.test"), ("/", ""));
        assert_eq!(split_target("/a?x=://y"), ("/a", "x=://y"));
    }
}
