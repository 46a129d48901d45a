//! Recorded requests and responses: as JSON or YAML, or as HTTP/1.1 text.

mod http_text;
mod structured;

use countersign_contract::syntax::{Node, SyntaxLimits, parse};
use countersign_contract::{Diagnostic, Diagnostics, SourceId, SourceMap, SourceSpan};
use serde_json::Value;

/// What was read from a recording, and what is wrong with the recording itself.
///
/// Two notations are understood. JSON or YAML: `{method, url | path, headers, body}` for a request, `{status, headers, body,
/// operation}` for a response, `{request: .., response: ..}` for both. HTTP/1.1 text: a start line, header lines, an empty
/// line, the body; LF line ends are fine, `Content-Length` is honoured.
#[derive(Clone, Debug)]
pub struct Recording {
    /// The recording's text; the spans of findings point into it.
    pub sources: SourceMap,
    /// What is wrong with the recording.
    pub diagnostics: Diagnostics,
    /// The request, if there is one.
    pub request: Option<RecordedRequest>,
    /// The response, if there is one.
    pub response: Option<RecordedResponse>,
    /// The `operationId` that the recording says it belongs to.
    pub operation: Option<String>,
}

/// A request as it was sent.
#[derive(Clone, Debug, Default)]
pub struct RecordedRequest {
    /// The method, upper case.
    pub method: String,
    /// The request target: path and query, or a whole URL.
    pub target: String,
    /// Header fields in order.
    pub headers: Headers,
    /// The body.
    pub body: Body,
}

/// A response as it was received.
#[derive(Clone, Debug, Default)]
pub struct RecordedResponse {
    /// The status code.
    pub status: u16,
    /// Header fields in order.
    pub headers: Headers,
    /// The body.
    pub body: Body,
}

/// Header fields in order, duplicates kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(pub Vec<(String, String)>);

impl Headers {
    /// The values of all fields with this name, whatever its case.
    pub fn values(&self, name: &str) -> Vec<&str> {
        let named = self
            .0
            .iter()
            .filter(|(other, _)| other.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str()).collect()
    }

    /// The first field with this name.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.values(name).first().copied()
    }
}

/// A body, with its place in the recording.
#[derive(Clone, Debug, Default)]
pub enum Body {
    /// There is none.
    #[default]
    Absent,
    /// Text, and where its first byte stands in the recording if it stands there literally.
    Text {
        /// The text.
        text: String,
        /// Source and byte offset.
        origin: Option<(SourceId, u32)>,
    },
    /// JSON that stands in the recording as JSON or YAML.
    Json(Node),
}

/// A body read as JSON: its tree, and how its spans become spans of the recording.
pub(crate) struct JsonBody {
    pub(crate) node: Option<Node>,
    pub(crate) diagnostics: Diagnostics,
    shift: Shift,
}

enum Shift {
    None,
    By(SourceId, u32),
    /// The body is the text of one string of the recording: all of it is there.
    Within(SourceSpan),
    Lost,
}

impl Body {
    /// A body of text that stands nowhere else.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            origin: None,
        }
    }

    /// Is there nothing?
    pub fn is_absent(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::Text { text, .. } => text.is_empty(),
            Self::Json(node) => node.is_null() || node.as_str() == Some(""),
        }
    }

    /// The body as text; JSON is written out.
    pub(crate) fn to_text(&self) -> String {
        match self {
            Self::Absent => String::new(),
            Self::Text { text, .. } => text.clone(),
            Self::Json(node) => match node.to_json() {
                Value::String(text) => text,
                value => value.to_string(),
            },
        }
    }

    pub(crate) fn to_json(&self) -> JsonBody {
        match self {
            Self::Absent => JsonBody::of(None, Shift::Lost),
            // Many tools record a JSON body as a string that holds its text.
            Self::Json(node) => match node.as_str() {
                Some(text) if text.trim_start().starts_with(['{', '[']) => {
                    JsonBody::parse(text, Shift::Within(node.span()))
                }
                _ => JsonBody::of(Some(node.clone()), Shift::None),
            },
            Self::Text { text, origin } => {
                let shift = origin.map_or(Shift::Lost, |(source, start)| Shift::By(source, start));
                JsonBody::parse(text, shift)
            }
        }
    }
}

impl JsonBody {
    fn of(node: Option<Node>, shift: Shift) -> Self {
        Self {
            node,
            diagnostics: Diagnostics::new(),
            shift,
        }
    }

    fn parse(text: &str, shift: Shift) -> Self {
        let mut sources = SourceMap::new();
        // The name says that only JSON will do.
        let source = sources.add("body.json", text);
        let mut diagnostics = Diagnostics::new();
        let limits = SyntaxLimits::default();
        let node = parse(source, &sources, &limits, &mut diagnostics);
        Self {
            node,
            diagnostics,
            shift,
        }
    }

    /// A span of the body as a span of the recording; `None` when the body stands in no recording.
    pub(crate) fn in_recording(&self, span: SourceSpan) -> Option<SourceSpan> {
        match self.shift {
            Shift::None => Some(span),
            Shift::Within(whole) => Some(whole),
            Shift::Lost => None,
            Shift::By(source, start) => Some(SourceSpan::new(
                source,
                span.start.saturating_add(start),
                span.end.saturating_add(start),
            )),
        }
    }
}

impl Recording {
    /// Reads a recording; `name` is what users know it by and, by its extension, may say which notation it is in.
    pub fn parse(name: &str, text: &str) -> Self {
        let mut sources = SourceMap::new();
        let source = sources.add(name, text);
        let mut recording = Self {
            sources,
            diagnostics: Diagnostics::new(),
            request: None,
            response: None,
            operation: None,
        };
        if u32::try_from(text.len()).is_err() {
            let message = format!("`{name}` is larger than 4 GiB");
            recording
                .diagnostics
                .push(Diagnostic::error("file-too-large", message));
        } else if http_text::is_http(text) {
            http_text::read(source, text, &mut recording);
        } else {
            structured::read(source, &mut recording);
        }
        recording
    }
}
