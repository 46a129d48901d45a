//! Server-Sent Events, received (WHATWG HTML 9.2.5 and 9.2.6).

use std::time::Duration;

use bytes::Bytes;

use super::decode::FrameError;
use super::event::Frame;
use super::split::Splitter;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The state between two chunks of an event stream.
#[derive(Debug)]
pub(super) struct EventStream {
    lines: Splitter,
    limit: usize,
    /// The first line may begin with a byte order mark.
    begun: bool,
    /// The last line ended with a carriage return, which a line feed may belong to.
    after_return: bool,
    /// Lines of data, each with its line feed.
    data: Vec<u8>,
    event: String,
    id: String,
    retry: Option<Duration>,
    last_event_id: String,
    reconnection_time: Option<Duration>,
}

impl EventStream {
    pub(super) const fn new(limit: usize) -> Self {
        Self {
            lines: Splitter::new(limit),
            limit,
            begun: false,
            after_return: false,
            data: Vec::new(),
            event: String::new(),
            id: String::new(),
            retry: None,
            last_event_id: String::new(),
            reconnection_time: None,
        }
    }

    /// Goes on behind the event with this id.
    pub(super) fn resume(&mut self, id: &str) {
        id.clone_into(&mut self.id);
        id.clone_into(&mut self.last_event_id);
    }

    pub(super) fn push(&mut self, chunk: Bytes) {
        self.lines.push(chunk);
    }

    pub(super) fn last_event_id(&self) -> Option<&str> {
        Some(self.last_event_id.as_str()).filter(|id| !id.is_empty())
    }

    pub(super) const fn reconnection_time(&self) -> Option<Duration> {
        self.reconnection_time
    }

    pub(super) fn next(&mut self) -> Option<Result<Frame, FrameError>> {
        loop {
            let line = match self.line()? {
                Ok(line) => line,
                Err(error) => return Some(Err(error)),
            };
            if line.is_empty() {
                if let Some(frame) = self.dispatch() {
                    return Some(Ok(frame));
                }
            } else if let Err(error) = self.field(&line) {
                return Some(Err(error));
            }
        }
    }

    fn line(&mut self) -> Option<Result<Vec<u8>, FrameError>> {
        if self.after_return {
            self.lines.skip(b'\n')?;
            self.after_return = false;
        }
        let line = match self.lines.next(|byte| matches!(byte, b'\r' | b'\n'))? {
            Ok((line, end)) => {
                self.after_return = end == b'\r';
                line
            }
            Err(error) => return Some(Err(error)),
        };
        let begun = std::mem::replace(&mut self.begun, true);
        match line.strip_prefix(BYTE_ORDER_MARK) {
            Some(line) if !begun => Some(Ok(line.to_vec())),
            _ => Some(Ok(line)),
        }
    }

    fn field(&mut self, line: &[u8]) -> Result<(), FrameError> {
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"data" => {
                if self.data.len() + value.len() > self.limit {
                    return Err(FrameError::TooLong { limit: self.limit });
                }
                self.data
                    .extend_from_slice(String::from_utf8_lossy(value).as_bytes());
                self.data.push(b'\n');
            }
            b"event" => self.event = String::from_utf8_lossy(value).into_owned(),
            b"id" if !value.contains(&0) => self.id = String::from_utf8_lossy(value).into_owned(),
            b"retry" => {
                if let Some(time) = milliseconds(value) {
                    self.retry = Some(time);
                    self.reconnection_time = Some(time);
                }
            }
            // A comment has an empty name; fields nobody knows are ignored.
            _ => {}
        }
        Ok(())
    }

    /// The event that a blank line ends; without data there is none, but its id counts.
    fn dispatch(&mut self) -> Option<Frame> {
        self.last_event_id.clone_from(&self.id);
        let event = std::mem::take(&mut self.event);
        let retry = self.retry.take();
        let mut data = std::mem::take(&mut self.data);
        data.pop()?;
        Some(Frame {
            data,
            event: Some(event).filter(|event| !event.is_empty()),
            id: self.last_event_id().map(str::to_owned),
            retry,
        })
    }
}

/// Digits and nothing else; a time beyond reason is the longest there is.
fn milliseconds(value: &[u8]) -> Option<Duration> {
    if value.is_empty() || !value.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let text = std::str::from_utf8(value).ok()?;
    Some(Duration::from_millis(text.parse().unwrap_or(u64::MAX)))
}
