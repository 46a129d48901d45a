//! Parts of one body as a stream of JSON texts (OAS 3.2.0 Streaming Multipart, RFC 2046 section 5.1), received and sent.
//!
//! A part ends where the next begins, so a receiver has a part when its successor comes, or the end.

use bytes::Bytes;

use super::decode::FrameError;
use super::event::Frame;
use crate::multipart::{Event, Reader};

/// What stands between parts of ours. No part can contain it: it begins a line, and a JSON text as we write it has one line.
pub(super) const BOUNDARY: &str = "countersign-part";

/// Parts, whatever is in them.
#[derive(Debug)]
pub(super) struct Parts {
    /// The reader, or why there is none.
    reader: Result<Reader, Option<FrameError>>,
    content: Vec<u8>,
    limit: usize,
    /// Is nothing to come but what has come?
    ended: bool,
}

impl Parts {
    /// The parts of a body with this `Content-Type`, each of at most `limit` bytes.
    pub(super) fn new(content_type: &str, limit: usize) -> Self {
        let reader = Reader::new(content_type).map(Reader::of_any_length);
        Self {
            reader: reader.map_err(|error| Some(FrameError::Parts(error.message))),
            content: Vec::new(),
            limit,
            ended: false,
        }
    }

    pub(super) fn push(&mut self, chunk: Bytes) {
        if let Ok(reader) = &mut self.reader {
            reader.push(chunk);
        }
    }

    pub(super) fn next(&mut self) -> Option<Result<Frame, FrameError>> {
        let reader = match &mut self.reader {
            Ok(reader) => reader,
            Err(error) => return error.take().map(Err),
        };
        loop {
            let error = match reader.event() {
                Ok(Some(Event::Head(_))) => continue,
                Ok(Some(Event::Content(bytes))) => {
                    if self.content.len() + bytes.len() > self.limit {
                        return Some(Err(FrameError::TooLong { limit: self.limit }));
                    }
                    self.content.extend_from_slice(&bytes);
                    continue;
                }
                Ok(Some(Event::End)) => {
                    let data = std::mem::take(&mut self.content);
                    return Some(Ok(Frame {
                        data,
                        ..Frame::default()
                    }));
                }
                Ok(None) if !self.ended => return None,
                Ok(None) => reader.end().err(),
                Err(error) => Some(error),
            };
            self.reader = Err(None);
            return error.map(|error| Err(FrameError::Parts(error.message)));
        }
    }

    /// Without its last boundary a body is cut off: that is told as the next frame.
    pub(super) fn end(&mut self) -> bool {
        self.ended = true;
        match &self.reader {
            Ok(reader) => reader.end().is_err(),
            Err(error) => error.is_some(),
        }
    }
}
