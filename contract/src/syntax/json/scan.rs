//! The parts of JSON that are regular: blanks, comments, numbers and bare words.

use std::ops::Range;

/// A read position in a text.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

/// What stands where blanks were skipped.
pub(super) enum Comment {
    Complete(Range<usize>),
    /// `/*` without `*/`.
    Open(Range<usize>),
}

impl<'t> Cursor<'t> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn peek_at(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    /// The character at the cursor.
    pub(super) fn here(&self) -> Range<usize> {
        let length = self.text[self.at..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        self.at..self.at + length
    }

    /// Skips blanks (RFC 8259 section 2).
    pub(super) fn skip_blank(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(self.at) {
            self.at += 1;
        }
    }

    /// Skips a comment that starts here, if one does.
    pub(super) fn skip_comment(&mut self) -> Option<Comment> {
        let start = self.at;
        let rest = self.text.get(start..)?;
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
            Some(Comment::Complete(start..self.at))
        } else if let Some(body) = rest.strip_prefix("/*") {
            if let Some(end) = body.find("*/") {
                self.at += end + 4;
                Some(Comment::Complete(start..self.at))
            } else {
                self.at = self.text.len();
                Some(Comment::Open(start..start + 2))
            }
        } else {
            None
        }
    }

    /// Skips digits and says how many there were.
    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    /// Reads what starts like a number; `Err` holds the range of a word that is none (RFC 8259 section 6).
    pub(super) fn number(&mut self) -> Result<&'t str, Range<usize>> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        let leading_zero = self.peek() == Some(b'0');
        let whole = self.digits();
        let mut good = whole == 1 || (whole > 1 && !leading_zero);
        if self.peek() == Some(b'.') {
            self.at += 1;
            good &= self.digits() > 0;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            good &= self.digits() > 0;
        }
        let end = self.at;
        self.skip_word();
        if good && self.at == end {
            Ok(&self.text[start..end])
        } else {
            Err(start..self.at)
        }
    }

    /// Skips what a person would take for one word.
    fn skip_word(&mut self) {
        while self.peek().is_some_and(|byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'_' | b'$' | b'.' | b'+' | b'-')
                || byte >= 0x80
        }) {
            self.at += 1;
        }
    }

    /// Reads a bare word, or one character where there is no word. Never empty before the end of the text.
    pub(super) fn word(&mut self) -> Range<usize> {
        let start = self.at;
        self.skip_word();
        if self.at == start {
            self.at = self.here().end;
        }
        start..self.at
    }

    /// Reads exactly this word, not a longer one.
    pub(super) fn literal(&mut self, word: &str) -> bool {
        let found = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        let longer = self
            .peek_at(word.len())
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80);
        if found && !longer {
            self.at += word.len();
        }
        found && !longer
    }

    /// Skips the rest of a container whose opening bracket was just read, without looking at what is in it.
    pub(super) fn skip_container(&mut self) {
        let mut depth = 1_usize;
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                b'"' => self.skip_string_body(),
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn skip_string_body(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'"' => return,
                b'\\' => self.at += 1,
                _ => {}
            }
        }
        self.at = self.at.min(bytes.len());
    }
}
