//! From parts to the body that is sent.

use std::collections::VecDeque;
use std::fmt::Write;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http::{HeaderName, HeaderValue};
use http_body::{Frame, SizeHint};
use serde_json::Value;

use super::place::Content;
use super::positional::Positions;
use super::{FilePart, Part, Parts, is_form_data};
use crate::body::{Body, BodySource, BoxError};
use crate::form;
use crate::json::{self, JsonError};
use crate::operation::{Coding, MediaDescriptor};

/// The `Content-Type` and the body, with this boundary between parts. The body can be sent again if every file in it can.
///
/// The values of a form come before its files. Other bodies have their parts in the order of their table, since a receiver
/// may know them by their place; those without names have no other order.
///
/// # Errors
/// When the media type is not one of parts, or a part cannot be written, such as one with a line break in a header field.
pub fn encode(
    media: &MediaDescriptor,
    parts: Parts,
    boundary: &str,
) -> Result<(String, BodySource), JsonError> {
    if let Some(mistake) = parts.mistake {
        return Err(mistake);
    }
    let name = media.sent_name();
    let form = is_form_data(name);
    let all = match media.coding {
        Coding::Multipart(table) => named(table, parts, form),
        Coding::Positional(positions) => placed(positions, parts),
        Coding::Json
        | Coding::Text
        | Coding::Form(_)
        | Coding::Xml(_)
        | Coding::Sequential(_)
        | Coding::Streamed => {
            return Err(JsonError::new("", "the media type is not one of parts"));
        }
    };
    let mut writer = Writer {
        boundary,
        form,
        text: String::new(),
        segments: Vec::new(),
    };
    let mut content_type = format!("{name}; boundary={boundary}");
    if name.starts_with("multipart/related") {
        // RFC 2387 section 3.1: the media type of the first part.
        let root = all.first().map_or("text/plain", Outgoing::media_type);
        let _ = write!(content_type, "; type=\"{root}\"");
    }
    for (place, part) in all.into_iter().enumerate() {
        let owner = part.name.clone().unwrap_or_else(|| place.to_string());
        let usual = part.usual;
        match part.content {
            Content::Value(value) => match &part.name {
                Some(name) => writer.value(name, usual, &value),
                None => writer.item(usual, &value),
            },
            Content::File(file) => {
                let usual = Some(usual).filter(|usual| is_single(usual));
                let usual = usual.unwrap_or("application/octet-stream");
                writer
                    .file(part.name.as_deref(), usual, file)
                    .map_err(|reason| JsonError::at_member(&owner, reason))?;
            }
        }
    }
    Ok((content_type, writer.finish()))
}

/// A part that is to be written.
struct Outgoing {
    /// Nothing where only its place tells what it is.
    name: Option<String>,
    /// The media type in the contract; empty for the one of its kind.
    usual: &'static str,
    content: Content,
}

impl Outgoing {
    /// The media type it is sent as.
    fn media_type(&self) -> &str {
        match &self.content {
            _ if is_single(self.usual) => self.usual,
            Content::Value(Value::Array(_) | Value::Object(_)) => "application/json",
            Content::Value(_) => "text/plain",
            Content::File(file) => {
                let own = file.content_type.as_deref();
                own.unwrap_or("application/octet-stream")
            }
        }
    }
}

fn named(table: &'static [Part], parts: Parts, form: bool) -> Vec<Outgoing> {
    let values = parts.values.into_iter();
    let values = values.map(|(name, value)| (name, Content::Value(value)));
    let files = parts.files.into_iter();
    let files = files.map(|(name, file)| (name, Content::File(file)));
    let mut all: Vec<(usize, Outgoing)> = values
        .chain(files)
        .map(|(name, content)| {
            let place = table.iter().position(|part| part.name == name);
            let part = Outgoing {
                usual: place.map_or("", |at| table[at].content_type),
                name: Some(name),
                content,
            };
            (place.unwrap_or(usize::MAX), part)
        })
        .collect();
    if !form {
        all.sort_by_key(|(place, _)| *place);
    }
    all.into_iter().map(|(_, part)| part).collect()
}

fn placed(positions: &Positions, parts: Parts) -> Vec<Outgoing> {
    let places = parts.places.into_iter().enumerate();
    places
        .map(|(place, content)| Outgoing {
            name: None,
            usual: positions.at(place).content_type,
            content,
        })
        .collect()
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
                self.head(Some(name), None, Some(content_type), &[]);
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
        self.head(Some(name), None, content_type, &[]);
        self.text.push_str(&form::text(value));
        self.text.push_str("\r\n");
    }

    /// A value without a name. It keeps its place whatever it is, so `null` is a part as well.
    fn item(&mut self, content_type: &str, value: &Value) {
        let plain = value.is_string() || value.is_boolean() || value.is_number();
        let content_type = match (is_single(content_type), plain) {
            (true, _) => content_type,
            (false, true) => "text/plain; charset=utf-8",
            (false, false) => "application/json",
        };
        self.head(None, None, Some(content_type), &[]);
        if content_type.contains("json") {
            self.text.push_str(&json::text(value));
        } else {
            self.text.push_str(&form::text(value));
        }
        self.text.push_str("\r\n");
    }

    fn file(
        &mut self,
        name: Option<&str>,
        usual: &str,
        file: FilePart,
    ) -> Result<(), &'static str> {
        let content_type = file.content_type.as_deref().unwrap_or(usual);
        let fields = file.headers.iter();
        let writable = HeaderValue::try_from(content_type).is_ok()
            && fields.into_iter().all(|(name, value)| {
                HeaderName::try_from(name).is_ok() && HeaderValue::try_from(value).is_ok()
            });
        if !writable {
            return Err("has a header field that cannot be written");
        }
        // In a form a file without a name would be taken for a text.
        let file_name = file.file_name.as_deref().or(name.map(|_| ""));
        self.head(name, file_name, Some(content_type), &file.headers);
        self.flush();
        self.segments.push(file.body);
        self.text.push_str("\r\n");
        Ok(())
    }

    fn head(
        &mut self,
        name: Option<&str>,
        file_name: Option<&str>,
        content_type: Option<&str>,
        headers: &[(String, String)],
    ) {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "--{}\r\n", self.boundary);
        if name.is_some() || file_name.is_some() {
            let disposition = match (self.form, file_name) {
                (true, _) => "form-data",
                (false, Some(_)) => "attachment",
                (false, None) => "inline",
            };
            let _ = write!(self.text, "Content-Disposition: {disposition}");
            for (parameter, value) in [("name", name), ("filename", file_name)] {
                if let Some(value) = value {
                    let _ = write!(self.text, "; {parameter}=\"{}\"", quoted(value));
                }
            }
            self.text.push_str("\r\n");
        }
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
