//! From parts to the body that is sent.

use std::collections::VecDeque;
use std::fmt::Write;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http::{HeaderName, HeaderValue};
use http_body::{Frame, SizeHint};
use serde_json::Value;

use super::{FilePart, Parts, is_form_data};
use crate::body::{Body, BodySource, BoxError};
use crate::form;
use crate::json::{self, JsonError};
use crate::operation::{Coding, MediaDescriptor};

/// The `Content-Type` and the body, with this boundary between parts. The body can be sent again if every file in it can.
///
/// The values of a form come before its files. Other bodies have their parts in the order of their table, since a receiver
/// may know them by their place.
///
/// # Errors
/// When the media type is not one of parts, or a part cannot be written, such as one with a line break in a header field.
pub fn encode(
    media: &MediaDescriptor,
    parts: Parts,
    boundary: &str,
) -> Result<(String, BodySource), JsonError> {
    let Coding::Multipart(table) = media.coding else {
        return Err(JsonError::new("", "the media type is not one of parts"));
    };
    if let Some(mistake) = parts.mistake {
        return Err(mistake);
    }
    let form = is_form_data(media.sent_name());
    let place = |name: &str| table.iter().position(|part| part.name == name);
    let values = parts.values.into_iter();
    let values = values.map(|(name, value)| (place(&name), name, Content::Value(value)));
    let files = parts.files.into_iter();
    let files = files.map(|(name, file)| (place(&name), name, Content::File(file)));
    let mut all: Vec<(Option<usize>, String, Content)> = values.chain(files).collect();
    if !form {
        all.sort_by_key(|(place, ..)| place.unwrap_or(usize::MAX));
    }
    let mut writer = Writer {
        boundary,
        form,
        text: String::new(),
        segments: Vec::new(),
    };
    let mut content_type = format!("{}; boundary={boundary}", media.sent_name());
    if media.sent_name().starts_with("multipart/related") {
        // RFC 2387 section 3.1: the media type of the first part.
        let root = all.first().map_or("text/plain", |(place, _, content)| {
            content.media_type(place.map_or("", |at| table[at].content_type))
        });
        let _ = write!(content_type, "; type=\"{root}\"");
    }
    for (place, name, content) in all {
        let usual = place.map_or("", |at| table[at].content_type);
        match content {
            Content::Value(value) => writer.value(&name, usual, &value),
            Content::File(file) => {
                let usual = Some(usual).filter(|usual| is_single(usual));
                writer
                    .file(&name, usual.unwrap_or("application/octet-stream"), file)
                    .map_err(|reason| JsonError::at_member(&name, reason))?;
            }
        }
    }
    Ok((content_type, writer.finish()))
}

/// What is in a part.
enum Content {
    Value(Value),
    File(FilePart),
}

impl Content {
    /// The media type it is sent as.
    fn media_type<'c>(&'c self, usual: &'c str) -> &'c str {
        match self {
            _ if is_single(usual) => usual,
            Self::Value(Value::Array(_) | Value::Object(_)) => "application/json",
            Self::Value(_) => "text/plain",
            Self::File(file) => {
                let own = file.content_type.as_deref();
                own.unwrap_or("application/octet-stream")
            }
        }
    }
}

/// `contentType` may also be a range or a list, which names no type to send.
fn is_single(content_type: &str) -> bool {
    !content_type.is_empty() && !content_type.contains(['*', ','])
}

struct Writer<'b> {
    boundary: &'b str,
    /// Has every part the disposition of a form's field?
    form: bool,
    /// What has been written since the last file.
    text: String,
    segments: Vec<BodySource>,
}

impl Writer<'_> {
    fn value(&mut self, name: &str, content_type: &str, value: &Value) {
        let is_json = content_type.contains("json");
        match value {
            Value::Null => {}
            Value::Array(items) if content_type.is_empty() => {
                for item in items {
                    self.single(name, content_type, item);
                }
            }
            value if is_json => {
                self.head(name, None, Some(content_type), &[]);
                self.text.push_str(&json::text(value));
                self.text.push_str("\r\n");
            }
            value => self.single(name, content_type, value),
        }
    }

    fn single(&mut self, name: &str, content_type: &str, value: &Value) {
        let parts = value.is_array() || value.is_object();
        let content_type = match (is_single(content_type), parts) {
            (true, _) => Some(content_type),
            (false, true) => Some("application/json"),
            (false, false) => None,
        };
        self.head(name, None, content_type, &[]);
        self.text.push_str(&form::text(value));
        self.text.push_str("\r\n");
    }

    fn file(&mut self, name: &str, usual: &str, file: FilePart) -> Result<(), &'static str> {
        let content_type = file.content_type.as_deref().unwrap_or(usual);
        let fields = file.headers.iter();
        let writable = HeaderValue::try_from(content_type).is_ok()
            && fields.into_iter().all(|(name, value)| {
                HeaderName::try_from(name).is_ok() && HeaderValue::try_from(value).is_ok()
            });
        if !writable {
            return Err("has a header field that cannot be written");
        }
        // A file without a name would be taken for a text.
        let file_name = file.file_name.as_deref().unwrap_or_default();
        self.head(name, Some(file_name), Some(content_type), &file.headers);
        self.flush();
        self.segments.push(file.body);
        self.text.push_str("\r\n");
        Ok(())
    }

    fn head(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        content_type: Option<&str>,
        headers: &[(String, String)],
    ) {
        let disposition = match (self.form, file_name) {
            (true, _) => "form-data",
            (false, Some(_)) => "attachment",
            (false, None) => "inline",
        };
        // Writing to a string cannot fail.
        let _ = write!(
            self.text,
            "--{}\r\nContent-Disposition: {disposition}; name=\"{}\"",
            self.boundary,
            quoted(name)
        );
        if let Some(file_name) = file_name {
            let _ = write!(self.text, "; filename=\"{}\"", quoted(file_name));
        }
        self.text.push_str("\r\n");
        if let Some(content_type) = content_type {
            let _ = write!(self.text, "Content-Type: {content_type}\r\n");
        }
        for (name, value) in headers {
            let _ = write!(self.text, "{name}: {value}\r\n");
        }
        self.text.push_str("\r\n");
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.segments.push(BodySource::from(text));
    }

    fn finish(mut self) -> BodySource {
        let _ = write!(self.text, "--{}--\r\n", self.boundary);
        self.flush();
        let all: Option<Vec<&Bytes>> = self.segments.iter().map(BodySource::bytes).collect();
        if let Some(all) = all {
            let mut whole = BytesMut::with_capacity(all.iter().map(|bytes| bytes.len()).sum());
            for bytes in all {
                whole.extend_from_slice(bytes);
            }
            return BodySource::Bytes(whole.freeze());
        }
        let replayable = self.segments.iter().all(BodySource::is_replayable);
        let segments = self.segments;
        let open = move || Body::new(Chain(segments.iter().map(BodySource::open).collect()));
        if replayable {
            BodySource::factory(open)
        } else {
            BodySource::once(open())
        }
    }
}

/// Quotes and line breaks as browsers write them (WHATWG HTML, multipart/form-data encoding algorithm), backslashes as a
/// quoted string has them (RFC 2045 section 5.1): both are read back.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// One body after the other.
struct Chain(VecDeque<Body>);

impl http_body::Body for Chain {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        while let Some(first) = self.0.front_mut() {
            match std::task::ready!(Pin::new(first).poll_frame(context)) {
                Some(frame) => return Poll::Ready(Some(frame)),
                None => self.0.pop_front(),
            };
        }
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        let sizes: Option<Vec<u64>> = self.0.iter().map(|body| body.size_hint().exact()).collect();
        sizes.map_or_else(SizeHint::default, |sizes| {
            SizeHint::with_exact(sizes.iter().sum())
        })
    }
}
