//! Which operation is a request for? (OAS 3.1.1 Path Templating Matching, Server Object)

use countersign_contract::Contract;
use countersign_contract::model::{Operation, PathPart, PathTemplate};
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

pub(crate) fn find<'c>(contract: &'c Contract, method: &str, path: &str) -> Found<'c> {
    let mut matching: Vec<(Vec<u8>, Target<'c>)> = contract
        .operations
        .iter()
        .filter_map(|operation| {
            let path_parameters = match_operation(operation, path)?;
            Some((
                concreteness(&operation.path),
                Target {
                    operation,
                    path_parameters,
                },
            ))
        })
        .collect();
    if matching.is_empty() {
        return Found::Nothing;
    }
    // Concrete paths are matched before templated ones.
    matching.sort_by(|left, right| left.0.cmp(&right.0));
    let methods = matching
        .iter()
        .map(|(_, target)| target.operation.method.as_str())
        .collect();
    let fitting = matching
        .into_iter()
        .find(|(_, target)| target.operation.method.as_str() == method);
    fitting.map_or(Found::OtherMethods(methods), |(_, target)| {
        Found::Operation(target)
    })
}

/// The path parameters of a known operation.
pub(crate) fn match_operation(operation: &Operation, path: &str) -> Option<Vec<(String, String)>> {
    let bases = operation
        .servers
        .iter()
        .map(|server| base_path(&server.url));
    // A recording may leave the base path out.
    bases.chain([String::new()]).find_map(|base| {
        let base = PathTemplate::parse(&base);
        let template = PathTemplate::parse(&operation.path.text);
        let variables = base
            .parts
            .iter()
            .filter(|part| matches!(part, PathPart::Parameter(_)));
        let skipped = variables.count();
        let parts: Vec<PathPart> = base.parts.into_iter().chain(template.parts).collect();
        let values = match_segments(&parts, path)?;
        Some(values.into_iter().skip(skipped).collect())
    })
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
fn segments(parts: &[PathPart]) -> Vec<Vec<PathPart>> {
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

fn push(segments: &mut [Vec<PathPart>], part: PathPart) {
    let Some(segment) = segments.last_mut() else {
        return;
    };
    match (segment.last_mut(), &part) {
        (Some(PathPart::Literal(before)), PathPart::Literal(text)) => before.push_str(text),
        _ => segment.push(part),
    }
}

fn match_segments(parts: &[PathPart], path: &str) -> Option<Vec<(String, String)>> {
    let template = segments(parts);
    let sent: Vec<&str> = path.split('/').collect();
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
    use super::{match_segments, split_target};
    use countersign_contract::model::PathTemplate;

    fn matched(template: &str, path: &str) -> Option<Vec<String>> {
        let values = match_segments(&PathTemplate::parse(template).parts, path)?;
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
