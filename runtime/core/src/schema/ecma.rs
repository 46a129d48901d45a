//! ECMA-262 patterns in the words of the `regex` crates (ECMA-262 22.2, with the leniencies of its annex B).
//!
//! A translation never fails: what is no pattern comes out as text that the engine refuses.

use std::fmt::Write;

/// What `\s` means (ECMA-262 WhiteSpace and LineTerminator).
const SPACE: &str = r"\t\n\x0B\x0C\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

/// The same pattern for the `regex` and `fancy_regex` crates.
pub(super) fn translate(pattern: &str) -> String {
    let mut translator = Translator {
        rest: pattern,
        out: String::with_capacity(pattern.len() + 16),
    };
    while let Some(c) = translator.next() {
        translator.outside(c);
    }
    translator.out
}

struct Translator<'p> {
    rest: &'p str,
    out: String,
}

/// One member of a character class.
enum Member {
    /// A single character, as the end of a range may be.
    Character,
    /// A set such as `\d`.
    Set,
}

impl Translator<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn take(&mut self, prefix: &str) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn outside(&mut self, c: char) {
        match c {
            '\\' => self.escape(),
            '[' => self.class(),
            '^' => self.out.push_str(r"\A"),
            '$' => self.out.push_str(r"\z"),
            '.' => self.out.push_str(r"[^\n\r\x{2028}\x{2029}]"),
            '{' if !self.is_quantifier() => self.out.push_str(r"\{"),
            '{' => {
                self.out.push('{');
                while let Some(c) = self.next() {
                    self.out.push(c);
                    if c == '}' {
                        break;
                    }
                }
            }
            '}' => self.out.push_str(r"\}"),
            ']' => self.out.push_str(r"\]"),
            c => self.out.push(c),
        }
    }

    /// Does `2}`, `2,}` or `2,3}` follow? Else the brace is literal (annex B).
    fn is_quantifier(&self) -> bool {
        let Some((inside, _)) = self.rest.split_once('}') else {
            return false;
        };
        let (low, high) = inside.split_once(',').unwrap_or((inside, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        !low.is_empty() && digits(low) && digits(high)
    }

    fn escape(&mut self) {
        let Some(c) = self.next() else {
            // A lone backslash: left for the engine to refuse.
            self.out.push('\\');
            return;
        };
        match c {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' => self.set(c),
            'b' => self.out.push_str(r"\b"),
            'B' => self.out.push_str(r"\B"),
            '1'..='9' => {
                self.out.push('\\');
                self.out.push(c);
                while let Some(digit) = self.rest.chars().next().filter(char::is_ascii_digit) {
                    self.out.push(digit);
                    self.next();
                }
            }
            'k' => self.out.push_str(r"\k"),
            'p' | 'P' => self.property(c),
            c => self.character(c),
        }
    }

    /// A predefined set; complete in itself outside and inside of a class.
    fn set(&mut self, c: char) {
        let (members, complement) = match c {
            'd' => ("0-9", false),
            'D' => ("0-9", true),
            'w' => ("0-9A-Za-z_", false),
            'W' => ("0-9A-Za-z_", true),
            's' => (SPACE, false),
            _ => (SPACE, true),
        };
        self.out.push_str(if complement { "[^" } else { "[" });
        self.out.push_str(members);
        self.out.push(']');
    }

    /// `\p{..}`: both sides know the same names.
    fn property(&mut self, c: char) {
        if self.rest.starts_with('{') {
            self.out.push('\\');
        }
        self.out.push(c);
        if self.take("{") {
            self.out.push('{');
            while let Some(c) = self.next() {
                self.out.push(c);
                if c == '}' {
                    break;
                }
            }
        }
    }

    /// A character escape, its backslash and first character already read.
    fn character(&mut self, c: char) {
        let code = match c {
            't' => 0x09,
            'n' => 0x0A,
            'v' => 0x0B,
            'f' => 0x0C,
            'r' => 0x0D,
            '0' => 0,
            'c' => match self.rest.chars().next().filter(char::is_ascii_alphabetic) {
                Some(letter) => {
                    self.next();
                    u32::from(letter) % 32
                }
                None => u32::from(c),
            },
            'x' => self.hex(2).unwrap_or(u32::from(c)),
            'u' => self.unicode().unwrap_or(u32::from(c)),
            other => u32::from(other),
        };
        self.code(code);
    }

    fn code(&mut self, code: u32) {
        // A lone surrogate is in no Rust text; U+10FFFF, a noncharacter, is the nearest thing to never.
        let code = if char::from_u32(code).is_some() {
            code
        } else {
            0x0010_FFFF
        };
        // Writing to a string cannot fail.
        let _ = write!(self.out, r"\x{{{code:X}}}");
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let text = self.rest.get(..digits)?;
        if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.rest = &self.rest[digits..];
        u32::from_str_radix(text, 16).ok()
    }

    /// What follows `\u`: `{1F409}`, `0041`, or a surrogate pair in two escapes.
    fn unicode(&mut self) -> Option<u32> {
        if let Some((inside, rest)) = self
            .rest
            .strip_prefix('{')
            .and_then(|rest| rest.split_once('}'))
        {
            let code = u32::from_str_radix(inside, 16).ok()?;
            self.rest = rest;
            return Some(code);
        }
        let first = self.hex(4)?;
        if !(0xD800..0xDC00).contains(&first) {
            return Some(first);
        }
        let before = self.rest;
        if self.take(r"\u")
            && let Some(second) = self.hex(4)
            && (0xDC00..0xE000).contains(&second)
        {
            return Some(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00));
        }
        self.rest = before;
        Some(first)
    }

    fn class(&mut self) {
        if self.take("^]") {
            self.out.push_str(r"[\x{0}-\x{10FFFF}]");
            return;
        }
        if self.take("]") {
            // Matches nothing; the intersection of a set with its complement.
            self.out.push_str(r"[a&&[^a]]");
            return;
        }
        self.out.push('[');
        if self.take("^") {
            self.out.push('^');
        }
        loop {
            let Some(c) = self.next() else {
                return; // unclosed: left for the engine to refuse
            };
            if c == ']' {
                break;
            }
            self.member(c);
        }
        self.out.push(']');
    }

    /// One member, or a range when a hyphen and another character follow.
    fn member(&mut self, c: char) {
        if let Member::Set = self.class_atom(c) {
            return;
        }
        let mut ahead = self.rest.chars();
        if ahead.next() != Some('-') || matches!(ahead.next(), None | Some(']')) {
            return;
        }
        self.next();
        let set_follows = self
            .rest
            .strip_prefix('\\')
            .is_some_and(|rest| rest.starts_with(['d', 'D', 'w', 'W', 's', 'S', 'p', 'P']));
        self.out.push_str(if set_follows { r"\-" } else { "-" });
        if let Some(end) = self.next() {
            self.class_atom(end);
        }
    }

    fn class_atom(&mut self, c: char) -> Member {
        match c {
            '\\' => match self.next() {
                Some(set @ ('d' | 'D' | 'w' | 'W' | 's' | 'S')) => {
                    self.set(set);
                    return Member::Set;
                }
                Some(property @ ('p' | 'P')) => {
                    self.property(property);
                    return Member::Set;
                }
                Some('b') => self.code(8),
                Some(other) => self.character(other),
                None => self.out.push('\\'),
            },
            plain => self.code(u32::from(plain)),
        }
        Member::Character
    }
}
