//! The characters of a query, one after the other.

/// Why a text is no query: what was expected, and at which character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::overlay) struct Malformed {
    pub(in crate::overlay) expected: &'static str,
    /// Characters before the place, from 0.
    pub(in crate::overlay) at: usize,
}

/// A place in a query text.
#[derive(Clone, Debug)]
pub(super) struct Scan {
    chars: Vec<char>,
    at: usize,
}

/// Integers that every receiver of I-JSON has (RFC 7493 2.2).
const MAX_INTEGER: i64 = (1 << 53) - 1;

impl Scan {
    pub(super) fn new(text: &str) -> Self {
        Self {
            chars: text.chars().collect(),
            at: 0,
        }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn back_to(&mut self, position: usize) {
        self.at = position;
    }

    /// Takes `word` if it stands here.
    pub(super) fn take(&mut self, word: &str) -> bool {
        let length = word.chars().count();
        let here = self.chars.get(self.at..self.at + length);
        let found = here.is_some_and(|here| here.iter().copied().eq(word.chars()));
        if found {
            self.at += length;
        }
        found
    }

    pub(super) fn expect(&mut self, word: &'static str) -> Result<(), Malformed> {
        if self.take(word) {
            Ok(())
        } else {
            Err(self.malformed(word))
        }
    }

    pub(super) fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    pub(super) fn malformed(&self, expected: &'static str) -> Malformed {
        Malformed {
            expected,
            at: self.at,
        }
    }

    /// Everything from here on that `keep` accepts.
    pub(super) fn while_is(&mut self, keep: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    /// An integer without leading zeros.
    pub(super) fn integer(&mut self) -> Result<i64, Malformed> {
        let start = self.at;
        let negative = self.take("-");
        let digits = self.while_is(|c| c.is_ascii_digit());
        let plain = digits == "0" && !negative || !digits.is_empty() && !digits.starts_with('0');
        let value = digits.parse::<i64>().ok().filter(|_| plain);
        let Some(value) = value.filter(|value| *value <= MAX_INTEGER) else {
            self.at = start;
            return Err(self.malformed("an integer"));
        };
        Ok(if negative { -value } else { value })
    }

    /// A text in quotes (RFC 9535 2.3.1.1).
    pub(super) fn quoted(&mut self) -> Result<String, Malformed> {
        let Some(quote @ ('"' | '\'')) = self.next() else {
            self.at = self.at.saturating_sub(1);
            return Err(self.malformed("a text in quotes"));
        };
        let mut text = String::new();
        loop {
            match self.next() {
                Some(c) if c == quote => return Ok(text),
                Some('\\') => text.push(self.escaped(quote)?),
                Some(c) if c >= ' ' => text.push(c),
                _ => return Err(self.malformed("the closing quote")),
            }
        }
    }

    fn escaped(&mut self, quote: char) -> Result<char, Malformed> {
        Ok(match self.next() {
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some(c @ ('/' | '\\')) => c,
            Some(c) if c == quote => c,
            Some('u') => return self.code_point(),
            _ => return Err(self.malformed("an escape such as `\\n`")),
        })
    }

    fn code_point(&mut self) -> Result<char, Malformed> {
        let high = self.code_unit()?;
        let point = if (0xD800..0xDC00).contains(&high) && self.take("\\u") {
            let low = self.code_unit()?;
            if !(0xDC00..0xE000).contains(&low) {
                return Err(self.malformed("the second half of a surrogate pair"));
            }
            0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)
        } else {
            high
        };
        char::from_u32(point).ok_or_else(|| self.malformed("a code point"))
    }

    fn code_unit(&mut self) -> Result<u32, Malformed> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.next().and_then(|c| c.to_digit(16));
            unit = unit * 16 + digit.ok_or_else(|| self.malformed("four hexadecimal digits"))?;
        }
        Ok(unit)
    }
}
