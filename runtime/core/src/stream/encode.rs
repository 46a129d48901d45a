//! From frames to bytes. Nothing that stands in a field can end it.

use bytes::Bytes;

use super::descriptor::Framing;
use super::event::Frame;
use super::parts::BOUNDARY;
use super::records::RECORD_SEPARATOR;
use crate::json::JsonError;

impl Frame {
    /// The bytes of the frame.
    ///
    /// In an event stream a line break in the data ends a line of data and nothing else; the receiver reads it as a line
    /// feed, whichever it was.
    ///
    /// # Errors
    /// When a name or an id holds a line break, an id holds a NUL, or a JSON text holds what separates records.
    pub fn encode(&self, framing: Framing) -> Result<Bytes, EncodeError> {
        match framing {
            Framing::EventStream => self.event_stream(),
            Framing::JsonLines => {
                if self.data.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
                    return Err(EncodeError::Field("data"));
                }
                Ok([&self.data[..], b"\n"].concat().into())
            }
            Framing::JsonSequence => {
                if self.data.contains(&RECORD_SEPARATOR) {
                    return Err(EncodeError::Field("data"));
                }
                Ok([&[RECORD_SEPARATOR][..], &self.data, b"\n"].concat().into())
            }
            Framing::Parts => {
                if self.data.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
                    return Err(EncodeError::Field("data"));
                }
                let head = format!("--{BOUNDARY}\r\nContent-Type: application/json\r\n\r\n");
                Ok([head.as_bytes(), &self.data, b"\r\n"].concat().into())
            }
        }
    }

    fn event_stream(&self) -> Result<Bytes, EncodeError> {
        let mut out = Vec::with_capacity(self.data.len() + 16);
        let mut field = |name: &'static str, value: &str, forbidden: &[char]| {
            if value.contains(forbidden) {
                return Err(EncodeError::Field(name));
            }
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(b": ");
            out.extend_from_slice(value.as_bytes());
            out.push(b'\n');
            Ok(())
        };
        if let Some(event) = &self.event {
            field("event", event, &['\n', '\r'])?;
        }
        if let Some(id) = &self.id {
            field("id", id, &['\n', '\r', '\0'])?;
        }
        if let Some(retry) = self.retry {
            field("retry", &retry.as_millis().to_string(), &[])?;
        }
        for line in lines(&self.data) {
            out.extend_from_slice(b"data: ");
            out.extend_from_slice(line);
            out.push(b'\n');
        }
        out.push(b'\n');
        Ok(out.into())
    }
}

/// A comment: nothing to the receiver but a sign of life.
pub fn comment(text: &str) -> Bytes {
    let mut out = Vec::with_capacity(text.len() + 4);
    for line in lines(text.as_bytes()) {
        out.push(b':');
        out.extend_from_slice(line);
        out.push(b'\n');
    }
    out.push(b'\n');
    out.into()
}

/// Lines as an event stream ends them: at CR LF, LF or CR. There is always one.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        rest = end.map(|end| {
            let width = if text[end..].starts_with(b"\r\n") {
                2
            } else {
                1
            };
            &text[end + width..]
        });
        Some(&text[..end.unwrap_or(text.len())])
    })
}

/// A value that cannot be sent as an event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// The field holds what would end it.
    #[error("the field `{0}` holds a character that would end it")]
    Field(&'static str),
    /// The value has no JSON form.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// The contract describes another kind of value.
    #[error("the value is not {0}")]
    Shape(&'static str),
}
