//! Where does a piece of a stream end? Bytes come in chunks of any size; pieces end at delimiters.

use bytes::{Buf, Bytes};

use super::decode::FrameError;

/// Cuts a stream at delimiters and holds at most `limit` bytes of an unfinished piece.
#[derive(Debug)]
pub(super) struct Splitter {
    chunk: Bytes,
    piece: Vec<u8>,
    limit: usize,
}

impl Splitter {
    pub(super) const fn new(limit: usize) -> Self {
        Self {
            chunk: Bytes::new(),
            piece: Vec::new(),
            limit,
        }
    }

    /// The bytes that follow those given before.
    pub(super) fn push(&mut self, chunk: Bytes) {
        if self.chunk.is_empty() {
            self.chunk = chunk;
        } else {
            self.chunk = [&self.chunk[..], &chunk[..]].concat().into();
        }
    }

    /// Drops the next byte if it is this one; `None` when no byte is there yet.
    pub(super) fn skip(&mut self, byte: u8) -> Option<()> {
        if *self.chunk.first()? == byte {
            self.chunk.advance(1);
        }
        Some(())
    }

    /// The next piece and the delimiter it ended with; `None` when more bytes are needed.
    pub(super) fn next(
        &mut self,
        ends: impl Fn(u8) -> bool,
    ) -> Option<Result<(Vec<u8>, u8), FrameError>> {
        let end = self.chunk.iter().position(|byte| ends(*byte));
        let length = end.unwrap_or(self.chunk.len());
        if self.piece.len() + length > self.limit {
            return Some(Err(FrameError::TooLong { limit: self.limit }));
        }
        self.piece.extend_from_slice(&self.chunk[..length]);
        self.chunk.advance(length);
        end?;
        let delimiter = self.chunk.get_u8();
        Some(Ok((std::mem::take(&mut self.piece), delimiter)))
    }

    /// Ends what stands behind the last delimiter, if that is not blank.
    pub(super) fn end(&mut self, delimiter: u8) -> bool {
        let open = !self.piece.iter().all(u8::is_ascii_whitespace);
        if open {
            self.push(Bytes::copy_from_slice(&[delimiter]));
        }
        open
    }
}
