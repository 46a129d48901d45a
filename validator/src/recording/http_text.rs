//! HTTP/1.1 messages as text (RFC 9112), as tools print them: LF is as good as CRLF, and a start line may lack its version.

use countersign_contract::{Diagnostic, SourceId, SourceSpan};

use super::{Body, Headers, RecordedRequest, RecordedResponse, Recording};

/// Header lines that are read.
const HEADER_LIMIT: usize = 1000;

/// Does the text begin with a start line of HTTP, and not as JSON or YAML does?
pub(super) fn is_http(text: &str) -> bool {
    let Some(line) = text.lines().map(str::trim).find(|line| !line.is_empty()) else {
        return false;
    };
    let mut words = line.split(' ');
    let method = words.next().unwrap_or_default();
    let target = words.next().unwrap_or_default();
    let is_request = !method.is_empty()
        && method
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'-')
        && (target.starts_with('/') || target.contains("://"));
    line.starts_with("HTTP/") || is_request
}

/// Reads the text into the recording.
pub(super) fn read(source: SourceId, text: &str, recording: &mut Recording) {
    let mut reader = Reader {
        source,
        text,
        at: 0,
    };
    let (start, start_line) = loop {
        let Some((start, line)) = reader.line() else {
            return; // `is_http` has seen a line
        };
        if !line.trim().is_empty() {
            break (start, line.trim());
        }
    };
    let headers = reader.headers(recording);
    let body = reader.body(&headers, recording);
    let words: Vec<&str> = start_line.split_ascii_whitespace().collect();
    match words[..] {
        [version, status, ..] if version.starts_with("HTTP/") => match status.parse() {
            Ok(status) => {
                recording.response = Some(RecordedResponse {
                    status,
                    headers,
                    body,
                });
            }
            Err(_) => recording.diagnostics.push(
                Diagnostic::error("http-status", format!("`{status}` is no status code"))
                    .at(reader.span(start, start_line.len())),
            ),
        },
        [method, target] | [method, target, ..] => {
            recording.request = Some(RecordedRequest {
                method: method.to_ascii_uppercase(),
                target: target.to_owned(),
                headers,
                body,
            });
        }
        [] | [_] => recording.diagnostics.push(
            Diagnostic::error("http-start-line", "the start line has no target or status")
                .at(reader.span(start, start_line.len())),
        ),
    }
}

struct Reader<'t> {
    source: SourceId,
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    /// The next line without its end, and where it starts.
    fn line(&mut self) -> Option<(usize, &'t str)> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let line = rest.split_once('\n').map_or(rest, |(line, _)| line);
        self.at = (start + line.len() + 1).min(self.text.len());
        Some((start, line.strip_suffix('\r').unwrap_or(line)))
    }

    fn headers(&mut self, recording: &mut Recording) -> Headers {
        let mut headers: Vec<(String, String)> = Vec::new();
        while let Some((start, line)) = self.line() {
            if line.is_empty() {
                break;
            }
            if headers.len() >= HEADER_LIMIT {
                let message = format!("there are more than {HEADER_LIMIT} header lines");
                let span = self.span(start, line.len());
                recording
                    .diagnostics
                    .push(Diagnostic::error("http-header", message).at(span));
                break;
            }
            if line.starts_with([' ', '\t']) {
                // RFC 9112 5.2: a folded line goes on with the field before it.
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                continue;
            }
            match line.split_once(':') {
                Some((name, value)) if is_token(name) => {
                    headers.push((name.to_owned(), value.trim().to_owned()));
                }
                _ => recording.diagnostics.push(
                    Diagnostic::error("http-header", "this is no `Name: value` header line")
                        .at(self.span(start, line.len()))
                        .help("an empty line ends the headers"),
                ),
            }
        }
        Headers(headers)
    }

    fn body(&self, headers: &Headers, recording: &mut Recording) -> Body {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let span = self.span(self.at, rest.len());
        if headers
            .first("transfer-encoding")
            .is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"))
        {
            recording.diagnostics.push(
                Diagnostic::warning(
                    "http-chunked",
                    "the body is read as it stands, its chunks are not joined",
                )
                .at(span)
                .help("record the message after decoding"),
            );
        }
        let text = match headers.first("content-length").map(str::parse::<usize>) {
            None => rest,
            Some(Ok(length)) if length <= rest.len() && rest.is_char_boundary(length) => {
                &rest[..length]
            }
            Some(Ok(length)) => {
                let message = format!(
                    "`Content-Length` is {length}, the body is {} bytes long",
                    rest.len()
                );
                recording
                    .diagnostics
                    .push(Diagnostic::error("http-content-length", message).at(span));
                rest
            }
            Some(Err(_)) => {
                let message = "`Content-Length` is no number";
                recording
                    .diagnostics
                    .push(Diagnostic::error("http-content-length", message).at(span));
                rest
            }
        };
        if text.is_empty() {
            return Body::Absent;
        }
        Body::Text {
            text: text.to_owned(),
            origin: Some((self.source, span.start)),
        }
    }

    fn span(&self, start: usize, length: usize) -> SourceSpan {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        SourceSpan::new(self.source, offset(start), offset(start + length))
    }
}

/// RFC 9110 5.6.2.
fn is_token(name: &str) -> bool {
    let special = b"!#$%&'*+-.^_`|~";
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || special.contains(&byte))
}
