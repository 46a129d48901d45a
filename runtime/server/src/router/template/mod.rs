//! Which requests does a path template stand for? (OAS 3.1.1 Path Templating)
//!
//! axum captures whole segments only. A segment such as `{base}...{head}` or `{id}:verb` is captured whole there and
//! split here by its literal parts. Text stays percent-encoded: decoding it once is the parameter decoder's work.

mod capture;

use std::cmp::Reverse;

use countersign_core::operation::{OperationDescriptor, ParameterDescriptor, Segment};

/// A template, one pattern per path segment.
#[derive(Debug)]
pub(crate) struct Template {
    segments: Vec<Pattern>,
    parameters: &'static [ParameterDescriptor],
    shape: String,
}

/// The raw text of each path parameter, in the order of the template.
pub(crate) type PathValues = Vec<(&'static str, String)>;

#[derive(Debug)]
enum Pattern {
    /// Text that a router compares as it is.
    Literal(String),
    Parameter(&'static str),
    /// Literals and parameters in turn; parameters side by side are told apart by their styles and schemas.
    Mixed(Vec<Part>),
}

#[derive(Debug)]
enum Part {
    Literal(String),
    Parameter(&'static str),
}

/// Why a template cannot be routed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// RFC 3986 section 3.3.
    #[error("it does not start with `/`")]
    NoLeadingSlash,
    /// `?` and `#` end a path, so no request would ever match.
    #[error("it holds `?` or `#`, which end a path")]
    NotAPath,
}

impl Template {
    /// # Errors
    /// [`TemplateError`] when no request could ever match.
    pub(crate) fn parse(
        segments: impl IntoIterator<Item = Segment>,
        parameters: &'static [ParameterDescriptor],
    ) -> Result<Self, TemplateError> {
        let mut split: Vec<Vec<Part>> = Vec::new();
        for segment in segments {
            match segment {
                Segment::Literal(text) if text.contains(['?', '#']) => {
                    return Err(TemplateError::NotAPath);
                }
                Segment::Literal(text) => {
                    let mut pieces = text.split('/');
                    match (pieces.next(), split.last_mut()) {
                        (Some("") | None, _) => {}
                        (Some(piece), Some(parts)) => parts.push(Part::Literal(piece.to_owned())),
                        (Some(_), None) => return Err(TemplateError::NoLeadingSlash),
                    }
                    split.extend(pieces.map(|piece| match piece {
                        "" => Vec::new(),
                        piece => vec![Part::Literal(piece.to_owned())],
                    }));
                }
                Segment::Parameter(name) => match split.last_mut() {
                    None => return Err(TemplateError::NoLeadingSlash),
                    Some(parts) => parts.push(Part::Parameter(name)),
                },
            }
        }
        if split.is_empty() {
            return Err(TemplateError::NoLeadingSlash);
        }
        let segments: Vec<Pattern> = split.into_iter().map(Pattern::new).collect();
        Ok(Self {
            shape: shape(&segments),
            segments,
            parameters,
        })
    }

    /// The route that axum is given: every segment that is not plain text is one capture, named by its position
    /// so that templates of the same shape give the same route.
    pub(crate) fn axum_path(&self) -> String {
        let mut path = String::new();
        for (index, segment) in self.segments.iter().enumerate() {
            path.push('/');
            match segment {
                Pattern::Literal(text) => path.push_str(text),
                Pattern::Parameter(_) | Pattern::Mixed(_) => {
                    path.push_str("{s");
                    path.push_str(&index.to_string());
                    path.push('}');
                }
            }
        }
        path
    }

    /// The template without parameter names: equal shapes match the same paths.
    pub(crate) fn shape(&self) -> &str {
        &self.shape
    }

    /// Whether some request could match both.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.segments.len() == other.segments.len()
            && self
                .segments
                .iter()
                .zip(&other.segments)
                .all(|pair| match pair {
                    (Pattern::Literal(one), Pattern::Literal(another)) => one == another,
                    _ => true,
                })
    }

    /// Smaller is more specific, compared from the left: text, then text with parameters, then a parameter.
    pub(crate) fn specificity(&self) -> Vec<(u8, Reverse<usize>)> {
        self.segments
            .iter()
            .map(|segment| match segment {
                Pattern::Literal(_) => (0, Reverse(0)),
                Pattern::Mixed(parts) => (1, Reverse(literal_length(parts))),
                Pattern::Parameter(_) => (2, Reverse(0)),
            })
            .collect()
    }
}

/// The decoded text of each path parameter of an operation.
pub(crate) fn path_texts(
    operation: &'static OperationDescriptor,
    path: &str,
) -> Vec<(String, String)> {
    let template = Template::parse(operation.segments(), operation.parameters);
    let values = template.ok().and_then(|template| template.captures(path));
    values
        .into_iter()
        .flatten()
        .map(|(name, text)| {
            let text = percent_encoding::percent_decode_str(&text).decode_utf8_lossy();
            (name.to_owned(), text.into_owned())
        })
        .collect()
}

impl Pattern {
    fn new(parts: Vec<Part>) -> Self {
        match parts.as_slice() {
            [] => Self::Literal(String::new()),
            [Part::Parameter(name)] => Self::Parameter(name),
            [Part::Literal(text)] if is_plain(text) => Self::Literal(text.clone()),
            _ => Self::Mixed(parts),
        }
    }
}

/// Whether axum takes the text for itself and a client writes it unencoded.
fn is_plain(text: &str) -> bool {
    !text.starts_with([':', '*'])
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%".contains(&byte))
}

fn literal_length(parts: &[Part]) -> usize {
    parts
        .iter()
        .map(|part| match part {
            Part::Literal(text) => text.len(),
            Part::Parameter(_) => 0,
        })
        .sum()
}

fn shape(segments: &[Pattern]) -> String {
    let mut shape = String::new();
    for segment in segments {
        shape.push('/');
        match segment {
            Pattern::Literal(text) => shape.push_str(text),
            Pattern::Parameter(_) => shape.push_str("{}"),
            Pattern::Mixed(parts) => shape.extend(parts.iter().map(|part| match part {
                Part::Literal(text) => text.as_str(),
                Part::Parameter(_) => "{}",
            })),
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use countersign_core::operation::Segment::{self, Literal as Text, Parameter};

    use super::{Template, TemplateError};

    fn parse(segments: &[Segment]) -> Result<Template, TemplateError> {
        Template::parse(segments.iter().copied(), &[])
    }

    #[test]
    fn templates_that_nobody_can_match_are_refused() {
        let error = |segments| parse(segments).unwrap_err();
        assert_eq!(error(&[]), TemplateError::NoLeadingSlash);
        assert_eq!(error(&[Text("x")]), TemplateError::NoLeadingSlash);
        assert_eq!(error(&[Text("/x?y=1")]), TemplateError::NotAPath);
    }

    #[test]
    fn text_is_more_specific_than_parameters() {
        let key = |segments: &[Segment]| parse(segments).unwrap().specificity();
        let all = key(&[Text("/x/all")]);
        let parameter = key(&[Text("/x/"), Parameter("id")]);
        let verb = key(&[Text("/x/"), Parameter("id"), Text(":verb")]);
        assert!(all < verb && verb < parameter);
    }
}
