//! JSON lines and JSON text sequences (RFC 7464), received.

use bytes::Bytes;

use super::decode::FrameError;
use super::event::Frame;
use super::split::Splitter;

/// RFC 7464 2.1: stands before every text.
pub(super) const RECORD_SEPARATOR: u8 = 0x1e;

/// One JSON text per line; blank lines are nothing.
#[derive(Debug)]
pub(super) struct JsonLines(Splitter);

impl JsonLines {
    pub(super) const fn new(limit: usize) -> Self {
        Self(Splitter::new(limit))
    }

    pub(super) fn push(&mut self, chunk: Bytes) {
        self.0.push(chunk);
    }

    pub(super) fn next(&mut self) -> Option<Result<Frame, FrameError>> {
        loop {
            match self.0.next(|byte| byte == b'\n')? {
                Ok((line, _)) if is_blank(&line) => {}
                Ok((line, _)) => return Some(Ok(frame(line))),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// The last line may lack its end.
    pub(super) fn end(&mut self) -> bool {
        self.0.end(b'\n')
    }
}

/// A record separator before each JSON text, a line feed after it.
#[derive(Debug)]
pub(super) struct JsonSequence(Splitter);

impl JsonSequence {
    pub(super) const fn new(limit: usize) -> Self {
        Self(Splitter::new(limit))
    }

    pub(super) fn push(&mut self, chunk: Bytes) {
        self.0.push(chunk);
    }

    pub(super) fn next(&mut self) -> Option<Result<Frame, FrameError>> {
        loop {
            match self.0.next(|byte| byte == RECORD_SEPARATOR)? {
                // RFC 7464 2.1: several separators in a row are one.
                Ok((text, _)) if is_blank(&text) => {}
                Ok((text, _)) => return Some(record(text)),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    pub(super) fn end(&mut self) -> bool {
        self.0.end(RECORD_SEPARATOR)
    }
}

fn frame(data: Vec<u8>) -> Frame {
    Frame {
        data,
        ..Frame::default()
    }
}

/// RFC 7464 2.4: a text that does not end itself must be followed by white space, or its end may be missing.
fn record(text: Vec<u8>) -> Result<Frame, FrameError> {
    let ends_itself = matches!(text.trim_ascii_end().last(), Some(b'}' | b']' | b'"'));
    if ends_itself || text.last().is_some_and(u8::is_ascii_whitespace) {
        Ok(frame(text))
    } else {
        Err(FrameError::Truncated)
    }
}

fn is_blank(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_whitespace)
}
